/** Rollouts in words: how one stands, what comes next, and what a press would do. */
import { duration, exact, quantity, share } from "@/lib/core/format";
import type { Minute } from "./evidence";
import type { Gate } from "./gate";
import type { Plan, Stage } from "./plan";
import type { ActName } from "./schema";
import type { Pause, RolloutState } from "./state";
import type { Verdict, Word } from "./watch";

export const PAUSE_WORDS: Readonly<Record<Pause, string>> = {
  person: "Paused by hand",
  commonCause: "Common cause: both arms are degraded, so it is not the canary",
  sampleRatio:
    "Sample-ratio mismatch: the arms did not get their shares, so they cannot be compared",
  noData: "No data from an arm that should have traffic",
  freeze: "A freeze window is open",
  blocked: "Promotion is blocked",
};

export const SIGNAL_WORDS: Readonly<Record<Gate["signal"], string>> = {
  errors: "Errors",
  latency: "Latency",
  cost: "Cost per request",
  thumbsDown: "Thumbs-down",
  qualityFailed: "Failed quality gates",
  fallbackAnswers: "Fallback answers",
};

/** What a bad unit is, counted. */
const BAD_WORDS: Readonly<Record<Gate["signal"], string>> = {
  errors: "failed",
  latency: "too slow",
  cost: "too expensive",
  thumbsDown: "rated down",
  qualityFailed: "failed",
  fallbackAnswers: "fallbacks",
};

export const VERDICT_WORDS: Readonly<Record<Word, string>> = {
  NO_DATA: "The canary has had no requests yet",
  CLEAR: "Neither proved worse nor proved fit so far",
  PROVED: "The canary is proved to be within its tolerance",
  COMMON_CAUSE: "Common cause: both arms break a limit, so it is not the canary",
  INVALID: "Sample-ratio mismatch: the arms did not get their shares, so they cannot be compared",
  ROLLBACK: "The canary is worse: the evidence crossed the threshold",
};

/** The same in a word or two. */
export const VERDICT_NAMES: Readonly<Record<Word, string>> = {
  NO_DATA: "No data",
  CLEAR: "Undecided",
  PROVED: "Proved fit",
  COMMON_CAUSE: "Common cause",
  INVALID: "Invalid split",
  ROLLBACK: "Worse",
};

export const percent = (weight: number): string => `${Number(weight.toFixed(3))} %`;

export const stageName = ({ name, weight }: Stage): string =>
  name === "" ? percent(weight) : name;

/** How long a stage has still to bake, at least; null where time is not what it waits for. */
export function leftOf(plan: Plan, { phase, stage, bakedMs }: RolloutState): number | null {
  const here = plan.stages[stage];
  if (phase !== "RUNNING" || !here) return null;
  return Math.max(0, here.minBakeMs - bakedMs);
}

/** What happens next, and what it waits for, in one sentence without a full stop. */
export function nextWords(plan: Plan, state: RolloutState): string {
  const { phase, stage } = state;
  const next = plan.stages[stage + 1];
  const then = next ? `${percent(next.weight)} of “${plan.canary}”` : "complete";
  switch (phase) {
    case "DRAFT":
      return "Not started: nobody gets anything else yet";
    case "PENDING_APPROVAL":
      return "Waits for approval to start";
    case "SCHEDULED":
      return `Starts with ${percent(plan.stages[0]?.weight ?? 0)} as soon as the plan allows`;
    case "RUNNING":
      return runningWords(plan, state, then);
    case "COMPLETED":
      return `“${plan.canary}” got everything the plan gives it`;
    case "ROLLED_BACK":
      return `Everybody is back on “${plan.control}”`;
    case "ABORTED":
      return `Ended by hand: everybody is on “${plan.control}”`;
  }
}

function runningWords(plan: Plan, state: RolloutState, then: string): string {
  const { step, pause, stage } = state;
  const here = plan.stages[stage];
  switch (step) {
    case "PAUSED":
      return pause === null ? "Paused" : PAUSE_WORDS[pause];
    case "INCONCLUSIVE":
      return `Inconclusive: it has baked and is not proved fit. It holds, ${state.isAsked ? "and somebody has to decide" : "and the gates go on watching"}`;
    case "AWAITING_APPROVAL":
      return `Waits for approval: ${then}`;
    case "PASSED":
      return `Passed. Next, as soon as the plan allows: ${then}`;
    default: {
      const left = leftOf(plan, state) ?? 0;
      const proof = here?.passesBy === "evidence" ? ", once it is proved fit" : "";
      const when = left === 0 ? "as soon as the evidence allows" : `in ${duration(left)}${proof}`;
      return `Next, ${when}: ${then}`;
    }
  }
}

/** How many bad of how many, gate by gate, against the canary: the worst first. */
export function evidenceWords(
  plan: Plan,
  verdict: Verdict,
  sums: Readonly<Record<string, Minute>>,
): string {
  const worst = verdict.gates.toSorted((a, b) => b.e - a.e)[0];
  const sum = worst && sums[worst.key];
  const gate = plan.gates.find(({ key }) => key === worst?.key);
  const line = `Evidence E reached ${figure(verdict.mostE)}; ${figure(1 / plan.promise.alpha)} rolls back`;
  if (!sum || !gate) return line;
  const arm = (name: string, bad: number, units: number) =>
    `${exact(bad)} of ${exact(units)}${units === 0 ? "" : ` (${share(bad / units)})`} ${BAD_WORDS[gate.signal]} on “${name}”`;
  return `${SIGNAL_WORDS[gate.signal]}: ${arm(plan.canary, sum.canaryBad, sum.canary)}, ${arm(plan.control, sum.controlBad, sum.control)}. ${line}`;
}

/** Beyond a million, or below a thousandth, nobody needs to know how far. */
export function figure(e: number): string {
  if (e >= 1e6) return "more than a million";
  if (e < 0.001) return "less than 0.001";
  return Number(e.toPrecision(3)).toLocaleString("en-US", { maximumFractionDigits: 5 });
}

export const ACT_LABELS: Readonly<Record<ActName, (plan: Plan, state: RolloutState) => string>> = {
  start: (plan) => `Start with ${percent(plan.stages[0]?.weight ?? 0)}`,
  approve: () => "Approve",
  pause: () => "Pause",
  resume: () => "Resume",
  promote: (plan, { stage }) => {
    const next = plan.stages[stage + 1];
    return next ? `Promote to ${percent(next.weight)}` : "Complete";
  },
  rollBack: (plan) => `Roll back to ${plan.control}`,
  abort: () => "Abort",
  restart: () => "Restart",
};

function promoted(plan: Plan, { stage }: RolloutState, met: number): string {
  const { canary } = plan;
  const weight = percent(plan.stages[stage]?.weight ?? 0);
  const next = plan.stages[stage + 1];
  const unseen =
    met === 0 ? ": no request of it has been counted yet, so nothing is known about it" : "";
  return next
    ? `“${canary}” goes from ${weight} to ${percent(next.weight)} within 1 s, although the plan would wait${unseen}`
    : `The rollout ends here, with “${canary}” at ${weight}${unseen}`;
}

/** What a press does, to how many and how fast. */
export function consequence(act: ActName, plan: Plan, state: RolloutState, met: number): string {
  const { canary, control, flag, environment } = plan;
  const weight = plan.stages[state.stage]?.weight ?? 0;
  const on =
    met > 0 ? `The ${quantity(met, "unit")} that got “${canary}”` : `Everybody on “${canary}”`;
  const back = `${on} ${met > 1 ? "go" : "goes"} back to “${control}” within 1 s, in ${environment}`;
  switch (act) {
    case "start":
      return `“${canary}” goes to ${percent(plan.stages[0]?.weight ?? 0)} of ${flag} in ${environment}, watched by ${plan.gates.length} gates`;
    case "approve":
      return state.phase === "PENDING_APPROVAL"
        ? "It starts as soon as the plan allows"
        : "It goes on from this stage as soon as the plan allows";
    case "pause":
      return `“${canary}” stays at ${percent(weight)}. Its gates go on watching and can roll it back; nothing is promoted`;
    case "resume":
      return `It bakes on at ${percent(weight)}`;
    case "promote":
      return promoted(plan, state, met);
    case "rollBack":
      return `${back}. An incident is opened, every chart marks it and the channels are told`;
    case "abort":
      return state.phase === "RUNNING"
        ? `${back}. It counts as ended by hand: no incident is opened`
        : "It never starts";
    case "restart":
      return "Another attempt with this plan, with evidence that begins anew";
  }
}
