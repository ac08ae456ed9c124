/** Counts and sums of requests and calls, how they add up, and the ratios taken from the sums. */
import { dollarsOf, perRequest } from "@/lib/core/money";

export type Volume = {
  readonly requests: number;
  readonly errors: number;
  readonly degraded: number;
  readonly cacheHits: number;
  readonly cacheLookups: number;
  readonly calls: number;
  readonly callErrors: number;
  readonly unpricedCalls: number;
  readonly unpricedTokens: number;
  readonly inputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly outputTokens: number;
  readonly reasoningTokens: number;
  readonly durationMs: number;
  readonly costPicos: bigint;
  readonly errorCostPicos: bigint;
  readonly avoidedPicos: bigint;
};

export const NO_VOLUME: Volume = {
  requests: 0,
  errors: 0,
  degraded: 0,
  cacheHits: 0,
  cacheLookups: 0,
  calls: 0,
  callErrors: 0,
  unpricedCalls: 0,
  unpricedTokens: 0,
  inputTokens: 0,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
  durationMs: 0,
  costPicos: 0n,
  errorCostPicos: 0n,
  avoidedPicos: 0n,
};

const plus = (a: Volume, b: Volume): Volume => ({
  requests: a.requests + b.requests,
  errors: a.errors + b.errors,
  degraded: a.degraded + b.degraded,
  cacheHits: a.cacheHits + b.cacheHits,
  cacheLookups: a.cacheLookups + b.cacheLookups,
  calls: a.calls + b.calls,
  callErrors: a.callErrors + b.callErrors,
  unpricedCalls: a.unpricedCalls + b.unpricedCalls,
  unpricedTokens: a.unpricedTokens + b.unpricedTokens,
  inputTokens: a.inputTokens + b.inputTokens,
  cacheReadTokens: a.cacheReadTokens + b.cacheReadTokens,
  cacheWriteTokens: a.cacheWriteTokens + b.cacheWriteTokens,
  outputTokens: a.outputTokens + b.outputTokens,
  reasoningTokens: a.reasoningTokens + b.reasoningTokens,
  durationMs: a.durationMs + b.durationMs,
  costPicos: a.costPicos + b.costPicos,
  errorCostPicos: a.errorCostPicos + b.errorCostPicos,
  avoidedPicos: a.avoidedPicos + b.avoidedPicos,
});

export const total = (volumes: Iterable<Volume>): Volume => {
  let sum = NO_VOLUME;
  for (const volume of volumes) sum = plus(sum, volume);
  return sum;
};

/** One volume a name, in the order the names were first met. */
export function totalsBy<V extends Volume, K>(
  rows: readonly V[],
  nameOf: (row: V) => K,
): Map<K, Volume> {
  const totals = new Map<K, Volume>();
  for (const row of rows) {
    const name = nameOf(row);
    totals.set(name, plus(totals.get(name) ?? NO_VOLUME, row));
  }
  return totals;
}

/** A share of sums; nothing to divide by is not zero. */
export const share = (part: number, whole: number): number | null =>
  whole === 0 ? null : part / whole;

export const errorRate = ({ errors, requests }: Volume): number | null => share(errors, requests);
export const degradedRate = ({ degraded, requests }: Volume): number | null =>
  share(degraded, requests);
export const hitRate = ({ cacheHits, cacheLookups }: Volume): number | null =>
  share(cacheHits, cacheLookups);
export const tokensOf = (volume: Volume): number =>
  volume.inputTokens + volume.cacheReadTokens + volume.cacheWriteTokens + volume.outputTokens;

/** Whether any of the money is known: calls of which none has a price cost an unknown amount, not none. */
export const hasCost = ({ calls, unpricedCalls }: Volume): boolean =>
  calls === 0 || unpricedCalls < calls;

export const costOf = (volume: Volume): number | null =>
  hasCost(volume) ? dollarsOf(volume.costPicos) : null;

/** Null as well where no call was reported at all: nothing says that answers are free. */
export function costPerRequest(volume: Volume): number | null {
  const isKnown = volume.calls > 0 && hasCost(volume);
  const each = isKnown ? perRequest(volume.costPicos, volume.requests) : null;
  return each === null ? null : dollarsOf(each);
}

/** What must stand beside a sum of money that leaves calls out; null when it leaves out none. */
export function unpricedNote({ unpricedCalls }: Volume): string | null {
  if (unpricedCalls === 0) return null;
  const calls = unpricedCalls === 1 ? "call" : "calls";
  return `${unpricedCalls.toLocaleString("en")} ${calls} unpriced`;
}
