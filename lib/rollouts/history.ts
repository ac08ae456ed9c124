/** What a move has been, for the history. */
import type { Plan } from "./plan";
import type { Act, RolloutState } from "./state";
import { PAUSE_WORDS, percent } from "./words";

type Noted = { readonly kind: string; readonly text: string; readonly weight?: number };
type Between = {
  readonly plan: Plan;
  readonly was: RolloutState;
  readonly is: RolloutState;
  readonly acts: readonly Act[];
};

const ENDED: Readonly<Record<string, Noted>> = {
  COMPLETED: { kind: "completed", text: "Complete" },
  ROLLED_BACK: { kind: "rolledBack", text: "Rolled back" },
  ABORTED: { kind: "aborted", text: "Aborted" },
};

/** In the order in which they happened; a tick that only baked is none. */
export const stepsBetween = (between: Between): Noted[] => [
  ...began(between),
  ...moved(between),
  ...asked(between),
  ...ended(between),
];

function began({ was, is }: Between): Noted[] {
  if (was.phase === is.phase) return [];
  if (is.phase === "PENDING_APPROVAL")
    return [{ kind: "submitted", text: "Submitted for approval" }];
  if (is.phase !== "SCHEDULED") return [];
  return was.phase === "PENDING_APPROVAL"
    ? [{ kind: "approved", text: "Approved the start" }]
    : [{ kind: "scheduled", text: "Scheduled" }];
}

function moved({ plan, was, is, acts }: Between): Noted[] {
  if (is.phase !== "RUNNING") return [];
  const weight = weightIn(acts);
  if (weight !== undefined)
    return [{ kind: "stage", text: `“${plan.canary}” gets ${percent(weight)}`, weight }];
  if (was.pause === is.pause) return [];
  return is.pause === null
    ? [{ kind: "resumed", text: "Resumed" }]
    : [{ kind: "paused", text: PAUSE_WORDS[is.pause] }];
}

const weightIn = (acts: readonly Act[]) => acts.find((act) => act.kind === "setWeight")?.weight;

const asked = ({ was, is }: Between): Noted[] => [
  ...(is.isApproved && !was.isApproved ? [{ kind: "approved", text: "Approved this stage" }] : []),
  ...(is.isAsked && !was.isAsked ? [{ kind: "asked", text: "People were asked what to do" }] : []),
];

function ended({ was, is, acts }: Between): Noted[] {
  const said = ENDED[is.phase];
  if (was.phase === is.phase || !said) return [];
  const weight = weightIn(acts);
  return [weight === undefined ? said : { ...said, weight }];
}
