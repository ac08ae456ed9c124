/** Wider buckets for what is rare: a ratio of one failure in two requests is noise, not news. */
import { type Frame, floorTo } from "@/lib/core/time";

const MOST_POINTS = 60;
const FACTORS = [1, 2, 3, 4, 6, 12] as const;

/** The same stretch in at most sixty buckets, both ends widened to whole ones. */
export function calmed(frame: Frame): Frame {
  const { from, to, stepMs, tier } = frame;
  const points = (to.getTime() - from.getTime()) / stepMs;
  const factor = FACTORS.find((each) => points / each <= MOST_POINTS + 1) ?? 12;
  const wide = stepMs * factor;
  const first = floorTo(from, wide);
  const last = floorTo(new Date(to.getTime() + wide - 1), wide);
  const length = last.getTime() - first.getTime();
  const previous = { from: new Date(first.getTime() - length), to: first };
  return { from: first, to: last, stepMs: wide, tier, previous };
}
