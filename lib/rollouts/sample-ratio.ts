/** Whether the arms got the units that their shares promise, in a way that may be looked at every minute: if not, their counts mean nothing. */
import { type Evidence, logEOf, logRatioOf, pAlwaysOf } from "./evidence";

/** Of sound splits at most this part is ever taken for broken, however often one looks. */
export const INVALID_BELOW = 0.001;
/** With less variance than this nobody could tell a split from another. */
const LEAST_VARIANCE = 5;

/** How many times the declared odds those of the canary are supposed to be. */
const OFF = [0.5, 0.67, 0.8, 0.9, 0.95, 1.05, 1.1, 1.25, 1.5, 2] as const;

/** What was dealt to the two arms so far. */
export type Dealt = {
  readonly variance: number;
  /** For each supposition the logarithm of its likelihood ratio; missing where an older check was stored. */
  readonly against?: Evidence;
};
const NOTHING_AGAINST: Evidence = OFF.map(() => 0);
export const NOTHING_DEALT: Dealt = { variance: 0, against: NOTHING_AGAINST };

/**
 * `share` is the canary's at that time, 0..1: each minute is compared with its own. Where one arm gets
 * everything there is no split to check.
 */
export function deal(so: Dealt, canary: number, control: number, share: number): Dealt {
  if (share <= 0 || share >= 1) return so;
  const units = canary + control;
  const against = so.against ?? NOTHING_AGAINST;
  return {
    variance: so.variance + units * share * (1 - share),
    against: against.map((sum, k) => sum + logRatioOf(units, canary, shareAtOdds(share, k), share)),
  };
}

function shareAtOdds(share: number, k: number): number {
  const odds = (share / (1 - share)) * (OFF[k] ?? 1);
  return odds / (1 + odds);
}

const pOf = ({ against }: Dealt): number => pAlwaysOf(logEOf(against ?? NOTHING_AGAINST));

/** It can become sound again: what comes later may speak for it. */
export const isSplitBroken = (dealt: Dealt): boolean => pOf(dealt) <= INVALID_BELOW;

/** How much the arms speak against their shares now, as a p-value of any moment; null while there is too little to tell. */
export function sampleRatioP(dealt: Dealt): number | null {
  return dealt.variance < LEAST_VARIANCE && !isSplitBroken(dealt) ? null : pOf(dealt);
}
