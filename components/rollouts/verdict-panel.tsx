"use client";
/** What is wrong, before anything else: the verdict, the gate that it comes from, and the canary against the control there. */
import { Notice, type Tone } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { apartWords, loudestGate } from "@/lib/rollouts/finding";
import type { GateView, RolloutDetail } from "@/lib/rollouts/views";
import type { Word } from "@/lib/rollouts/watch";
import { figure, SIGNAL_WORDS, VERDICT_NAMES, VERDICT_WORDS } from "@/lib/rollouts/words";
import { BothArms } from "./both-arms";
import { ruleWords } from "./gates-panel";

/** Before it has begun there is nothing to judge. */
export const isJudged = ({ verdict, rollout }: RolloutDetail): boolean =>
  verdict !== null || rollout.phase === "RUNNING";

const TONES: Readonly<Record<Word, Tone>> = {
  NO_DATA: "unknown",
  CLEAR: "info",
  PROVED: "ok",
  COMMON_CAUSE: "warning",
  INVALID: "warning",
  ROLLBACK: "critical",
};

export function VerdictPanel({ reading }: { reading: Reading<RolloutDetail> }) {
  return (
    <Panel
      title="Verdict"
      question="Is the canary worse than the control, and by which gate?"
      reading={reading}
      figure={({ verdict }) => VERDICT_NAMES[verdict?.word ?? "NO_DATA"]}
      height="fit"
    >
      {(detail) => <Said detail={detail} />}
    </Panel>
  );
}

function Said({ detail: { verdict, gates, rollout } }: { detail: RolloutDetail }) {
  const word = verdict?.word ?? "NO_DATA";
  const gate = loudestGate(word, gates);
  const crossedAt = verdict?.crossedAt ?? null;
  return (
    <div className="flex flex-col gap-3">
      <Notice tone={TONES[word]}>
        <p className="font-medium">{`${VERDICT_WORDS[word]}.`}</p>
        {crossedAt !== null && (
          <p>
            Crossed at <Instant at={crossedAt} style="exact" />.
          </p>
        )}
      </Notice>
      {gate && (
        <div className="flex flex-col gap-1.5">
          <div>
            <p className="font-medium text-13 text-primary">{gateWords(word, gate)}</p>
            <p className="text-12 text-muted">{ruleWords(gate)}</p>
          </div>
          <BothArms gate={gate} canary={rollout.canary} control={rollout.control} />
        </div>
      )}
      {verdict && (
        <p className="text-12 text-muted tabular-nums">
          {gate?.e != null && gates.length > 1 && `This gate: E ${figure(gate.e)}. `}
          {`All gates: E ${figure(verdict.e)}; ${figure(verdict.threshold)} rolls back.`}
        </p>
      )}
    </div>
  );
}

/** An e-value of 1 says nothing either way. */
function gateWords(word: Word, gate: GateView): string {
  const name = SIGNAL_WORDS[gate.signal];
  const isCalm = word === "CLEAR" || word === "PROVED";
  if (isCalm && (gate.e ?? 0) <= 1)
    return `No gate has evidence against the canary; nearest: ${name}`;
  const apart = apartWords(gate);
  return `${isCalm ? "Closest to the threshold: " : ""}${name}${apart === null ? "" : `, ${apart}`}`;
}
