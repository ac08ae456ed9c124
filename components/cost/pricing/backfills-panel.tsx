"use client";
/** Stored calls priced anew: how far, how many changed, and by how much. */
import { Badge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { ScrollBox } from "@/components/ui/scroll-box";
import { exact, share } from "@/lib/core/format";
import type { BackfillView } from "@/lib/pricing/schema";
import { causeWords, modelWords, money, moneyExact } from "@/lib/pricing/words";

export function BackfillsPanel({ reading }: { reading: Reading<readonly BackfillView[]> }) {
  return (
    <Panel
      title="Back-fills"
      question="Which stored calls were priced anew, and what did that change?"
      reading={reading}
      figure={(all) => {
        const running = all.filter(({ state }) => state === "running").length;
        if (running > 0) return `${running} running`;
        return all.length === 0 ? "None" : `${all.length} done`;
      }}
      isEmpty={(all) => all.length === 0}
      empty={{
        title: "No stored call was priced anew",
        hint: "Setting a price with a date in the past can price the calls since then.",
      }}
      height={280}
    >
      {(all) => (
        <ScrollBox>
          <ul className="flex flex-col divide-y divide-line">
            {all.map((one) => (
              <Backfill key={one.id} one={one} />
            ))}
          </ul>
        </ScrollBox>
      )}
    </Panel>
  );
}

function Backfill({ one }: { one: BackfillView }) {
  return (
    <li className="flex flex-col gap-1 py-2 text-13">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="min-w-0 truncate font-medium text-primary">
          {`${causeWords(one.cause)}: ${one.provider} ${modelWords(one.model)}`}
        </span>
        <State one={one} />
      </div>
      {one.state === "running" && (
        <div
          role="progressbar"
          aria-label={`Progress of ${modelWords(one.model)}`}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(one.progress * 100)}
          className="h-1 overflow-hidden rounded-control bg-hover"
        >
          <div className="h-full bg-accent" style={{ width: `${one.progress * 100}%` }} />
        </div>
      )}
      <p className="text-12 text-muted">
        {`${exact(one.changed)} calls changed, `}
        <span title={`${moneyExact(one.before)} → ${moneyExact(one.after)}`}>
          {`${money(one.before)} → ${money(one.after)}`}
        </span>
        {" · "}
        {one.createdBy} <Instant at={one.createdAt} />
      </p>
    </li>
  );
}

/** Settling is a second look for late arrivals; what is asked for is done by then. */
function State({ one: { state, progress } }: { one: BackfillView }) {
  if (state === "running")
    return (
      <Badge tone="info" bare>
        {share(progress)}
      </Badge>
    );
  return (
    <Badge tone="ok" bare>
      {state === "done" ? "Done" : "Done, looking for late arrivals"}
    </Badge>
  );
}
