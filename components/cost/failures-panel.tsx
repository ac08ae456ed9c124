"use client";
/** What failures cost: calls that failed and were charged, and calls that were made again because of them. */
import { useQuery } from "@tanstack/react-query";
import { useAsk } from "@/components/shell/use-ask";
import { Panel } from "@/components/ui/panel";
import { orDash, quantity, share } from "@/lib/core/format";
import { formatMoney, picosOf } from "@/lib/core/money";
import { failuresQuery } from "@/lib/spend/client";
import type { FailuresView } from "@/lib/spend/schema";

const money = (usd: string): string => formatMoney(picosOf(usd), { precise: true });

export function FailuresPanel() {
  const { ask } = useAsk();
  const reading = useQuery(failuresQuery(ask));
  return (
    <Panel
      title="Errors and retries"
      question="What was paid for answers that never arrived?"
      reading={reading}
      figure={({ failedUsd }) => money(failedUsd)}
      isEmpty={({ failedCalls, retriedCalls }) => failedCalls + retriedCalls === 0}
      empty={{ title: "No call failed in this time range" }}
      height={220}
    >
      {(view) => <Terms view={view} />}
    </Panel>
  );
}

function Terms({ view }: { view: FailuresView }) {
  return (
    <div className="flex flex-col gap-3 text-13">
      <dl className="flex flex-col">
        <Term
          name="Calls that failed and were charged"
          note={`${quantity(view.failedCalls, "call")}, ${orDash(view.failedShare, share)} of the money`}
          value={money(view.failedUsd)}
        />
        <Term
          name="Calls made again"
          note={`${quantity(view.retriedCalls, "call")} of a model that had failed before in the same trace, ${orDash(view.retriesShare, share)} of the money`}
          value={money(view.retriesUsd)}
        />
      </dl>
      <p className="text-12 text-muted">
        Calls without a trace id count as no retries.
        {view.limit && ` Retries: ${view.limit}`}
      </p>
    </div>
  );
}

function Term({ name, note, value }: { name: string; note: string; value: string }) {
  return (
    <div className="flex items-baseline gap-3 border-line border-b py-2 last:border-b-0">
      <dt className="min-w-0 flex-1 text-secondary">
        {name}
        <span className="block text-12 text-muted">{note}</span>
      </dt>
      <dd className="shrink-0 font-medium text-primary tabular-nums">{value}</dd>
    </div>
  );
}
