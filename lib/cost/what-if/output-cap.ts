/** What a limit on the length of answers would leave of them, from the lengths that were recorded. */

/** Calls whose output had at most `upTo` tokens and more than the bin before; ascending, the last may be open. */
export type LengthBin = {
  readonly upTo: number;
  readonly calls: number;
  /** Their output tokens together. */
  readonly tokens: number;
};

export type Capped = {
  /** Of the output tokens, the share that stays: 1 where nothing was longer. */
  readonly kept: number;
  /** Of the calls, the share whose answer would be cut short. */
  readonly cut: number;
};

/**
 * A bin that the limit falls into is taken as if all its calls had its mean length: the estimate is off by
 * no more than that bin.
 */
export function cappedBy(limit: number, bins: readonly LengthBin[]): Capped | null {
  const calls = bins.reduce((sum, bin) => sum + bin.calls, 0);
  const tokens = bins.reduce((sum, bin) => sum + bin.tokens, 0);
  if (calls === 0 || tokens === 0) return null;
  const longer = bins.filter((bin) => bin.calls > 0 && bin.tokens / bin.calls > limit);
  const lost = longer.reduce((sum, bin) => sum + bin.tokens - bin.calls * limit, 0);
  const cut = longer.reduce((sum, bin) => sum + bin.calls, 0);
  return { kept: 1 - lost / tokens, cut: cut / calls };
}
