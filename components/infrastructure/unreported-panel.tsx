"use client";
/** Known metrics that nobody sends yet, with what to send. */
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { Snippet } from "@/components/ui/snippet";
import type { MetricPanel } from "@/lib/infrastructure/schema";

export function UnreportedPanel({ reading }: { reading: Reading<readonly MetricPanel[]> }) {
  return (
    <Panel
      title="Not reported"
      question="What else would get a panel of its own?"
      reading={reading}
      height="fit"
    >
      {(panels) => (
        <div className="flex flex-col gap-3 text-13">
          <ul className="grid grid-cols-[repeat(auto-fill,minmax(12rem,1fr))] gap-x-6 gap-y-1">
            {panels.map(({ id, title, example }) => (
              <li key={id} className="flex min-w-0 flex-col py-1">
                <span className="text-primary">{title}</span>
                <code className="truncate font-mono text-12 text-muted" title={example.name}>
                  {example.name}
                </code>
              </li>
            ))}
          </ul>
          <Snippet code={codeOf(panels)} label="metric event" />
        </div>
      )}
    </Panel>
  );
}

function codeOf(panels: readonly MetricPanel[]): string {
  const { name = "cpu.utilization", value = 0.42, unit = "ratio" } = panels[0]?.example ?? {};
  const event = {
    kind: "metric",
    id: "…",
    ts: "…",
    name,
    value,
    unit,
    labels: { host: "agents-1" },
  };
  return JSON.stringify(event);
}
