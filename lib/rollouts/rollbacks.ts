/** Rollbacks counted and judged: how many, by whom, and whether the gates keep their promise. */
import { share } from "@/lib/core/format";
import { intervalOf } from "./interval";

/** One attempt at a rollout, as far as it tells of rollbacks. */
export type Attempt = {
  readonly isComplete: boolean;
  /** Null: it was not rolled back. */
  readonly back: {
    readonly isByMachine: boolean;
    /** Whether the canary was healthy all the same; null: nobody has said. */
    readonly isFalse: boolean | null;
  } | null;
};

export const COUNTED_DAYS = 90;
/** Fewer healthy rollouts than these tell a rate of one in twenty from nothing. */
const LEAST_HEALTHY = 20;

export type RollbackCounts = {
  readonly days: number;
  readonly rollouts: number;
  readonly byMachine: number;
  readonly byPeople: number;
  /** Of those of the gates: what people took back by hand says nothing of their promise. */
  readonly judged: number;
  readonly judgedFalse: number;
  /** Rollouts with a healthy canary: complete, or taken back by the gates and judged false. */
  readonly healthy: number;
  /** Of the healthy, those that the gates took back; null without any. */
  readonly falseRatio: number | null;
  /** The loosest of what the counted plans promise. */
  readonly promise: number;
  readonly says: string;
};

/** Whoever rolled back by hand broke no promise of the gates, so only theirs count against it. */
export function countRollbacks(attempts: readonly Attempt[], promise: number): RollbackCounts {
  const backs = attempts.flatMap(({ back }) => back ?? []);
  const judged = backs.filter(({ isByMachine, isFalse }) => isByMachine && isFalse !== null);
  const falseOnes = judged.filter(({ isFalse }) => isFalse).length;
  const clean = attempts.filter(
    ({ isComplete, back }) => isComplete && (back === null || back.isFalse === true),
  );
  const complete = clean.filter(({ back }) => !back?.isByMachine).length;
  const healthy = complete + falseOnes;
  const byMachine = backs.filter(({ isByMachine }) => isByMachine).length;
  return {
    ...{ days: COUNTED_DAYS, rollouts: attempts.length, byMachine },
    ...{ byPeople: backs.length - byMachine, judged: judged.length },
    ...{
      judgedFalse: falseOnes,
      healthy,
      falseRatio: healthy === 0 ? null : falseOnes / healthy,
      promise,
    },
    says: sayingOf(falseOnes, healthy, promise),
  };
}

function sayingOf(falseOnes: number, healthy: number, promise: number): string {
  const interval = intervalOf(falseOnes, healthy);
  if (!interval) return "No rollout of a healthy canary has ended yet: nothing to compare";
  const rollouts = `${healthy} healthy ${healthy === 1 ? "rollout" : "rollouts"}`;
  const line = `${falseOnes} of ${rollouts} taken back by the gates`;
  if (healthy < LEAST_HEALTHY)
    return `${line}: too few to compare with ${share(promise)}, it takes ${LEAST_HEALTHY}`;
  if (interval.low > promise)
    return `${line}: more than the ${share(promise)} promised. Look at the lags and the units of the gates`;
  return `${line}: no more than the ${share(promise)} promised, as far as so many tell`;
}
