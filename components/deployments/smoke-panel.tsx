"use client";
/** Quality gates that were run on this version around its deployment. */
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import type { DeploymentDetail } from "@/lib/deployments/schema";

export function SmokePanel({ reading }: { reading: Reading<DeploymentDetail> }) {
  return (
    <Panel
      title="Smoke tests"
      question="What did the evaluations within an hour say?"
      reading={reading}
      isEmpty={({ smoke }) => smoke.length === 0}
      empty={{
        title: "None was reported",
        hint: "Send evaluation events that name this version, from half an hour before it on.",
      }}
      height="fit"
    >
      {({ smoke }) => (
        <ul className="flex flex-col gap-1.5 text-13">
          {smoke.map(({ gate, passed, failed }) => (
            <li key={gate} className="flex items-center justify-between gap-2">
              <span className="truncate text-primary">{gate}</span>
              <Badge bare tone={failed === 0 ? "ok" : "critical"}>
                {failed === 0 ? `${passed} passed` : `${failed} of ${passed + failed} failed`}
              </Badge>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
