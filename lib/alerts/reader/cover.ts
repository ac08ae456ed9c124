/** Which rollups a stretch of time is read from: coarse buckets in the middle, finer ones at its ends. */
import { HOUR, type Span, TIER_KEPT_MS, TIERS, type Tier } from "@/lib/core/time";

/** Whole buckets of one tier. */
export type Piece = { readonly tier: Tier; readonly from: number; readonly to: number };

const COARSE_FIRST = ["1d", "1h", "5m", "1m"] as const satisfies readonly Tier[];
/** Retention may be about to take the oldest rows of a tier. */
const SLACK_MS = HOUR;

const floor = (at: number, width: number) => Math.floor(at / width) * width;
const ceil = (at: number, width: number) => Math.ceil(at / width) * width;

/**
 * Both ends are widened to whole minutes, and an old beginning to the finest buckets that are still
 * there. Nothing is read twice and nothing left out.
 */
export function cover({ from, to }: Span, now: Date): Piece[] {
  const finest = finestAt(from, now);
  const start = floor(from.getTime(), TIERS[finest]);
  const end = ceil(to.getTime(), TIERS["1m"]);
  return joined(pieces(start, end, COARSE_FIRST));
}

/** The finest tier that still holds what is as old as this. */
function finestAt(at: Date, now: Date): Tier {
  const ageMs = now.getTime() - at.getTime() + SLACK_MS;
  return COARSE_FIRST.findLast((tier) => ageMs <= TIER_KEPT_MS[tier]) ?? "1d";
}

function pieces(from: number, to: number, tiers: readonly Tier[]): Piece[] {
  const [tier, ...finer] = tiers;
  if (from >= to || tier === undefined) return [];
  const first = ceil(from, TIERS[tier]);
  const last = floor(to, TIERS[tier]);
  if (first >= last) return pieces(from, to, finer);
  return [
    ...pieces(from, first, finer),
    { tier, from: first, to: last },
    ...pieces(last, to, finer),
  ];
}

/** Several stretches one after the other, without a seam where one could be. */
export function joined(all: readonly Piece[]): Piece[] {
  const whole: Piece[] = [];
  for (const piece of all) {
    const last = whole.at(-1);
    if (last && last.tier === piece.tier && last.to === piece.from)
      whole[whole.length - 1] = { ...last, to: piece.to };
    else whole.push(piece);
  }
  return whole;
}
