/** How long an incident took, step by step, and what that says over a stretch of time. */

/** As milliseconds; null for what has not happened or is not known. */
export type Lived = {
  readonly startedMs: number;
  readonly detectedMs: number | null;
  /** The first page that was delivered, not the instant at which an alert fired. */
  readonly pagedMs: number | null;
  /** The first answer of a person. */
  readonly answeredMs: number | null;
  readonly mitigatedMs: number | null;
  readonly resolvedMs: number | null;
};

export type Clocks = {
  readonly detectMs: number | null;
  readonly acknowledgeMs: number | null;
  readonly mitigateMs: number | null;
  readonly resolveMs: number | null;
};

const since = (from: number | null, to: number | null): number | null =>
  from === null || to === null ? null : Math.max(0, to - from);

/** Who answers before the page arrives has let nobody wait: that is zero, not less. */
export const clocksOf = (lived: Lived): Clocks => ({
  detectMs: since(lived.startedMs, lived.detectedMs),
  acknowledgeMs: since(lived.pagedMs, lived.answeredMs),
  mitigateMs: since(lived.startedMs, lived.mitigatedMs),
  resolveMs: since(lived.startedMs, lived.resolvedMs),
});

export type Spread = {
  readonly count: number;
  readonly mean: number | null;
  readonly median: number | null;
  readonly p90: number | null;
};

/** Of those that are known. */
export function spreadOf(values: readonly (number | null)[]): Spread {
  const known = values.filter((value) => value !== null).toSorted((a, b) => a - b);
  const count = known.length;
  if (count === 0) return { count, mean: null, median: null, p90: null };
  const mean = known.reduce((sum, value) => sum + value, 0) / count;
  return { count, mean, median: quantile(known, 0.5), p90: quantile(known, 0.9) };
}

/** Between the two nearest, as spreadsheets do. */
function quantile(ordered: readonly number[], q: number): number | null {
  const place = (ordered.length - 1) * q;
  const below = ordered[Math.floor(place)];
  const above = ordered[Math.ceil(place)];
  if (below === undefined || above === undefined) return null;
  return below + (above - below) * (place - Math.floor(place));
}

export type Period = {
  readonly acknowledge: Spread;
  readonly mitigate: Spread;
  readonly resolve: Spread;
  /** From an end to the next beginning. */
  readonly betweenFailures: Spread;
  readonly count: number;
  /** Counted and not averaged: they have no end yet. */
  readonly open: number;
};

type Counted = Lived & { readonly isDrill: boolean };

/** `all` may begin before the period: the first gap of a period does. */
export function periodOf(all: readonly Counted[], fromMs: number, toMs: number): Period {
  const real = all.filter(({ isDrill, startedMs }) => !isDrill && startedMs < toMs);
  const within = real.filter(({ startedMs }) => startedMs >= fromMs);
  const clocks = within.map(clocksOf);
  return {
    acknowledge: spreadOf(clocks.map(({ acknowledgeMs }) => acknowledgeMs)),
    mitigate: spreadOf(clocks.map(({ mitigateMs }) => mitigateMs)),
    resolve: spreadOf(clocks.map(({ resolveMs }) => resolveMs)),
    betweenFailures: spreadOf(gapsOf(real, fromMs)),
    count: within.length,
    open: within.filter(({ resolvedMs }) => resolvedMs === null).length,
  };
}

/** Stretches in which nothing was wrong. Where one begins while another lasts there is none. */
function gapsOf(real: readonly Lived[], fromMs: number): number[] {
  const gaps: number[] = [];
  let well: number | null = null;
  for (const { startedMs, resolvedMs } of real.toSorted((a, b) => a.startedMs - b.startedMs)) {
    if (well !== null && startedMs > well && startedMs >= fromMs) gaps.push(startedMs - well);
    const end = resolvedMs ?? Number.POSITIVE_INFINITY;
    well = well === null ? end : Math.max(well, end);
  }
  return gaps;
}
