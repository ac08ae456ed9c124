/** What the last evaluation found, how long it took, and when the next one is. */
import type { ReactNode } from "react";
import { Badge, Notice } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import type { RuleView } from "@/lib/alerts/rules/schema";
import { count, duration, orDash } from "@/lib/core/format";
import { detailOf } from "./standing-badge";

export function RuleFacts({ rule }: { rule: RuleView }) {
  const { standing, evaluatedAt, nextAt } = rule;
  const facts: readonly (readonly [string, ReactNode])[] = [
    ["Label sets", detailOf({ ...standing, failure: null }) || "—"],
    ["Worst value", rule.figure ?? "—"],
    ["Sample", orDash(rule.sampleSize, count)],
    ["Evaluated", evaluatedAt === null ? "never" : <Instant key="e" at={evaluatedAt} />],
    ["Took", orDash(rule.durationMs, duration)],
    ["Next", nextAt === null ? "—" : <Instant key="n" at={nextAt} />],
  ];
  return (
    <section
      aria-label="Last evaluation"
      className="flex min-w-0 flex-col gap-3 rounded-panel border border-line bg-panel p-4"
    >
      {standing.failure && (
        <Notice tone="warning">
          {`It cannot be evaluated (${standing.failure.count} times in a row): ${standing.failure.message}`}
        </Notice>
      )}
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-6">
        {facts.map(([label, value]) => (
          <div key={label} className="min-w-0">
            <dt className="text-12 text-muted">{label}</dt>
            <dd className="text-14 text-primary tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      {rule.lacksRunbook && (
        <Badge tone="warning" bare>
          It pages somebody and names no runbook
        </Badge>
      )}
    </section>
  );
}
