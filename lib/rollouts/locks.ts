/** Which parts of a plan cannot change any more, and why: what is behind a rollout, and what it promised. */
import { isActive, type RolloutState } from "./state";

/** Null: free. */
type Lock = string | null;
export type Locks = {
  readonly key: Lock;
  /** Flag, environment and variants. */
  readonly names: Lock;
  readonly promise: Lock;
  readonly gates: Lock;
  /** When it starts, and with whose agreement. */
  readonly start: Lock;
  /** So many stages from the first on. */
  readonly stagesBehind: number;
  readonly behind: string;
  /** The stage whose weight is out; null: none. */
  readonly stageNow: number | null;
  readonly now: string;
};

const BEHIND = "It is behind the rollout, so it stays as it was";
const NOW = "This stage is under way: its weight stays, its bake can change";

export const NO_LOCKS: Locks = {
  ...{ key: null, names: null, promise: null, gates: null, start: null },
  ...{ stagesBehind: 0, behind: BEHIND, stageNow: null, now: NOW },
};

export function locksOf(state: RolloutState): Locks {
  const kept = { ...NO_LOCKS, key: "A rollout keeps its name" };
  if (!isActive(state)) return kept;
  const isRunning = state.phase === "RUNNING";
  return {
    ...kept,
    names: "A running rollout keeps its flag, environment and variants: end it and start another",
    promise: "It was given for the whole rollout and cannot change on the way",
    gates: "Their evidence began with the rollout: end it and start another to have other gates",
    start: isRunning ? "It has started" : null,
    stagesBehind: state.stage,
    stageNow: isRunning ? state.stage : null,
  };
}
