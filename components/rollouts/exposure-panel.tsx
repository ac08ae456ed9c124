"use client";
/** Whether the arms got the units that their shares promise: if not, nothing else here means anything. */
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { exact } from "@/lib/core/format";
import type { RolloutDetail } from "@/lib/rollouts/views";

/** As the gates have it. */
const BROKEN_FROM = 0.001;

export function ExposurePanel({ reading }: { reading: Reading<RolloutDetail> }) {
  return (
    <Panel
      title="Exposure"
      question="Did each arm get its share of the units? (sample-ratio check)"
      reading={reading}
      height="fit"
    >
      {({ exposure, rollout }) =>
        exposure.canary + exposure.control === 0 ? (
          <p className="text-13 text-muted">
            No exposures are recorded for this attempt, so the split was not checked.
          </p>
        ) : (
          <div className="flex flex-col gap-2">
            <dl className="grid grid-cols-[1fr_auto] gap-x-3 gap-y-1 text-13 tabular-nums">
              <dt className="text-muted">{`First got “${rollout.canary}”`}</dt>
              <dd className="text-right text-primary">{exact(exposure.canary)}</dd>
              <dt className="text-muted">{`Expected of “${rollout.canary}”`}</dt>
              <dd className="text-right text-primary">
                {exposure.expectedCanary === null
                  ? "—"
                  : exact(Math.round(exposure.expectedCanary))}
              </dd>
              <dt className="text-muted">{`First got “${rollout.control}”`}</dt>
              <dd className="text-right text-primary">{exact(exposure.control)}</dd>
              <dt className="text-muted">Split</dt>
              <dd className="text-right">
                <Said p={exposure.p} />
              </dd>
            </dl>
            {exposure.isPinned && (
              <p className="text-12 text-muted">
                Without units that keep what they got before the share changed.
              </p>
            )}
          </div>
        )
      }
    </Panel>
  );
}

function Said({ p }: { p: number | null }) {
  if (p === null) return <Badge tone="unknown">Too few to tell</Badge>;
  const words = `p ${p <= BROKEN_FROM ? "at most 0.001" : Number(p.toPrecision(2))}`;
  return p <= BROKEN_FROM ? (
    <Badge tone="critical">{`Mismatch, ${words}`}</Badge>
  ) : (
    <Badge tone="ok">{`As planned, ${words}`}</Badge>
  );
}
