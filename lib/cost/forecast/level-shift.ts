/** Finds a lasting jump in a series, and lifts what was before it to the level after it. */
import { median, medianDeviation } from "@/lib/core/stats";
import type { Gaps } from "./holt-winters";

export type Rebased = {
  readonly values: Gaps;
  /** Where the new level begins; null: there was no shift. */
  readonly shiftAt: number | null;
};

/** A new level is believed after so many steps, and looked for within so many seasons. */
const LEAST_AFTER = 5;
const SEARCHED_SEASONS = 6;
const BEFORE_SEASONS = 4;
/** How far outside the usual noise the middle has to move, and which share of the days has to be out there with it. */
const DEVIATIONS = 4;
const SHARE = 0.9;
/** From a median absolute deviation to the standard deviation of normal noise. */
const NORMAL = 1.4826;

export function rebased(values: Gaps, season: number): Rebased {
  const flat = deseasoned(values, season);
  const first = Math.max(2 * season, values.length - SEARCHED_SEASONS * season);
  let best: { at: number; ratio: number; size: number } | null = null;
  for (let at = values.length - LEAST_AFTER; at >= first; at--) {
    const jump = jumpAt(flat, at, season);
    if (jump && (best === null || jump.size > best.size)) best = { at, ...jump };
  }
  if (best === null) return { values, shiftAt: null };
  const { at: shiftAt, ratio } = best;
  const lifted = values.map((value, t) => (value !== null && t < shiftAt ? value * ratio : value));
  return { values: lifted, shiftAt };
}

/** Each value over its weekday's share of the level, so that a weekend is no shift. */
function deseasoned(values: Gaps, season: number): Gaps {
  const recent = values.slice(-(SEARCHED_SEASONS + BEFORE_SEASONS) * season);
  const offset = values.length - recent.length;
  const level = median(recent.filter((value) => value !== null)) ?? 0;
  const shares = Array.from({ length: season }, (_, day) => {
    const same = recent.filter((value, i) => value !== null && (offset + i) % season === day);
    return level === 0 ? 1 : (median(same as number[]) ?? level) / level || 1;
  });
  return values.map((value, t) => (value === null ? null : value / (shares[t % season] ?? 1)));
}

function jumpAt(flat: Gaps, at: number, season: number) {
  const known = (part: Gaps) => part.filter((value) => value !== null);
  const before = known(flat.slice(Math.max(0, at - BEFORE_SEASONS * season), at));
  const after = known(flat.slice(at));
  const [old, now] = [median(before), median(after)];
  if (old === null || now === null || old <= 0 || now <= 0) return null;
  const noise = NORMAL * (medianDeviation(before) ?? 0);
  const least = Math.max(DEVIATIONS * noise, 0.2 * old);
  if (Math.abs(now - old) < least) return null;
  const isUp = now > old;
  const beyond = (value: number) => (isUp ? value > old + noise : value < old - noise);
  const within = before.filter((value) => !beyond(value)).length / before.length;
  const out = after.filter(beyond).length / after.length;
  if (out < SHARE || within < 0.7) return null;
  // The cut that separates best: few old days beyond, few new ones within.
  return { ratio: now / old, size: out + within };
}
