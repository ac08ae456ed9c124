/** The machine that goes from step to step until somebody answers: what is to be told now, and when to look again. */
import { MINUTE } from "@/lib/core/time";
import type { Escalation, Policy, Target } from "./schema";

/** Somebody or something that is told. */
export type Recipient = { readonly kind: "person" | "channel"; readonly id: string };

/** Who a target stands for at this moment; empty when nobody is on call or nobody can be reached. */
type Reach = (target: Target) => readonly Recipient[];

export type Circumstances = {
  readonly acknowledgedAt: Date | null;
  readonly resolvedAt: Date | null;
  readonly reach: Reach;
};

export type Told = {
  /** Both from 0; a policy that repeats goes through its steps again in the next round. */
  readonly round: number;
  readonly step: number;
  /** Each once; empty when the step reaches nobody and empty steps are not passed over. */
  readonly recipients: readonly Recipient[];
};

export type Escalated = {
  readonly state: Escalation;
  readonly phase: "escalating" | "held" | "exhausted" | "ended";
  /** At most one step is done at a look. */
  readonly tell: Told | null;
  /** Empty steps passed over just now; to be shown, since nobody heard of them. */
  readonly skipped: readonly { readonly round: number; readonly step: number }[];
  /** The acknowledgement ran out just now, and all begins again. */
  readonly isReopened: boolean;
  /** When to look again; null when only an event can change anything. */
  readonly nextAt: Date | null;
};

/** An alert has just begun to need somebody: its first step is due. */
export const escalationFrom = (now: Date): Escalation => ({
  done: 0,
  dueAt: now,
  expiredAt: null,
});

/**
 * Does the step that is due, if any. Each step of each round is done once, in order. A look that
 * comes late, however late, does one step, and the next waits its whole time from there: whoever is
 * told always has their time to answer, and nobody is told twice for what was missed.
 *
 * An acknowledgement holds everything where it is. When it is taken back, the next step is done as
 * soon as its time has come; when it runs out, the policy begins again with its first step.
 */
export function escalate(
  policy: Policy,
  state: Escalation,
  now: Date,
  { acknowledgedAt, resolvedAt, reach }: Circumstances,
): Escalated {
  const still = { state, tell: null, skipped: [], isReopened: false, nextAt: null } as const;
  if (resolvedAt) return { ...still, phase: "ended" };
  if (!acknowledgedAt || state.expiredAt?.getTime() === acknowledgedAt.getTime()) {
    return advanced(policy, state, now, reach);
  }
  const heldUntil =
    policy.acknowledgedForMinutes === null
      ? null
      : later(acknowledgedAt, policy.acknowledgedForMinutes);
  if (!heldUntil || now < heldUntil) return { ...still, phase: "held", nextAt: heldUntil };
  const again: Escalation = { done: 0, dueAt: now, expiredAt: acknowledgedAt };
  return { ...advanced(policy, again, now, reach), isReopened: true };
}

const later = (at: Date, waitMinutes: number): Date =>
  new Date(at.getTime() + waitMinutes * MINUTE);

function advanced(policy: Policy, state: Escalation, now: Date, reach: Reach): Escalated {
  const still = { state, tell: null, skipped: [], isReopened: false } as const;
  const total = policy.steps.length * (policy.repeats + 1);
  if (state.done >= total) return { ...still, phase: "exhausted", nextAt: null };
  if (now < state.dueAt) return { ...still, phase: "escalating", nextAt: state.dueAt };

  const { skipped, last, isTold } = stepsDue(policy, state.done, reach);
  const done = state.done + skipped.length + (isTold ? 1 : 0);
  const dueAt = later(now, policy.steps[last.step]?.waitMinutes ?? 0);
  const isLast = done >= total;
  return {
    state: { ...state, done, dueAt },
    phase: isLast ? "exhausted" : "escalating",
    tell: isTold ? last : null,
    skipped: skipped.map(({ round, step }) => ({ round, step })),
    isReopened: false,
    nextAt: isLast ? null : dueAt,
  };
}

type Due = { readonly skipped: readonly Told[]; readonly last: Told; readonly isTold: boolean };

/** The next step, or the first after it that reaches somebody: at most a round of them, for somebody may be on call a little later. */
function stepsDue(policy: Policy, done: number, reach: Reach): Due {
  const count = policy.steps.length;
  const left = Math.min(count, count * (policy.repeats + 1) - done);
  const skipped: Told[] = [];
  let last = stepAt(policy, done, reach);
  const isEmpty = () => policy.skipsEmpty && last.recipients.length === 0;
  while (isEmpty()) {
    skipped.push(last);
    if (skipped.length === left) break;
    last = stepAt(policy, done + skipped.length, reach);
  }
  return { skipped, last, isTold: !isEmpty() };
}

function stepAt({ steps }: Policy, done: number, reach: Reach): Told {
  const step = done % steps.length;
  const known = new Map<string, Recipient>();
  for (const target of steps[step]?.targets ?? []) {
    for (const recipient of reach(target))
      known.set(`${recipient.kind} ${recipient.id}`, recipient);
  }
  return { round: Math.floor(done / steps.length), step, recipients: [...known.values()] };
}
