/** Moves a rollout by what is known now. The same tick twice is one; silence moves nothing forward. */
import { MINUTE } from "@/lib/core/time";
import type { Freeze, Plan, Stage } from "./plan";
import { type Act, type Move, type Pause, type RolloutState, stay } from "./state";
import type { Word } from "./watch";

/** What the worker found out before a tick. */
export type Facts = {
  readonly now: number;
  /** Of all matured minutes. */
  readonly verdict: Word;
  readonly canaryUnits: number;
  readonly lastCanaryAt: number | null;
  readonly lastControlAt: number | null;
  /** What forbids promotion, in words: an open critical incident, an error budget that is used up. */
  readonly blockers: readonly string[];
  /** Beside the plan's own. */
  readonly freezes: readonly Freeze[];
};

/** Time between two ticks that counts as watched: a worker that was dead, or a clock that jumped, baked nothing. */
const MOST_WATCHED = 5 * MINUTE;
/** A clock set back by more than this is believed. */
const SET_BACK = 10 * MINUTE;

export function advance(plan: Plan, state: RolloutState, facts: Facts): Move {
  if (state.phase === "SCHEDULED") return tryStart(plan, state, facts);
  const stage = plan.stages[state.stage];
  if (state.phase !== "RUNNING" || !stage) return stay(state);
  const sinceMs = facts.now - (state.tickedAt ?? facts.now);
  if (sinceMs < -SET_BACK) return stay({ ...state, tickedAt: facts.now });
  // A rollback is never held up, not even by a clock.
  if (facts.verdict === "ROLLBACK") return rolledBack(state, facts.now);
  if (sinceMs <= 0 && state.tickedAt !== null) return stay(state);
  const hold = holdOf(plan, stage, state, facts);
  if (hold) return paused({ ...state, tickedAt: facts.now }, hold);
  const watchedMs = state.step === "PAUSED" ? 0 : Math.min(sinceMs, MOST_WATCHED);
  const baked = { ...state, tickedAt: facts.now, bakedMs: state.bakedMs + watchedMs, pause: null };
  return afterBaking(plan, stage, baked, facts);
}

function tryStart(plan: Plan, state: RolloutState, facts: Facts): Move {
  const isEarly = plan.startsAt !== null && facts.now < Date.parse(plan.startsAt);
  if (isEarly || obstacleOf(plan, 0, facts)) return stay(state);
  return enter(plan, { ...state, phase: "RUNNING" }, 0, facts.now, facts.canaryUnits);
}

/** Puts a rollout into a stage, or ends it behind the last. */
export function enter(
  plan: Plan,
  state: RolloutState,
  to: number,
  now: number,
  canaryUnits: number,
): Move {
  const stage = plan.stages[to];
  const fresh = { pause: null, bakedMs: 0, isApproved: false, isAsked: false, tickedAt: now };
  if (!stage) {
    const ended = { ...state, ...fresh, phase: "COMPLETED", step: null, endedAt: now } as const;
    return { state: ended, acts: [{ kind: "ended", phase: "COMPLETED" }] };
  }
  const begun = { stage: to, step: "BAKING", stageSince: now, unitsBefore: canaryUnits } as const;
  return {
    state: { ...state, ...fresh, ...begun },
    acts: [{ kind: "setWeight", weight: stage.weight }],
  };
}

const ROLLBACK_REASON = "A gate's evidence crossed what the promise allows";

function rolledBack(state: RolloutState, now: number): Move {
  return ended(state, "ROLLED_BACK", { now, by: null, reason: ROLLBACK_REASON });
}

type Ending = { readonly now: number; readonly by: string | null; readonly reason: string };

/** Takes everything back to the control. */
export function ended(
  state: RolloutState,
  phase: "ROLLED_BACK" | "ABORTED",
  { now, by, reason }: Ending,
): Move {
  const acts: Act[] = [{ kind: "setWeight", weight: 0 }];
  if (phase === "ROLLED_BACK") acts.push({ kind: "openIncident", reason });
  acts.push({ kind: "ended", phase });
  const over = { phase, step: null, pause: null, endedAt: now, endedBy: by, reason, tickedAt: now };
  return { state: { ...state, ...over }, acts };
}

/** What stops the baking itself. */
function holdOf(plan: Plan, stage: Stage, state: RolloutState, facts: Facts): Pause | null {
  if (state.pause === "person") return "person";
  if (state.pause === "commonCause" || facts.verdict === "COMMON_CAUSE") return "commonCause";
  if (facts.verdict === "INVALID") return "sampleRatio";
  return isSilent(plan, stage, state, facts) ? "noData" : null;
}

/** An arm that should have traffic, and told nothing for too long. */
function isSilent(plan: Plan, { weight }: Stage, state: RolloutState, facts: Facts): boolean {
  const { lastCanaryAt, lastControlAt, now } = facts;
  const begun = state.stageSince ?? now;
  const isStale = (last: number | null) =>
    now - Math.max(last ?? begun, begun) > plan.noDataAfterMs;
  return (
    (weight > 0 && isStale(lastCanaryAt)) || (weight < 100 && weight > 0 && isStale(lastControlAt))
  );
}

const ALERTED: readonly Pause[] = ["commonCause", "sampleRatio", "noData"];

function paused(state: RolloutState, pause: Pause): Move {
  const isNew = state.pause !== pause && ALERTED.includes(pause);
  return {
    state: { ...state, step: "PAUSED", pause },
    acts: isNew ? [{ kind: "alert", about: pause }] : [],
  };
}

function afterBaking(plan: Plan, stage: Stage, state: RolloutState, facts: Facts): Move {
  if (state.bakedMs < stage.minBakeMs) return stay({ ...state, step: "BAKING" });
  if (!isEnough(plan, stage, state, facts)) {
    const isDue = state.bakedMs >= stage.maxBakeMs;
    return asking({ ...state, step: "INCONCLUSIVE" }, "inconclusive", isDue);
  }
  if (stage.needsApproval && !state.isApproved)
    return asking({ ...state, step: "AWAITING_APPROVAL" }, "approval", true);
  const obstacle = obstacleOf(plan, state.stage + 1, facts);
  if (obstacle === "wait") return stay({ ...state, step: "PASSED" });
  if (obstacle) return paused(state, obstacle);
  return enter(plan, state, state.stage + 1, facts.now, facts.canaryUnits);
}

function asking(state: RolloutState, about: "inconclusive" | "approval", isDue: boolean): Move {
  if (!isDue || state.isAsked) return stay(state);
  return { state: { ...state, isAsked: true }, acts: [{ kind: "ask", about }] };
}

/** Never on silence: not even a proof of earlier stages suffices where this one has had no units of its own. */
function isEnough(plan: Plan, stage: Stage, state: RolloutState, facts: Facts): boolean {
  if (stage.weight === 0) return true;
  if (facts.canaryUnits - state.unitsBefore < plan.leastUnits) return false;
  if (facts.verdict === "PROVED") return true;
  return stage.passesBy === "time" && facts.verdict === "CLEAR";
}

/** What forbids to begin the next stage now. The end is no stage: nothing more is put at risk by it. */
export function obstacleOf(plan: Plan, next: number, facts: Facts): Pause | "wait" | null {
  const stage = plan.stages[next];
  if (!stage) return null;
  if (facts.blockers.length > 0) return "blocked";
  const isFrozen = [...plan.freezes, ...facts.freezes].some(
    ({ from, to }) => facts.now >= Date.parse(from) && facts.now < Date.parse(to),
  );
  if (isFrozen) return "freeze";
  return stage.notBefore !== null && facts.now < Date.parse(stage.notBefore) ? "wait" : null;
}
