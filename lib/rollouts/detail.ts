/** One rollout as its page shows it: the ladder, the arms, and what may be pressed with what it does. */
import { bakeOf, type Traffic } from "./bake";
import type { Minute } from "./evidence";
import { intervalOf } from "./interval";
import { obstacleOf } from "./machine";
import type { Plan } from "./plan";
import type { ActName } from "./schema";
import { isOver, type RolloutState } from "./state";
import type { ActView, ArmCount, RolloutRow, StageView } from "./views";
import type { Word } from "./watch";
import { ACT_LABELS, consequence, leftOf, nextWords, stageName } from "./words";

type Stored = {
  readonly key: string;
  readonly plan: Plan;
  readonly state: RolloutState;
  readonly updatedAt: Date;
  readonly incidentId: string | null;
};

export function rowOf(
  { key, plan, state, updatedAt, incidentId }: Stored,
  e: number | null,
): RolloutRow {
  const { description, flag, environment, canary, control, stages } = plan;
  const { phase, step, pause, stage } = state;
  const isOut = phase === "RUNNING" || phase === "COMPLETED";
  return {
    ...{ key, description, flag, environment, canary, control, phase, step, pause, stage, e },
    weight: isOut ? (stages[stage]?.weight ?? 0) : 0,
    stages: stages.map(({ weight }) => weight),
    next: nextWords(plan, state),
    leftMs: leftOf(plan, state),
    threshold: 1 / plan.promise.alpha,
    updatedAt: updatedAt.toISOString(),
    incident: incidentId,
  };
}

export const stagesOf = (plan: Plan, state: RolloutState, traffic: Traffic): StageView[] =>
  plan.stages.map((stage, i) => ({
    name: stageName(stage),
    weight: stage.weight,
    ...{ minBakeMs: stage.minBakeMs, maxBakeMs: stage.maxBakeMs, passesBy: stage.passesBy },
    needsApproval: stage.needsApproval,
    standing: standingOf(state, i),
    leftMs: standingOf(state, i) === "now" ? leftOf(plan, state) : null,
    ...bakeOf(plan, stage, traffic),
  }));

function standingOf({ phase, stage }: RolloutState, i: number): StageView["standing"] {
  if (phase === "COMPLETED") return "done";
  if (phase === "ROLLED_BACK" || phase === "ABORTED") return i <= stage ? "left" : "ahead";
  if (phase !== "RUNNING") return "ahead";
  return i < stage ? "done" : i === stage ? "now" : "ahead";
}

const armOf = (units: number, bad: number): ArmCount => ({
  ...{ units, bad },
  interval: intervalOf(bad, units),
});

export const armsOf = (sum: Minute | undefined) => ({
  canary: armOf(sum?.canary ?? 0, sum?.canaryBad ?? 0),
  control: armOf(sum?.control ?? 0, sum?.controlBad ?? 0),
});

type Known = {
  readonly now: number;
  readonly verdict: Word;
  readonly blockers: readonly string[];
  readonly freezes: Parameters<typeof obstacleOf>[2]["freezes"];
  /** Canary units so far. */
  readonly met: number;
};

/** What makes sense now, in the order in which somebody in a hurry looks for it. */
export function actsOf(plan: Plan, state: RolloutState, known: Known): ActView[] {
  return shown(state).map((act) => ({
    act,
    label: ACT_LABELS[act](plan, state),
    says: consequence(act, plan, state, known.met),
    why: act === "promote" ? whyNot(plan, state, known) : null,
  }));
}

function shown(state: RolloutState): ActName[] {
  const { phase, step, pause } = state;
  if (phase === "DRAFT") return ["start", "abort"];
  if (phase === "PENDING_APPROVAL") return ["approve", "abort"];
  if (phase === "SCHEDULED") return ["abort"];
  if (phase === "COMPLETED") return ["rollBack"];
  if (isOver(state)) return ["restart"];
  const isHeld = pause === "person" || pause === "commonCause";
  return [
    "rollBack",
    ...(step === "AWAITING_APPROVAL" ? (["approve"] as const) : []),
    ...(isHeld ? (["resume"] as const) : (["promote", "pause"] as const)),
    "abort",
  ];
}

function whyNot(plan: Plan, state: RolloutState, known: Known): string | null {
  if (known.verdict === "ROLLBACK") return "The gates speak against it";
  const facts = { ...known, canaryUnits: 0, lastCanaryAt: null, lastControlAt: null };
  const obstacle = obstacleOf(plan, state.stage + 1, facts);
  if (obstacle === "blocked") return known.blockers.join("; ");
  return obstacle === "freeze" ? "A freeze window is open" : null;
}
