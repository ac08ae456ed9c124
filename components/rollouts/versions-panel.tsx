"use client";
/** Every version of the plan: who made it, why, and what it changed. */
import { Tag } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import type { PlanVersion, RolloutDetail } from "@/lib/rollouts/views";

export function VersionsPanel({ reading }: { reading: Reading<RolloutDetail> }) {
  return (
    <Panel
      title="Versions of the plan"
      question="Who changed it, when, why, and what?"
      reading={reading}
      figure={({ planVersion }) => `version ${planVersion}`}
      height="fit"
      isFlush
    >
      {({ versions, planVersion }) => (
        <ol className="flex flex-col">
          {versions.map((version) => (
            <Row key={version.version} of={version} isNow={version.version === planVersion} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

function Row({ of, isNow }: { of: PlanVersion; isNow: boolean }) {
  const { version, at, by, reason, changes } = of;
  return (
    <li className="flex flex-col gap-0.5 border-line border-t px-4 py-2 text-13">
      <p className="flex flex-wrap items-center justify-between gap-x-3">
        <span className="wrap-anywhere text-primary">
          {`${version} · ${reason ?? "no reason given"}`}
        </span>
        {isNow && <Tag>in force</Tag>}
      </p>
      {changes.length > 0 && (
        <ul className="text-12 text-secondary">
          {changes.map((change) => (
            <li key={change} className="wrap-anywhere">
              {change}
            </li>
          ))}
        </ul>
      )}
      <p className="text-12 text-muted">
        {by} · <Instant at={at} />
      </p>
    </li>
  );
}
