/** Values for every bucket of a frame: a zero where nothing happened, a gap where nothing is known. */
import { bucketsOf, type Frame } from "@/lib/core/time";

export type Value = number | null;

/** The stretch in which the project reported anything at all; null before its first event. */
export type Reported = { readonly first: Date; readonly newest: Date } | null;

export type Timeline = {
  readonly starts: readonly number[];
  readonly stepMs: number;
  readonly nowMs: number;
  readonly reported: Reported;
};

export function timelineOf(frame: Frame, reported: Reported, now: Date): Timeline {
  const starts = bucketsOf(frame).map((at) => at.getTime());
  return { starts, stepMs: frame.stepMs, nowMs: now.getTime(), reported };
}

const SPARK_POINTS = 48;

/** The same stretch in fewer, wider buckets: a sparkline has a hundred pixels. */
export const coarse = (line: Timeline): Timeline =>
  widened(line, Math.ceil(line.starts.length / SPARK_POINTS));

/** A percentile or a ratio of fewer says more about chance than about the system. */
const READABLE_N = 30;
const LEAST_POINTS = 24;
const WIDER = [1, 2, 3, 6, 12] as const;

/**
 * The finest buckets in which a percentile or ratio means something: the frame's own for a busy
 * project, wider ones for a quiet one, but never so wide that the shape is lost.
 */
export function readable(
  line: Timeline,
  observed: number,
  rows: readonly { readonly at: Date | null }[],
): Timeline {
  const buckets = new Set(rows.map(({ at }) => at?.getTime() ?? 0)).size;
  const each = observed / Math.max(1, buckets);
  const most = Math.max(1, Math.floor(line.starts.length / LEAST_POINTS));
  const allowed = WIDER.filter((by) => by <= most);
  return widened(line, allowed.find((by) => each * by >= READABLE_N) ?? allowed.at(-1) ?? 1);
}

const widened = (line: Timeline, by: number): Timeline => ({
  ...line,
  stepMs: line.stepMs * by,
  starts: line.starts.filter((_, i) => i % by === 0),
});

/** Rows moved to the wider bucket they fall in; they are added or merged there, never averaged. */
export function inBuckets<R extends { readonly at: Date | null }>(
  { starts, stepMs }: Timeline,
  rows: readonly R[],
): R[] {
  const first = starts[0] ?? 0;
  return rows.map((row) => {
    if (row.at === null) return row;
    const bucket = Math.floor((row.at.getTime() - first) / stepMs);
    return { ...row, at: new Date(first + bucket * stepMs) };
  });
}

/** The same number of buckets, one length earlier, to be drawn under the present ones. */
export const earlier = (timeline: Timeline): Timeline => ({
  ...timeline,
  starts: timeline.starts.map((at) => at - timeline.starts.length * timeline.stepMs),
});

/** Rows by the start of their bucket. */
export function byStart<R extends { readonly at: Date | null }>(
  rows: readonly R[],
): ReadonlyMap<number, R> {
  return new Map(rows.flatMap((row) => (row.at ? [[row.at.getTime(), row] as const] : [])));
}

/** Something to divide or to average: absent rows are gaps. */
export function measured(
  { starts }: Timeline,
  valueAt: (start: number) => number | null | undefined,
): Value[] {
  return starts.map((start) => tidy(valueAt(start) ?? null));
}

/** Something to count: absent rows are zero while the project reported, and gaps before and after. */
export function counted(
  timeline: Timeline,
  countAt: (start: number) => number | null | undefined,
): Value[] {
  return timeline.starts.map((start) =>
    tidy(countAt(start) ?? (isReporting(timeline, start) ? 0 : null)),
  );
}

function isReporting({ reported, stepMs }: Timeline, start: number): boolean {
  if (reported === null) return false;
  return start + stepMs > reported.first.getTime() && start <= reported.newest.getTime();
}

/** The least of an open bucket that has to have passed before a rate is read from it. */
const LEAST_SHARE = 0.1;

/**
 * Counts as a rate a minute. The bucket under way is divided by the time that has passed in it, or
 * every chart would end in a fall; at its very start there is no rate yet, and nothing so far is not
 * yet nothing.
 */
export function perMinute(
  timeline: Timeline,
  countAt: (start: number) => number | null | undefined,
): Value[] {
  const { starts, stepMs, nowMs } = timeline;
  return counted(timeline, countAt).map((count, i) => {
    const passed = Math.min(stepMs, nowMs - (starts[i] ?? 0));
    const isEarly = passed < LEAST_SHARE * stepMs || (count === 0 && passed < stepMs);
    if (count === null || isEarly) return null;
    return tidy(count / (passed / 60_000));
  });
}

/** How much of a frame has happened yet. */
export const passedMs = ({ from, to }: { from: Date; to: Date }, now: Date): number =>
  Math.max(1, Math.min(to.getTime(), now.getTime()) - from.getTime());

/** Five significant digits: more than a sketch knows and a chart can show, and half the bytes. */
function tidy(value: number | null): Value {
  if (value === null || !Number.isFinite(value)) return null;
  return Number.isInteger(value) ? value : Number(value.toPrecision(5));
}
