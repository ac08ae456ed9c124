/** The state machine of one alert: a rule, what was, what is read now, and what follows. */
import { HOUR } from "@/lib/core/time";
import { amountOf } from "./amount";
import { isTooFew, judge, type Reading, type Verdict } from "./condition";
import { stepFlapping } from "./flapping";
import {
  type AlertState,
  isFiring,
  isOpen,
  type KeptRule,
  type Reason,
  type Transition,
  type TransitionKind,
  transitionId,
} from "./state";

export type Step = { readonly state: AlertState; readonly transitions: readonly Transition[] };

/** Evaluations further apart than this many intervals leave a time that nobody looked at. */
const MISSED_INTERVALS = 2;
/** After an outage this long, what was pending before it says nothing about now. */
const OUTAGE_TOLERANCE_MS = HOUR;

type Told = readonly [kind: TransitionKind, reason: Reason];
/** The fields that a step changes, and what it tells. */
type Move = { readonly state: AlertState; readonly told: readonly Told[] };

/** One evaluation of one label set. `reading` is what was found at `now`. */
export function advance(rule: KeptRule, before: AlertState, reading: Reading, now: number): Step {
  const seen = observed(rule, afterGap(rule, before, now), reading, now);
  const moved = moveBy(rule, seen, judge(rule, seen, reading), now);
  const silent = withSilence(rule, moved, reading, now);
  const acknowledged = withAcknowledgement(silent, now);
  return tell(rule, before, acknowledged, now);
}

/**
 * Time that nobody evaluated counts neither towards `forMs` nor as silence. What fires goes on
 * firing, and its hold runs on.
 */
function afterGap(rule: KeptRule, state: AlertState, now: number): AlertState {
  const gap = now - state.evaluatedAt;
  if (gap <= MISSED_INTERVALS * rule.intervalMs) return state;
  const { activeAt, noDataSince, phase } = state;
  if (activeAt === null && noDataSince === null) return state;
  const isStale = gap > OUTAGE_TOLERANCE_MS;
  const shifted = (at: number | null) => (at === null ? null : isStale ? now : at + gap);
  return {
    ...state,
    activeAt: phase === "pending" ? shifted(activeAt) : activeAt,
    noDataSince: shifted(noDataSince),
  };
}

/** What is known about the label set, before anything follows from it. */
function observed(rule: KeptRule, state: AlertState, reading: Reading, now: number): AlertState {
  switch (reading.kind) {
    case "value": {
      const sight = isTooFew(rule, reading.sampleSize) ? "tooFew" : "data";
      return seen(state, sight, null, amountOf(reading.value), reading.sampleSize, now);
    }
    case "error":
      return seen(state, "error", state.noDataSince, state.value, state.sampleSize, now);
    default:
      return seen(state, "noData", state.noDataSince ?? now, null, null, now);
  }
}

/** Field by field: this runs for every label set at every evaluation, and a spread takes eight times as long. */
const seen = (
  state: AlertState,
  sight: AlertState["sight"],
  noDataSince: number | null,
  value: AlertState["value"],
  sampleSize: number | null,
  evaluatedAt: number,
): AlertState => ({
  key: state.key,
  series: state.series,
  labels: state.labels,
  annotations: state.annotations,
  phase: state.phase,
  activeAt: state.activeAt,
  firedAt: state.firedAt,
  clearSince: state.clearSince,
  sight,
  noDataSince,
  isSilenceTold: state.isSilenceTold,
  value,
  sampleSize,
  evaluatedAt,
  changes: state.changes,
  flappingSince: state.flappingSince,
  acknowledged: state.acknowledged,
});

const stay = (state: AlertState): Move => ({ state, told: [] });

function moveBy(rule: KeptRule, state: AlertState, verdict: Verdict, now: number): Move {
  switch (state.phase) {
    case "inactive":
      return verdict.word === "breach" ? begin(rule, state, verdict.reason, now) : stay(state);
    case "pending":
      return movePending(rule, state, verdict, now);
    case "firing":
    case "recovering":
      return moveFiring(rule, state, verdict, now);
    case "noData":
      return moveSilent(rule, state, verdict, now);
  }
}

function begin(rule: KeptRule, state: AlertState, reason: Reason, now: number): Move {
  const active = { ...state, activeAt: now };
  if (rule.forMs === 0) return fire(active, reason, now);
  return { state: { ...active, phase: "pending" }, told: [["pending", reason]] };
}

const fire = (state: AlertState, reason: Reason, now: number): Move => ({
  state: { ...state, phase: "firing", firedAt: now },
  told: [["fired", reason]],
});

function movePending(rule: KeptRule, state: AlertState, verdict: Verdict, now: number): Move {
  if (verdict.word === "unknown") return stay(state);
  if (verdict.word === "clear")
    return {
      state: { ...state, phase: "inactive", activeAt: null },
      told: [["dropped", verdict.reason]],
    };
  const isDue = now - (state.activeAt ?? now) >= rule.forMs;
  return isDue ? fire(state, verdict.reason, now) : stay(state);
}

function moveFiring(rule: KeptRule, state: AlertState, verdict: Verdict, now: number): Move {
  if (verdict.word === "unknown") return stay(state);
  if (verdict.word === "breach") {
    if (state.phase === "firing") return stay(state);
    return {
      state: { ...state, phase: "firing", clearSince: null },
      told: [["relapsed", verdict.reason]],
    };
  }
  const clearSince = state.clearSince ?? now;
  // At least one evaluation is held, even where the hold is shorter than the interval.
  const isHeld = rule.keepFiringForMs > 0 && now - clearSince < rule.keepFiringForMs;
  if (!isHeld) return resolve(state, verdict.reason);
  if (state.phase === "recovering") return stay(state);
  return {
    state: { ...state, phase: "recovering", clearSince },
    told: [["recovering", verdict.reason]],
  };
}

const resolve = (state: AlertState, reason: Reason): Move => ({
  state: {
    ...state,
    phase: "inactive",
    activeAt: null,
    firedAt: null,
    clearSince: null,
    isSilenceTold: false,
  },
  told: [["resolved", reason]],
});

/** An alert of silence ends with the silence, whatever the value then says; an error says nothing of either. */
function moveSilent(rule: KeptRule, state: AlertState, verdict: Verdict, now: number): Move {
  const isBack = state.sight === "data" || state.sight === "tooFew";
  if (state.sight === "error" || (!isBack && verdict.word === "unknown")) return stay(state);
  const ended = resolve(state, isBack ? "dataBack" : verdict.reason);
  if (verdict.word !== "breach") return ended;
  const next = begin(rule, ended.state, verdict.reason, now);
  return { state: next.state, told: [...ended.told, ...next.told] };
}

/** Silence is told once: as an alert of its own, or as a word on one that fires and goes on firing. */
function withSilence(rule: KeptRule, move: Move, reading: Reading, now: number): Move {
  const { state, told } = move;
  if (state.isSilenceTold && state.noDataSince === null && isFiring(state))
    return { state: { ...state, isSilenceTold: false }, told: [...told, ["dataBack", "dataBack"]] };
  const { noData, signal } = rule;
  if (reading.kind !== "noData" || noData.policy !== "noData" || signal.kind === "absence")
    return move;
  if (state.isSilenceTold || now - (state.noDataSince ?? now) < noData.forMs) return move;
  const heard = { ...state, isSilenceTold: true };
  const isOwn = !isFiring(state);
  return {
    state: isOwn ? { ...heard, phase: "noData", activeAt: null, firedAt: now } : heard,
    told: [...told, ["noData", "noData"]],
  };
}

function withAcknowledgement(move: Move, now: number): Move {
  const { state, told } = move;
  if (state.acknowledged === null) return move;
  if (!isOpen(state) && state.flappingSince === null)
    return { state: { ...state, acknowledged: null }, told };
  const { until } = state.acknowledged;
  if (until === null || now < until) return move;
  return {
    state: { ...state, acknowledged: null },
    told: [...told, ["acknowledgementEnded", "time"]],
  };
}

/** What people are told of; the rest is for the history. */
const ANNOUNCED: readonly TransitionKind[] = ["fired", "resolved", "noData", "dataBack"];

function tell(rule: KeptRule, before: AlertState, { state, told }: Move, now: number): Step {
  const announcements = told.filter(([kind]) => ANNOUNCED.includes(kind)).length;
  const { changes, flappingSince } = state;
  if (announcements === 0 && changes.length === 0 && flappingSince === null)
    return { state, transitions: written(rule, before, state, told, false) };
  const step = stepFlapping(state, announcements, now);
  const isQuiet = step.told === "flapping" || (flappingSince !== null && step.told === null);
  const transitions = written(rule, before, state, told, isQuiet);
  const next = { ...state, changes: step.changes, flappingSince: step.flappingSince };
  if (step.told === null) return { state: next, transitions };
  const notice = written(rule, before, state, [[step.told, "changes"]], false);
  const isOver = step.told === "settled" && !isOpen(state);
  return {
    state: isOver ? { ...next, acknowledged: null } : next,
    transitions: [...transitions, ...notice],
  };
}

function written(
  rule: KeptRule,
  before: AlertState,
  state: AlertState,
  told: readonly Told[],
  isQuiet: boolean,
): Transition[] {
  return told.map(([kind, reason]) => ({
    id: transitionId(rule.id, state.key, kind, before.evaluatedAt),
    ruleId: rule.id,
    key: state.key,
    labels: state.labels,
    kind,
    at: state.evaluatedAt,
    value: state.value,
    sampleSize: state.sampleSize,
    reason,
    isQuiet: isQuiet && ANNOUNCED.includes(kind),
    message: null,
  }));
}
