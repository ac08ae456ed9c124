/** The columns of a stored call, and a row of them as the pricing wants it. */
import { serviceTierOf } from "@/lib/cost/service-tier";
import type { StoredCall } from "@/lib/pricing/reprice";

export const CALL_COLUMNS = `event_id::text AS id, shard_key, ts, environment, agent, agent_type, provider,
  model, version, variant, user_id, is_error, input_tokens, cache_read_tokens, cache_write_tokens,
  output_tokens, reasoning_tokens, cost_picos, client_cost_picos, price_version,
  attributes->>'$serviceTier' AS service_tier`;

export type CallRow = {
  readonly id: string;
  readonly shard_key: number;
  readonly ts: Date;
  readonly environment: string;
  readonly agent: string | null;
  readonly agent_type: string | null;
  readonly provider: string | null;
  readonly model: string | null;
  readonly version: string | null;
  readonly variant: string | null;
  readonly user_id: string | null;
  readonly is_error: boolean;
  readonly input_tokens: number | null;
  readonly cache_read_tokens: number | null;
  readonly cache_write_tokens: number | null;
  readonly output_tokens: number | null;
  readonly reasoning_tokens: number | null;
  readonly cost_picos: bigint | null;
  readonly client_cost_picos: bigint | null;
  readonly price_version: string | null;
  readonly service_tier: string | null;
};

export const callOf = (row: CallRow): StoredCall => ({
  ts: row.ts.getTime(),
  provider: row.provider ?? "",
  model: row.model ?? "",
  serviceTier: serviceTierOf(row.service_tier),
  tokens: {
    inputTokens: row.input_tokens ?? 0,
    cacheReadTokens: row.cache_read_tokens ?? 0,
    cacheWriteTokens: row.cache_write_tokens ?? 0,
    outputTokens: row.output_tokens ?? 0,
    reasoningTokens: row.reasoning_tokens ?? 0,
  },
  costPicos: row.cost_picos,
  priceVersion: row.price_version,
});
