"use client";
/** Three figures: where today, this week and this month will end. */
import { Badge } from "@/components/ui/badge";
import { orDash } from "@/lib/core/format";
import { dollars } from "@/lib/core/money";
import type { EndView, ForecastView } from "@/lib/spend/forecast/schema";

const NAMES = {
  daily: "End of today",
  weekly: "End of the week",
  monthly: "End of the month",
} as const;
const KINDS = ["daily", "weekly", "monthly"] as const;

export function EndTiles({ view }: { view: ForecastView | undefined }) {
  return (
    <div className="grid grid-cols-1 gap-3 md:grid-cols-3 md:gap-4">
      {KINDS.map((kind) => (
        <EndTile
          key={kind}
          label={NAMES[kind]}
          view={view}
          end={view?.ends.find((one) => one.kind === kind)}
        />
      ))}
    </div>
  );
}

type EndTileProps = { label: string; view: ForecastView | undefined; end: EndView | undefined };

function EndTile({ label, view, end }: EndTileProps) {
  return (
    <article
      aria-label={label}
      aria-busy={end === undefined}
      className="flex min-h-37 min-w-0 flex-col gap-1 rounded-panel border border-line bg-panel p-4"
    >
      <h2 className="text-12 text-muted">{label}</h2>
      {end === undefined ? (
        <div aria-hidden className="h-8 w-24 animate-shimmer rounded-control bg-hover" />
      ) : (
        <>
          <p
            role="status"
            aria-live="off"
            className="font-semibold text-28 text-primary tabular-nums tracking-tight"
          >
            {orDash(end.expected, dollars)}
          </p>
          <p className="text-13 text-secondary">{rangeOf(end, view)}</p>
          <p className="text-12 text-muted">{`${dollars(end.spent)} so far`}</p>
          <div className="mt-auto">
            <BudgetBadge end={end} />
          </div>
        </>
      )}
    </article>
  );
}

function rangeOf({ expected, low, high }: EndView, view: ForecastView | undefined): string {
  if (expected === null)
    return `Not enough history: ${view?.known ?? 0} of ${view?.needed ?? 7} whole days`;
  if (low === null || high === null) return "No interval yet: too few days to know the error";
  return `80 % between ${dollars(low)} and ${dollars(high)}`;
}

function BudgetBadge({ end }: { end: EndView }) {
  const { budget, expected, spent, crossesOn } = end;
  if (budget === null) return <span className="text-12 text-muted">No budget for it</span>;
  if (spent >= budget)
    return <Badge tone="critical">{`Budget of ${dollars(budget)} used up`}</Badge>;
  if (crossesOn !== null)
    return (
      <Badge tone="warning">{`Crosses the budget of ${dollars(budget)} on ${crossesOn}`}</Badge>
    );
  if (expected === null)
    return <span className="text-12 text-muted">{`Budget ${dollars(budget)}`}</span>;
  return <Badge tone="ok">{`Within the budget of ${dollars(budget)}`}</Badge>;
}
