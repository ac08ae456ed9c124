"use client";
/** What may fire soon: the condition holds, but not for long enough yet. Nobody is told of these. */
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { useNow } from "@/components/ui/use-now";
import type { AlertsView, PendingView } from "@/lib/alerts/views";
import { duration } from "@/lib/core/format";
import { SeverityBadge } from "./badges";

export function PendingPanel({ reading }: { reading: Reading<AlertsView> }) {
  return (
    <Panel
      title="Pending"
      question="What fires soon, if it goes on?"
      reading={reading}
      figure={({ pending }) => `${pending.length} pending`}
      isEmpty={({ pending }) => pending.length === 0}
      empty={{
        title: "Nothing is about to fire",
        hint: "A rule whose condition has begun to hold waits here until it has held for long enough.",
      }}
      height="fit"
      isFlush
    >
      {({ pending }) => (
        <ul className="flex flex-col pb-1.5">
          {pending.map((one) => (
            <Row key={`${one.ruleId} ${one.key}`} pending={one} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Row({ pending }: { pending: PendingView }) {
  const { name, severity, about, value, bound, since, firesAt } = pending;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-0.5 border-line border-t px-4 py-2 text-13">
      <SeverityBadge severity={severity} bare />
      <span className="min-w-0 flex-1 basis-56">
        <span className="font-medium text-primary">{name}</span>
        <span className="block text-12 text-secondary">
          {[about, value && (bound ? `${value}, ${bound}` : value)].filter(Boolean).join(" · ")}
        </span>
      </span>
      <span className="text-12 text-secondary">
        since <Instant at={since} />
      </span>
      <span className="w-28 text-right text-12 text-secondary tabular-nums max-md:w-auto">
        <Left until={firesAt} />
      </span>
    </li>
  );
}

function Left({ until }: { until: string }) {
  const now = useNow();
  if (now === null) return null;
  const leftMs = Date.parse(until) - now;
  return (
    <>{leftMs > 0 ? `fires in ${duration(Math.ceil(leftMs / 1_000) * 1_000)}` : "fires now"}</>
  );
}
