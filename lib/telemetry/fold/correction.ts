/** A stored call whose cost has changed, as what its rollups are to be changed by; nothing is counted again. */
import type { Picos } from "@/lib/core/money";
import { KIND_NUMBER } from "@/lib/telemetry/schema";
import { allTokens, type TokenClasses } from "@/lib/telemetry/tokens";
import { counterOf } from "./counters";
import type { Partials } from "./fold";
import { type Cap, keyOf, type Place } from "./key";
import { foldUser } from "./people";

export type Correction = Place & {
  readonly user: string | null;
  readonly isError: boolean;
  readonly tokens: TokenClasses;
  /** Null: unpriced. */
  readonly was: Picos | null;
  readonly is: Picos | null;
};

export function foldCorrection(into: Partials, one: Correction, cap: Cap): void {
  const key = keyOf(into, one, cap);
  const counter = counterOf(into, key);
  const unpriced = Number(one.is === null) - Number(one.was === null);
  const costPicos = (one.is ?? 0n) - (one.was ?? 0n);
  counter.unpricedCalls += unpriced;
  counter.unpricedTokens += unpriced * allTokens(one.tokens);
  counter.costPicos += costPicos;
  if (one.isError) counter.errorCostPicos += costPicos;
  if (one.user === null) return;
  const act = { ts: one.ts, kind: KIND_NUMBER.llm_call, isError: one.isError, value: null };
  foldUser(into, { ...act, costPicos }, key, one.user);
}
