/** Instants, ranges, tiers and buckets: the only arithmetic on time in the product. */

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The ranges a person can ask for. The address bar holds the name, never the dates. */
export const RANGES = {
  "15m": 15 * MINUTE,
  "1h": HOUR,
  "6h": 6 * HOUR,
  "24h": DAY,
  "7d": 7 * DAY,
  "30d": 30 * DAY,
} as const;
export type RangeName = keyof typeof RANGES;

/** A half-open stretch of time: `from` is inside it, `to` is not. */
export type Span = { readonly from: Date; readonly to: Date };

/** The rollup tiers, finest first, with the width of their buckets. */
export const TIERS = { "1m": MINUTE, "5m": 5 * MINUTE, "1h": HOUR, "1d": DAY } as const;
export type Tier = keyof typeof TIERS;

/** How far back each tier is kept. Raw events are kept for as long as the project says. */
export const TIER_KEPT_MS: Readonly<Record<Tier, number>> = {
  "1m": 2 * DAY,
  "5m": 14 * DAY,
  "1h": 396 * DAY,
  "1d": Number.POSITIVE_INFINITY,
};

/** What a chart covers: a span cut into `stepMs` buckets read from `tier`, and the span of equal length before it. */
export type Frame = Span & {
  readonly stepMs: number;
  readonly tier: Tier;
  readonly previous: Span;
};

/** Each step with the tier that holds it without more than a handful of rows a point. */
const STEPS: readonly (readonly [stepMs: number, tier: Tier])[] = [
  [MINUTE, "1m"],
  [2 * MINUTE, "1m"],
  [5 * MINUTE, "5m"],
  [10 * MINUTE, "5m"],
  [30 * MINUTE, "5m"],
  [HOUR, "1h"],
  [3 * HOUR, "1h"],
  [6 * HOUR, "1h"],
  [DAY, "1d"],
  [7 * DAY, "1d"],
];
/** Fewer than a wide chart has pixels for: a line of five-minute ratios is noise at modest traffic. */
const MAX_POINTS = 180;

type Asked = {
  readonly range?: RangeName | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
};

/**
 * Resolves a named range or explicit instants into a frame, both ends widened to whole buckets,
 * so that viewers of one range share one answer and the last bucket holds the newest data.
 */
export function frameOf({ range = "24h", from, to }: Asked, now: Date): Frame {
  const end = to ?? now;
  const start = from ?? new Date(end.getTime() - RANGES[range]);
  const [stepMs, tier] = stepFor(end.getTime() - start.getTime(), now.getTime() - start.getTime());
  const first = floorTo(start, stepMs);
  const last = ceilTo(end, stepMs);
  const length = last.getTime() - first.getTime();
  return {
    from: first,
    to: last,
    stepMs,
    tier,
    previous: { from: new Date(first.getTime() - length), to: first },
  };
}

/** The finest step that keeps within `MAX_POINTS` and whose tier still holds data of that age. */
function stepFor(spanMs: number, ageMs: number): readonly [number, Tier] {
  const fits = ([step, tier]: readonly [number, Tier]) =>
    spanMs / step <= MAX_POINTS && ageMs <= TIER_KEPT_MS[tier];
  return STEPS.find(fits) ?? [7 * DAY, "1d"];
}

/** The start of the bucket an instant falls in. */
export function floorTo(at: Date, stepMs: number): Date {
  return new Date(Math.floor(at.getTime() / stepMs) * stepMs);
}

function ceilTo(at: Date, stepMs: number): Date {
  return new Date(Math.ceil((at.getTime() + 1) / stepMs) * stepMs);
}

/** Every bucket start of a frame, oldest first. */
export function bucketsOf({ from, to, stepMs }: Span & { readonly stepMs: number }): Date[] {
  const starts: Date[] = [];
  for (let t = from.getTime(); t < to.getTime(); t += stepMs) starts.push(new Date(t));
  return starts;
}
