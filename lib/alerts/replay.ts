/** The alerts that there would have been: the production machine over what was measured, step by step. */
import type { History } from "./backtest";
import { evaluate, type Measured } from "./evaluation";
import type { Labels } from "./labels";
import { type AlertState, FRESH_RULE, isFiring, type KeptRule, type Transition } from "./state";

export type Replayed = {
  readonly key: string;
  readonly kind: "firing" | "noData";
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly value: number | null;
  /** The value furthest beyond the threshold. */
  readonly peak: number | null;
  readonly sampleSize: number | null;
  readonly from: number;
  readonly to: number;
  readonly reason: Transition["reason"];
  /** From the first sign to the end, in order. */
  readonly steps: readonly Transition[];
};

/** Only what had ended when the history did: of the rest, whoever evaluates now knows more. */
export function replayed(rule: KeptRule, history: History): Replayed[] {
  const { from, stepMs, steps } = history;
  const kept: KeptRule = { ...rule, intervalMs: stepMs };
  const book = bookOf(kept);
  let state = FRESH_RULE;
  for (let i = 0; i < steps; i++) {
    const now = from + i * stepMs;
    const step = evaluate(kept, state, { kind: "measured", series: readAt(history, i, now) }, now);
    state = step.state;
    for (const transition of step.transitions) book.note(transition);
    for (const alert of state.alerts) book.watch(alert);
  }
  return book.done;
}

function readAt({ series }: History, i: number, now: number): Measured[] {
  return series.flatMap(({ labels, values, sampleSizes }) => {
    const value = values[i];
    if (value === null || value === undefined) return [];
    return [{ labels, value, sampleSize: sampleSizes?.[i] ?? null, at: now }];
  });
}

const isOver = (steps: readonly Transition[]): boolean =>
  steps.findLast(({ kind }) => kind === "fired" || kind === "resolved")?.kind === "resolved";

const BEGINNINGS: Partial<Record<Transition["kind"], Replayed["kind"]>> = {
  fired: "firing",
  noData: "noData",
};

type Open = Omit<Replayed, "to" | "reason" | "steps">;

function bookOf({ comparison }: KeptRule) {
  const isWorse = comparison.startsWith("<")
    ? (a: number, b: number) => a < b
    : (a: number, b: number) => a > b;
  const open = new Map<string, Open>();
  const steps = new Map<string, Transition[]>();
  const done: Replayed[] = [];

  const begin = ({ key, labels, at }: Transition, kind: Open["kind"]) => {
    const nothing = { annotations: {}, value: null, peak: null, sampleSize: null };
    // Silence of what fires already is no alert of its own.
    if (!open.has(key)) open.set(key, { ...nothing, key, kind, labels, from: at });
  };
  const end = ({ key, at, reason }: Transition) => {
    const one = open.get(key);
    if (one) done.push({ ...one, to: at, reason, steps: steps.get(key) ?? [] });
    open.delete(key);
    steps.delete(key);
  };

  return {
    done,
    note: (transition: Transition) => {
      const { key, kind, isQuiet } = transition;
      const own = [...(steps.get(key) ?? []), transition];
      steps.set(key, own);
      const isEnd = kind === "settled" ? isOver(own) : kind === "resolved" && !isQuiet;
      const begun = isQuiet ? undefined : BEGINNINGS[kind];
      // While it cannot make up its mind it stays one alert.
      if (begun) begin(transition, begun);
      if (isEnd) end(transition);
      // It came to nothing: the next one begins anew.
      if (kind === "dropped") steps.delete(key);
    },
    watch: ({ key, annotations, value, sampleSize, ...alert }: AlertState) => {
      const one = open.get(key);
      if (!one || !isFiring(alert) || typeof value !== "number") return;
      const peak = one.peak === null || isWorse(value, one.peak) ? value : one.peak;
      open.set(key, { ...one, annotations, value, sampleSize, peak });
    },
  };
}
