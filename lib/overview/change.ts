/** What a figure is held against: the length people asked for, yesterday by this time, its own past. */
import { type Delta, deltaOf, spanWords } from "@/lib/core/format";
import { DAY, RANGES, type RangeName } from "@/lib/core/time";

/** The length people asked for; the frame's own is widened to whole buckets. */
export function askedMs(asked: {
  readonly range?: RangeName | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}): number {
  const { range = "24h", from, to } = asked;
  return from && to ? to.getTime() - from.getTime() : RANGES[range];
}

/** Today so far is held against yesterday up to the same hour, not against a length of time. */
export function deltaOfToday(now: number | null, before: number | null): Delta {
  const delta = deltaOf(now, before, DAY);
  const than = `the ${spanWords(DAY)} before`;
  return { ...delta, words: delta.words.replace(than, "yesterday by now") };
}

/** The part a figure grew or shrank by, for a column of a table; null where that says nothing. */
export const movedShare = (now: number | null, before: number | null): number | null =>
  now === null || before === null || before === 0 ? null : now / before - 1;
