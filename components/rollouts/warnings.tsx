/** What somebody has to know before anything is pressed: a silent worker, what forbids promotion, a freeze, an incident. */
import { Notice } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { KeptLink } from "@/components/ui/kept-link";
import type { Freeze } from "@/lib/rollouts/plan";
import type { RolloutDetail } from "@/lib/rollouts/views";
import { FreezeState } from "./freeze-state";

export function RolloutWarnings({ detail }: { detail: RolloutDetail }) {
  const { workerOk, rollout, blockers, freezes } = detail;
  const { phase, incident } = rollout;
  const isActive = phase === "RUNNING" || phase === "SCHEDULED";
  const mayMove = isActive || phase === "DRAFT" || phase === "PENDING_APPROVAL";
  return (
    <>
      {isActive && !workerOk && (
        <Notice tone="critical">
          The worker is silent: nothing is counted, promoted or rolled back by itself. Rolling back
          by hand works.
        </Notice>
      )}
      {isActive && blockers.length > 0 && (
        <Notice tone="warning">{`Nothing is promoted for now. ${blockers.join(". ")}.`}</Notice>
      )}
      {mayMove && freezes.length > 0 && <Frozen freezes={freezes} />}
      {incident !== null && (
        <Notice tone={phase === "ROLLED_BACK" ? "critical" : "warning"}>
          {phase === "ROLLED_BACK" ? "It was rolled back. " : "An incident knows of it. "}
          <KeptLink href={`/incidents/${incident}`}>Open the incident</KeptLink>
        </Notice>
      )}
    </>
  );
}

const MOST_SHOWN = 3;

function Frozen({ freezes }: { freezes: readonly Freeze[] }) {
  return (
    <Notice tone="info">
      <p>Nothing starts or is promoted within a freeze; gates go on watching.</p>
      <ul>
        {freezes.slice(0, MOST_SHOWN).map(({ from, to, reason }) => (
          <li key={`${from}/${to}/${reason}`} className="flex flex-wrap items-baseline gap-x-1.5">
            <FreezeState from={from} />
            <span>
              <Instant at={from} style="exact" /> to <Instant at={to} style="exact" />
              {`: ${reason}`}
            </span>
          </li>
        ))}
      </ul>
      {freezes.length > MOST_SHOWN && <p>{`And ${freezes.length - MOST_SHOWN} more.`}</p>}
    </Notice>
  );
}
