/** All gates over all minutes: what is known so far, and what it means. The same minutes give the same verdict, to the bit. */
import {
  addAbsolute,
  addPromotion,
  addRelative,
  type Evidence,
  eOf,
  logEOf,
  logMean,
  type Minute,
  NO_EVIDENCE,
  pAlwaysOf,
} from "./evidence";
import type { GateRule, PromiseOf } from "./gate";
import { type Dealt, deal, isSplitBroken, NOTHING_DEALT, sampleRatioP } from "./sample-ratio";

export type Rules = Readonly<Record<string, GateRule>>;

/** What one minute brought. */
export type Seen = {
  /** Milliseconds since 1970, or the minute's number. */
  readonly at: number;
  readonly gates: Readonly<Record<string, Minute>>;
  /** Units that met the split for the first time, and the canary's share then, 0..1. */
  readonly exposed?: { readonly canary: number; readonly control: number; readonly share: number };
};

type GateWatch = {
  readonly relative: Evidence;
  readonly promotion: Evidence;
  readonly canaryLimit: Evidence;
  readonly controlLimit: Evidence;
  readonly controlUnits: number;
  readonly provedAt: number | null;
};
export type Watch = {
  readonly gates: Readonly<Record<string, GateWatch>>;
  readonly dealt: Dealt;
  /** The most that ever spoke against the canary. */
  readonly mostLogE: number;
  readonly crossedAt: number | null;
  /** Minutes with canary units, and the last of them. */
  readonly canaryUnits: number;
  readonly lastCanaryAt: number | null;
  readonly lastControlAt: number | null;
};

const FRESH: GateWatch = {
  relative: NO_EVIDENCE,
  promotion: NO_EVIDENCE,
  canaryLimit: NO_EVIDENCE,
  controlLimit: NO_EVIDENCE,
  controlUnits: 0,
  provedAt: null,
};
export const newWatch = (rules: Rules): Watch => ({
  gates: Object.fromEntries(Object.keys(rules).map((key) => [key, FRESH])),
  dealt: NOTHING_DEALT,
  mostLogE: 0,
  crossedAt: null,
  canaryUnits: 0,
  lastCanaryAt: null,
  lastControlAt: null,
});

const VERDICTS = ["NO_DATA", "CLEAR", "PROVED", "COMMON_CAUSE", "INVALID", "ROLLBACK"] as const;
export type Word = (typeof VERDICTS)[number];

type GateVerdict = {
  readonly key: string;
  /** Against the canary, in all and by part; a part that the gate has not is null. */
  readonly e: number;
  readonly relativeE: number | null;
  readonly limitE: number | null;
  readonly controlLimitE: number | null;
  readonly promotionE: number | null;
  readonly isCommonCause: boolean;
  readonly isProved: boolean;
};
export type Verdict = {
  readonly word: Word;
  readonly e: number;
  readonly mostE: number;
  readonly pAlways: number;
  readonly crossedAt: number | null;
  /** The weakest proof of all gates that have to prove something; null where none has to. */
  readonly promotionE: number | null;
  readonly sampleRatioP: number | null;
  readonly gates: readonly GateVerdict[];
};

export function watchMinute(rules: Rules, promise: PromiseOf, so: Watch, seen: Seen): Watch {
  const gates: Record<string, GateWatch> = {};
  for (const [key, rule] of Object.entries(rules)) {
    const before = so.gates[key] ?? FRESH;
    const minute = seen.gates[key];
    gates[key] = minute ? watchGate(rule, promise, before, minute, seen.at) : before;
  }
  const counts = Object.values(seen.gates);
  const canary = Math.max(0, ...counts.map((minute) => minute.canary));
  const control = Math.max(0, ...counts.map((minute) => minute.control));
  const { exposed } = seen;
  const dealt = exposed ? deal(so.dealt, exposed.canary, exposed.control, exposed.share) : so.dealt;
  const next: Watch = {
    ...so,
    gates,
    dealt,
    canaryUnits: so.canaryUnits + canary,
    lastCanaryAt: canary > 0 ? seen.at : so.lastCanaryAt,
    lastControlAt: control > 0 ? seen.at : so.lastControlAt,
  };
  return crossed(rules, promise, next, seen.at);
}

/** Notes the first minute that broke the promise; counts of a broken split break nothing. */
function crossed(rules: Rules, promise: PromiseOf, watch: Watch, at: number): Watch {
  if (isSplitBroken(watch.dealt)) return watch;
  const logE = logMean(againstOf(rules, watch));
  const mostLogE = Math.max(watch.mostLogE, logE);
  const isOver = logE >= Math.log(1 / promise.alpha);
  return { ...watch, mostLogE, crossedAt: watch.crossedAt ?? (isOver ? at : null) };
}

function watchGate(
  { tolerance, limit, proves }: GateRule,
  { promotionAlpha }: PromiseOf,
  so: GateWatch,
  minute: Minute,
  at: number,
): GateWatch {
  const promotion = proves === null ? so.promotion : addPromotion(so.promotion, minute, proves);
  const isProved = proves !== null && logEOf(promotion) >= Math.log(1 / promotionAlpha);
  const { canary, canaryBad, control, controlBad } = minute;
  return {
    relative: tolerance === null ? so.relative : addRelative(so.relative, minute, tolerance),
    promotion,
    canaryLimit:
      limit === null ? so.canaryLimit : addAbsolute(so.canaryLimit, canary, canaryBad, limit),
    controlLimit:
      limit === null ? so.controlLimit : addAbsolute(so.controlLimit, control, controlBad, limit),
    controlUnits: so.controlUnits + control,
    provedAt: so.provedAt ?? (isProved ? at : null),
  };
}

/**
 * What speaks against the canary, gate by gate. A limit that the control seems to break as well does not:
 * an e-value put to nothing keeps every promise.
 */
const againstOf = (rules: Rules, { gates }: Watch) =>
  Object.entries(rules).map(([key, rule]) => {
    const gate = gates[key] ?? FRESH;
    const parts = [
      ...(rule.tolerance === null ? [] : [logEOf(gate.relative)]),
      ...(rule.limit === null
        ? []
        : [isLeaning(gate) ? Number.NEGATIVE_INFINITY : logEOf(gate.canaryLimit)]),
    ];
    return { logE: logMean(parts.map((logE) => ({ logE, weight: 1 }))), weight: rule.weight };
  });

/** Whether the control's own counts rather break the limit than keep it. */
const isLeaning = ({ controlLimit, controlUnits }: GateWatch): boolean =>
  controlUnits > 0 && logEOf(controlLimit) > 0;

/** One arm breaks the limit beyond doubt, and the other leans the same way. */
function isCommonCause(rule: GateRule, gate: GateWatch, { alpha }: PromiseOf): boolean {
  if (rule.limit === null || gate.controlUnits === 0) return false;
  const [canary, control] = [logEOf(gate.canaryLimit), logEOf(gate.controlLimit)];
  return Math.max(canary, control) >= Math.log(1 / alpha) && Math.min(canary, control) > 0;
}

/**
 * After people looked at a common cause and went on: limits are judged anew. Evidence is only ever taken
 * away, never lifted to what it was at the start: a process that is lowered keeps the whole promise.
 */
export const forgiveLimits = (watch: Watch): Watch => ({
  ...watch,
  gates: Object.fromEntries(
    Object.entries(watch.gates).map(([key, gate]) => [
      key,
      { ...gate, canaryLimit: lowered(gate.canaryLimit), controlLimit: NO_EVIDENCE },
    ]),
  ),
});

const lowered = (evidence: Evidence): Evidence => (logEOf(evidence) > 0 ? NO_EVIDENCE : evidence);

export function verdictOf(rules: Rules, promise: PromiseOf, watch: Watch): Verdict {
  const against = againstOf(rules, watch);
  const gates = Object.entries(rules).map(([key, rule], i) =>
    gateVerdict(key, rule, watch.gates[key] ?? FRESH, against[i]?.logE ?? 0, promise),
  );
  const proofs = gates.flatMap(({ promotionE }) => (promotionE === null ? [] : [promotionE]));
  return {
    word: wordOf(watch, gates),
    e: eOf(logMean(against)),
    mostE: eOf(watch.mostLogE),
    pAlways: pAlwaysOf(watch.mostLogE),
    crossedAt: watch.crossedAt,
    promotionE: proofs.length === 0 ? null : Math.min(...proofs),
    sampleRatioP: sampleRatioP(watch.dealt),
    gates,
  };
}

function gateVerdict(
  key: string,
  rule: GateRule,
  gate: GateWatch,
  logE: number,
  promise: PromiseOf,
): GateVerdict {
  const only = (isAsked: boolean, evidence: Evidence) => (isAsked ? eOf(logEOf(evidence)) : null);
  return {
    key,
    e: eOf(logE),
    relativeE: only(rule.tolerance !== null, gate.relative),
    limitE: only(rule.limit !== null, gate.canaryLimit),
    controlLimitE: only(rule.limit !== null, gate.controlLimit),
    promotionE: only(rule.proves !== null, gate.promotion),
    isCommonCause: isCommonCause(rule, gate, promise),
    isProved: gate.provedAt !== null,
  };
}

function wordOf(watch: Watch, gates: readonly GateVerdict[]): Word {
  if (watch.crossedAt !== null) return "ROLLBACK";
  if (isSplitBroken(watch.dealt)) return "INVALID";
  if (gates.some((gate) => gate.isCommonCause)) return "COMMON_CAUSE";
  if (watch.canaryUnits === 0) return "NO_DATA";
  const proving = gates.filter(({ promotionE }) => promotionE !== null);
  return proving.length > 0 && proving.every(({ isProved }) => isProved) ? "PROVED" : "CLEAR";
}
