/** Where a rollout is: everything the machine remembers between two ticks. */

const PHASES = [
  "DRAFT",
  "PENDING_APPROVAL",
  "SCHEDULED",
  "RUNNING",
  "COMPLETED",
  "ROLLED_BACK",
  "ABORTED",
] as const;
type Phase = (typeof PHASES)[number];

/** What a running stage is doing. `PASSED` waits for the time of the next stage. */
const STEPS = ["BAKING", "INCONCLUSIVE", "AWAITING_APPROVAL", "PASSED", "PAUSED"] as const;
type Step = (typeof STEPS)[number];

/** `person` and `commonCause` last until somebody resumes; the others end by themselves. */
const PAUSES = ["person", "commonCause", "sampleRatio", "noData", "freeze", "blocked"] as const;
export type Pause = (typeof PAUSES)[number];

export type RolloutState = {
  readonly phase: Phase;
  /** Counts from 0; of a rollout that has not begun, 0. */
  readonly stage: number;
  /** Null unless running. */
  readonly step: Step | null;
  readonly pause: Pause | null;
  readonly stageSince: number | null;
  /** How long this stage was watched and not paused. */
  readonly bakedMs: number;
  /** Canary units before this stage. */
  readonly unitsBefore: number;
  /** Of the last tick that counted. */
  readonly tickedAt: number | null;
  readonly isApproved: boolean;
  /** Whether people were asked what to do with this stage. */
  readonly isAsked: boolean;
  /** Counts from 1; each restart is another. */
  readonly attempt: number;
  /** Null: the flag's own, so the same users as ever. */
  readonly salt: string | null;
  readonly endedAt: number | null;
  /** Null: the machine. */
  readonly endedBy: string | null;
  readonly reason: string | null;
};

export const DRAFT: RolloutState = {
  phase: "DRAFT",
  stage: 0,
  step: null,
  pause: null,
  stageSince: null,
  bakedMs: 0,
  unitsBefore: 0,
  tickedAt: null,
  isApproved: false,
  isAsked: false,
  attempt: 1,
  salt: null,
  endedAt: null,
  endedBy: null,
  reason: null,
};

/** What has to be done about it, once, by whoever advances the rollout. */
export type Act =
  | { readonly kind: "setWeight"; readonly weight: number }
  | { readonly kind: "ask"; readonly about: "inconclusive" | "approval" }
  | { readonly kind: "alert"; readonly about: Pause }
  | { readonly kind: "openIncident"; readonly reason: string }
  | { readonly kind: "ended"; readonly phase: Phase };
export type Move = { readonly state: RolloutState; readonly acts: readonly Act[] };

export const stay = (state: RolloutState): Move => ({ state, acts: [] });
export const isOver = ({ phase }: RolloutState): boolean =>
  phase === "COMPLETED" || phase === "ROLLED_BACK" || phase === "ABORTED";
/** Whether it holds the flag, so that no other may begin on it. */
export const isActive = (state: RolloutState): boolean => state.phase !== "DRAFT" && !isOver(state);
