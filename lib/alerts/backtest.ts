/** Would it have fired: the production machine over what was measured, and what would have come of it. */
import type { Amount } from "./amount";
import { evaluate, type Measured } from "./evaluation";
import type { Labels } from "./labels";
import { type Night, nightIn } from "./night";
import type { Rule } from "./schema";
import { type AlertState, FRESH_RULE, isFiring, type KeptRule, type Transition } from "./state";

/** Values at equal steps, each what an evaluation at that instant would have read. */
export type History = {
  readonly from: number;
  readonly stepMs: number;
  readonly steps: number;
  readonly series: readonly {
    readonly labels: Labels;
    /** Null where nothing was measured. */
    readonly values: readonly (number | null)[];
    readonly sampleSizes?: readonly (number | null)[];
  }[];
};

type Episode = {
  readonly key: string;
  readonly labels: Labels;
  /** `noData`: an alert of silence. */
  readonly kind: "firing" | "noData";
  readonly from: number;
  /** Null: it had not ended when the history did. */
  readonly to: number | null;
  readonly durationMs: number;
  readonly nightMs: number;
  /** The value furthest beyond the threshold; null where there was none. */
  readonly peak: number | null;
};

type Totals = {
  readonly count: number;
  readonly durationMs: number;
  readonly longestMs: number;
  /** Of the duration; null where nothing fired. */
  readonly nightShare: number | null;
  /** How often it would have woken somebody. */
  readonly startedAtNight: number;
};

export type Backtest = Totals & {
  readonly episodes: readonly Episode[];
  readonly byLabels: readonly (Totals & { readonly key: string; readonly labels: Labels })[];
  /** Messages about something that begins: episodes that flapping did not keep quiet, and flapping itself. */
  readonly pages: number;
  readonly flapping: number;
};

export function backtest(rule: Rule, history: History, zone: string): Backtest {
  const { from, stepMs, steps } = history;
  const end = from + steps * stepMs;
  const night = nightIn(zone, from, end);
  const kept: KeptRule = { ...rule, id: "backtest", intervalMs: stepMs };
  const log = logOf(kept, night);
  let state = FRESH_RULE;
  for (let i = 0; i < steps; i++) {
    const now = from + i * stepMs;
    const step = evaluate(kept, state, { kind: "measured", series: readAt(history, i, now) }, now);
    state = step.state;
    for (const transition of step.transitions) log.note(transition);
    for (const alert of state.alerts) log.watch(alert);
  }
  return resultOf(log.finish(end), night, log.told);
}

function readAt({ series }: History, i: number, now: number): Measured[] {
  const found: Measured[] = [];
  for (const { labels, values, sampleSizes } of series) {
    const value = values[i];
    if (value === null || value === undefined) continue;
    found.push({ labels, value, sampleSize: sampleSizes?.[i] ?? null, at: now });
  }
  return found;
}

type Open = Pick<Episode, "key" | "labels" | "kind" | "from"> & { peak: number | null };

function logOf({ comparison }: KeptRule, night: Night) {
  const isWorse = comparison.startsWith("<")
    ? (a: number, b: number) => a < b
    : (a: number, b: number) => a > b;
  const open = new Map<string, Open>();
  const episodes: Episode[] = [];
  const told = { pages: 0, flapping: 0 };

  const end = (key: string, to: number | null, until: number) => {
    const one = open.get(key);
    if (!one) return;
    open.delete(key);
    const durationMs = until - one.from;
    episodes.push({ ...one, to, durationMs, nightMs: night.msWithin(one.from, until) });
  };
  const begin = ({ key, labels, at }: Transition, kind: Episode["kind"]) => {
    // Silence of what fires already is no episode of its own.
    if (!open.has(key)) open.set(key, { key, labels, kind, from: at, peak: null });
  };

  return {
    told,
    note: (transition: Transition) => {
      const { key, kind, at, isQuiet } = transition;
      if (kind === "resolved") end(key, at, at);
      if (kind === "fired") begin(transition, "firing");
      if (kind === "noData") begin(transition, "noData");
      if (kind === "flapping") told.flapping++;
      if (PAGES.includes(kind) && !isQuiet) told.pages++;
    },
    watch: (alert: AlertState) => {
      if (!isFiring(alert)) return;
      const one = open.get(alert.key);
      const value = numberOf(alert.value);
      if (one && value !== null && (one.peak === null || isWorse(value, one.peak)))
        one.peak = value;
    },
    finish: (until: number): Episode[] => {
      for (const key of open.keys()) end(key, null, until);
      return episodes.toSorted((a, b) => a.from - b.from || (a.key < b.key ? -1 : 1));
    },
  };
}

const PAGES: readonly Transition["kind"][] = ["fired", "noData", "flapping"];

function numberOf(value: Amount | null): number | null {
  if (value === "+Inf") return Number.POSITIVE_INFINITY;
  if (value === "-Inf") return Number.NEGATIVE_INFINITY;
  return value === "NaN" ? null : value;
}

function resultOf(
  episodes: readonly Episode[],
  night: Night,
  told: Pick<Backtest, "pages" | "flapping">,
): Backtest {
  const byKey = new Map<string, [Episode, ...Episode[]]>();
  for (const episode of episodes) {
    const others = byKey.get(episode.key);
    if (others) others.push(episode);
    else byKey.set(episode.key, [episode]);
  }
  const byLabels = [...byKey.values()].map((own) => {
    const [{ key, labels }] = own;
    return { key, labels, ...totalsOf(own, night) };
  });
  return { ...totalsOf(episodes, night), ...told, episodes, byLabels };
}

function totalsOf(episodes: readonly Episode[], night: Night): Totals {
  const durationMs = episodes.reduce((sum, one) => sum + one.durationMs, 0);
  const nightMs = episodes.reduce((sum, one) => sum + one.nightMs, 0);
  return {
    count: episodes.length,
    durationMs,
    longestMs: episodes.reduce((most, one) => Math.max(most, one.durationMs), 0),
    nightShare: durationMs === 0 ? null : nightMs / durationMs,
    startedAtNight: episodes.filter(({ from }) => night.isNight(from)).length,
  };
}
