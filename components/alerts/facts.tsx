"use client";
/** The facts of one alert that fit on the first screen of a phone: how bad, against what, since when, who is on it. */
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { useNow } from "@/components/ui/use-now";
import type { AlertDetail, AlertView } from "@/lib/alerts/views";
import { duration } from "@/lib/core/format";

export function Facts({ view }: { view: AlertDetail | undefined }) {
  return (
    <section
      aria-label="Facts"
      aria-busy={view === undefined}
      className="rounded-panel border border-line bg-panel px-4 py-3"
    >
      {view ? (
        <Known view={view} />
      ) : (
        <div className="h-24 animate-shimmer rounded-control bg-hover" />
      )}
    </section>
  );
}

function Known({ view: { alert, description, earlier } }: { view: AlertDetail }) {
  return (
    <>
      {description && <p className="pb-2 text-14 text-primary">{description}</p>}
      <dl className="grid grid-cols-2 gap-x-4 gap-y-2 md:grid-cols-4">
        <Fact
          label={alert.endedAt ? "Last value" : "Now"}
          note={alert.bound && `threshold: ${alert.bound}`}
        >
          {alert.value ?? "no value"}
        </Fact>
        <Since alert={alert} />
        <Fact label="Worst" note={earlierWords(earlier)}>
          {alert.peak ?? "–"}
        </Fact>
        <Answer alert={alert} />
      </dl>
    </>
  );
}

const earlierWords = ({ count }: AlertDetail["earlier"]): string =>
  count === 0 ? "the first in 30 days" : `${count} earlier in 30 days`;

function Since({ alert: { startedAt, endedAt, endReason } }: { alert: AlertView }) {
  const now = useNow();
  const until = endedAt ? Date.parse(endedAt) : now;
  const lasted = until === null ? "…" : duration(Math.max(0, until - Date.parse(startedAt)));
  return (
    <Fact
      label={endedAt ? "Lasted" : "For"}
      note={
        <>
          since <Instant at={startedAt} style="exact" />
          {endReason && `; ${endReason}`}
        </>
      }
    >
      {lasted}
    </Fact>
  );
}

function Answer({ alert: { acknowledged, endedAt, mark } }: { alert: AlertView }) {
  const going = mark === "drill" ? "a drill: nobody is told again" : "it goes on being told";
  if (!acknowledged)
    return (
      <Fact label="Answered by" note={endedAt ? "it ended by itself" : going}>
        {endedAt ? "Nobody" : <Badge tone="warning">Nobody yet</Badge>}
      </Fact>
    );
  const { by, at, until } = acknowledged;
  return (
    <Fact
      label="Answered by"
      note={
        <>
          <Instant at={at} />
          {until && (
            <>
              , told again <Instant at={until} style="exact" />
            </>
          )}
        </>
      }
    >
      {by}
    </Fact>
  );
}

type FactProps = { label: string; note?: ReactNode; children: ReactNode };

function Fact({ label, note, children }: FactProps) {
  return (
    <div className="min-w-0">
      <dt className="text-12 text-muted">{label}</dt>
      <dd>
        <p className="truncate font-semibold text-20 text-primary tabular-nums">{children}</p>
        {note && <p className="text-12 text-secondary">{note}</p>}
      </dd>
    </div>
  );
}
