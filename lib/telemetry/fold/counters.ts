/** Requests and calls by full key: counts, tokens and money. */
import type { Row } from "@/lib/telemetry/row";
import { KIND_NUMBER } from "@/lib/telemetry/schema";
import { allTokens } from "@/lib/telemetry/tokens";
import { type Key, UNIT } from "./key";

export type CounterPartial = {
  readonly key: Key;
  requests: number;
  errors: number;
  degraded: number;
  cacheHits: number;
  cacheLookups: number;
  calls: number;
  callErrors: number;
  unpricedCalls: number;
  unpricedTokens: number;
  inputTokens: number;
  cacheReadTokens: number;
  cacheWriteTokens: number;
  outputTokens: number;
  reasoningTokens: number;
  costPicos: bigint;
  errorCostPicos: bigint;
  avoidedPicos: bigint;
  durationMs: number;
};

/** By full key, and again by the key's own identity, which is quicker to ask. */
export type Counters = {
  readonly counters: Map<string, CounterPartial>;
  readonly countersOf: Map<Key, CounterPartial>;
};

const start = (key: Key): CounterPartial => ({
  key,
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
  costPicos: 0n,
  errorCostPicos: 0n,
  avoidedPicos: 0n,
  durationMs: 0,
});

export function foldCounters(into: Counters, row: Row, key: Key): void {
  const counter = counterOf(into, key);
  if (row.kind === KIND_NUMBER.request) addRequest(counter, row);
  else addCall(counter, row);
}

export function counterOf(into: Counters, key: Key): CounterPartial {
  let counter = into.countersOf.get(key);
  if (!counter) {
    counter = counterAt(into, key);
    into.countersOf.set(key, counter);
  }
  return counter;
}

function counterAt({ counters }: Counters, key: Key): CounterPartial {
  const { agent, agentType, provider, model } = key;
  const id = `${key.start}${agent}${UNIT}${agentType}${UNIT}${provider}${UNIT}${model}${UNIT}${key.version}${UNIT}${key.variant}`;
  const counter = counters.get(id) ?? start(key);
  counters.set(id, counter);
  return counter;
}

function addRequest(counter: CounterPartial, row: Row): void {
  counter.requests++;
  if (row.isError) counter.errors++;
  if (row.degraded) counter.degraded++;
  if (row.cache === "hit") counter.cacheHits++;
  if (row.cache === "hit" || row.cache === "miss") counter.cacheLookups++;
  counter.durationMs += row.durationMs ?? 0;
  if (row.avoidedPicos !== null) counter.avoidedPicos += row.avoidedPicos;
}

function addCall(counter: CounterPartial, row: Row): void {
  counter.calls++;
  if (row.isError) counter.callErrors++;
  if (row.tokens !== null) addTokens(counter, row.tokens);
  if (row.costPicos === null) {
    counter.unpricedCalls++;
    if (row.tokens !== null) counter.unpricedTokens += allTokens(row.tokens);
    return;
  }
  counter.costPicos += row.costPicos;
  if (row.isError) counter.errorCostPicos += row.costPicos;
}

function addTokens(counter: CounterPartial, tokens: NonNullable<Row["tokens"]>): void {
  counter.inputTokens += tokens.inputTokens;
  counter.cacheReadTokens += tokens.cacheReadTokens;
  counter.cacheWriteTokens += tokens.cacheWriteTokens;
  counter.outputTokens += tokens.outputTokens;
  counter.reasoningTokens += tokens.reasoningTokens;
}
