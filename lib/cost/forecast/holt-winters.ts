/** Additive Holt-Winters with a damped trend, in error-correction form, fitted by a small grid. */
import { median } from "@/lib/core/stats";

export type Gaps = readonly (number | null)[];

type Weights = {
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
  readonly phi: number;
};
type State = { level: number; trend: number; readonly season: number[]; squares: number };

const ALPHAS = [0.05, 0.1, 0.2, 0.35, 0.6];
const BETAS = [0, 0.05, 0.2];
const GAMMAS = [0.05, 0.15, 0.4];
const PHIS = [0.85, 0.97];

const GRID: readonly Weights[] = ALPHAS.flatMap((alpha) =>
  BETAS.flatMap((beta) =>
    GAMMAS.flatMap((gamma) =>
      (beta === 0 ? [PHIS[0] ?? 0.85] : PHIS).map((phi) => ({ alpha, beta, gamma, phi })),
    ),
  ),
);

/** The weeks at the beginning that the start of the season is the median of. */
const START_SEASONS = 4;

/** The next `horizon` values. A gap moves nothing but time. */
export function holtWinters(values: Gaps, horizon: number, season: number): number[] {
  const start = startOf(values, season);
  const most = MOST_DEVIATIONS * noiseOf(values, season);
  let weights = GRID[0] as Weights;
  let best = run(values, start, weights, season, most);
  for (const candidate of GRID.slice(1)) {
    const state = run(values, start, candidate, season, most);
    if (state.squares >= best.squares) continue;
    best = state;
    weights = candidate;
  }
  return ahead(best, weights, values.length, horizon, season);
}

/** The same on logarithms, for series that grow and swing in proportion. Needs values above zero. */
export function logHoltWinters(values: Gaps, horizon: number, season: number): number[] | null {
  if (values.some((value) => value !== null && value <= 0)) return null;
  const logs = values.map((value) => (value === null ? null : Math.log(value)));
  return holtWinters(logs, horizon, season).map((value) => Math.exp(value));
}

/** Medians, so that a wild day at the beginning does not colour every such weekday after it. */
function startOf(values: Gaps, season: number): State {
  const first = values.slice(0, START_SEASONS * season);
  const known = (part: Gaps) => part.filter((value) => value !== null);
  const level = median(known(first.slice(0, season))) ?? median(known(first)) ?? 0;
  const weeks = Array.from({ length: Math.ceil(first.length / season) }, (_, week) => {
    const part = first.slice(week * season, (week + 1) * season);
    const middle = median(known(part)) ?? level;
    return part.map((value) => (value === null ? null : value - middle));
  });
  const swing = Array.from(
    { length: season },
    (_, day) => median(known(weeks.map((week) => week[day] ?? null))) ?? 0,
  );
  const mean = swing.reduce((sum, value) => sum + value, 0) / season;
  const centred = swing.map((value) => value - mean);
  return { level: level + mean, trend: 0, season: centred, squares: 0 };
}

/** An error above so many deviations is learnt from as if it were that large: a spike is not a new level. */
const MOST_DEVIATIONS = 2;
const NORMAL = 1.4826;

/** The noise from one season to the next, by its median, so that the spikes do not count themselves in. */
function noiseOf(values: Gaps, season: number): number {
  const changes = values.flatMap((value, t) => {
    const before = values[t - season];
    return value === null || before === null || before === undefined
      ? []
      : [Math.abs(value - before)];
  });
  const noise = (NORMAL * (median(changes) ?? 0)) / Math.SQRT2;
  return noise > 0 ? noise : Number.POSITIVE_INFINITY;
}

function run(values: Gaps, start: State, weights: Weights, season: number, most: number): State {
  const { alpha, beta, gamma, phi } = weights;
  const state: State = { ...start, season: [...start.season] };
  for (const [t, value] of values.entries()) {
    const day = t % season;
    const swing = state.season[day] ?? 0;
    const expected = state.level + phi * state.trend;
    const error = value === null ? 0 : clamp(value - expected - swing, most);
    state.level = expected + alpha * error;
    state.trend = phi * state.trend + alpha * beta * error;
    state.season[day] = swing + gamma * (1 - alpha) * error;
    if (t >= season) state.squares += error * error;
  }
  return state;
}

const clamp = (error: number, most: number): number => Math.max(-most, Math.min(most, error));

function ahead(
  { level, trend, season: swing }: State,
  { phi }: Weights,
  from: number,
  horizon: number,
  season: number,
): number[] {
  let damped = 0;
  return Array.from({ length: horizon }, (_, k) => {
    damped += phi ** (k + 1);
    return level + damped * trend + (swing[(from + k) % season] ?? 0);
  });
}
