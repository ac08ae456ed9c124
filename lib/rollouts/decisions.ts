/** What people may do to a rollout, and when: each says why not. */
import { Fault } from "@/lib/core/fault";
import { sameJson } from "@/lib/core/same";
import { ended, enter, type Facts, obstacleOf } from "./machine";
import type { Plan } from "./plan";
import { DRAFT, isActive, isOver, type Move, type RolloutState, stay } from "./state";

export type Decision = { readonly now: number; readonly by: string; readonly reason: string };

const refuse = (message: string) => new Fault("conflict", message);

export function submit(plan: Plan, state: RolloutState): Move {
  if (state.phase !== "DRAFT") throw refuse("Only a draft can be submitted: this has begun");
  return stay({ ...state, phase: plan.needsApproval ? "PENDING_APPROVAL" : "SCHEDULED" });
}

export function approve(state: RolloutState): Move {
  if (state.phase === "PENDING_APPROVAL") return stay({ ...state, phase: "SCHEDULED" });
  if (state.step === "AWAITING_APPROVAL") return stay({ ...state, isApproved: true });
  throw refuse("Nothing here waits for an approval");
}

export function pause(state: RolloutState, { now, reason }: Decision): Move {
  refuseUnlessRunning(state, "paused");
  return stay({ ...state, step: "PAUSED", pause: "person", reason, tickedAt: now });
}

/** The machine pauses it again at once where its own reason still holds. */
export function resume(state: RolloutState, { now }: Decision): Move {
  refuseUnlessRunning(state, "resumed");
  if (state.pause !== "person" && state.pause !== "commonCause")
    throw refuse(
      state.pause === null
        ? "It is not paused"
        : "This pause ends by itself, when what it waits for is there",
    );
  return stay({ ...state, step: "BAKING", pause: null, reason: null, tickedAt: now });
}

/** Goes on although the plan would wait; not past what protects everybody. */
export function promote(plan: Plan, state: RolloutState, facts: Facts): Move {
  refuseUnlessRunning(state, "promoted");
  if (facts.verdict === "ROLLBACK")
    throw refuse("The gates speak against it: it is about to be rolled back");
  if (state.pause === "person" || state.pause === "commonCause")
    throw refuse("It is paused: resume it first, so that it is watched again");
  const obstacle = obstacleOf(plan, state.stage + 1, facts);
  if (obstacle === "blocked") throw refuse(`Not now: ${facts.blockers.join("; ")}`);
  if (obstacle === "freeze") throw refuse(`Not now: ${freezeWords(plan, facts)}`);
  return enter(plan, state, state.stage + 1, facts.now, facts.canaryUnits);
}

function freezeWords(plan: Plan, { freezes, now }: Facts): string {
  const open = [...plan.freezes, ...freezes].find(
    ({ from, to }) => now >= Date.parse(from) && now < Date.parse(to),
  );
  return open
    ? `promotions are frozen until ${new Date(open.to).toISOString()}: ${open.reason}`
    : "a freeze window is open";
}

export function rollBack(state: RolloutState, decision: Decision): Move {
  // What is complete can still be taken back: that is what the old variant is kept for.
  if (state.phase !== "RUNNING" && state.phase !== "COMPLETED")
    throw refuse("Nothing of it is out: there is nothing to roll back");
  return ended(state, "ROLLED_BACK", decision);
}

export function abort(state: RolloutState, decision: Decision): Move {
  if (isOver(state)) throw refuse("It is over already");
  return ended(state, "ABORTED", decision);
}

/** Another attempt: with the users of the first, or with fresh ones, which takes another salt. */
export function restart(plan: Plan, state: RolloutState, users: "same" | "fresh"): Move {
  if (state.phase !== "ROLLED_BACK" && state.phase !== "ABORTED")
    throw refuse("Only what was rolled back or aborted can be restarted");
  const attempt = state.attempt + 1;
  const salt = users === "same" ? state.salt : `${plan.flag}#${attempt}`;
  return submit(plan, { ...DRAFT, attempt, salt });
}

function refuseUnlessRunning({ phase }: RolloutState, what: string): void {
  if (phase !== "RUNNING") throw refuse(`Only a running rollout can be ${what}`);
}

type Other = { readonly plan: Plan; readonly state: RolloutState };

/** Two rollouts that move one flag would each take the other's users for its own doing. */
export function refuseOverlap(plan: Plan, others: readonly Other[]): void {
  const other = others.find(
    (each) =>
      each.plan.key !== plan.key &&
      each.plan.flag === plan.flag &&
      each.plan.environment === plan.environment &&
      isActive(each.state),
  );
  if (!other) return;
  throw refuse(
    `The rollout “${other.plan.key}” moves the flag ${plan.flag} in ${plan.environment} already: end it first`,
  );
}

/** Why a running plan cannot become another; none: it can. What was promised and what is behind it stays. */
export function objectionsTo(plan: Plan, next: Plan, state: RolloutState): string[] {
  if (state.phase === "COMPLETED")
    return ["It is complete: what follows is another rollout, with a plan of its own"];
  if (!isActive(state)) return [];
  const differs = (a: unknown, b: unknown) => !sameJson(a, b);
  const behind = plan.stages.slice(0, state.stage);
  const here = plan.stages[state.stage];
  return [
    ...(["flag", "environment", "canary", "control"] as const)
      .filter((field) => plan[field] !== next[field])
      .map((field) => `${field}: a running rollout keeps it; end this one and start another`),
    ...(differs(plan.promise, next.promise)
      ? ["promise: it was given for the whole rollout and cannot change on the way"]
      : []),
    ...(differs(plan.gates, next.gates)
      ? ["gates: their evidence began with the rollout; end this one and start another"]
      : []),
    ...(differs(behind, next.stages.slice(0, state.stage))
      ? ["stages: what is behind it stays as it was"]
      : []),
    ...(state.phase === "RUNNING" && here?.weight !== next.stages[state.stage]?.weight
      ? ["stages: the weight of the stage under way stays; change those after it"]
      : []),
  ];
}
