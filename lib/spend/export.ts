/** Spend as records of a file: money as exact decimals in dollars, nothing where nothing is known. */
import type { CsvValue } from "@/lib/core/csv";
import { picoDollars } from "@/lib/cost/arithmetic";
import { hasCost } from "@/lib/overview/volume";
import type { Spent } from "./store/spend";

export const EXPORT_COLUMNS = [
  "from",
  "to",
  "name",
  "cost_usd",
  "failed_calls_cost_usd",
  "avoided_usd",
  "requests",
  "calls",
  "unpriced_calls",
  "input_tokens",
  "cache_read_tokens",
  "cache_write_tokens",
  "output_tokens",
] as const;

type ExportRecord = Readonly<Record<(typeof EXPORT_COLUMNS)[number], CsvValue>>;

export function columnsOf(row: Spent, stepMs: number): ExportRecord {
  const at = row.at ?? new Date(0);
  return {
    from: at.toISOString(),
    to: new Date(at.getTime() + stepMs).toISOString(),
    name: row.name,
    cost_usd: hasCost(row) ? picoDollars(row.costPicos) : null,
    failed_calls_cost_usd: hasCost(row) ? picoDollars(row.errorCostPicos) : null,
    avoided_usd: picoDollars(row.avoidedPicos),
    requests: row.requests,
    calls: row.calls,
    unpriced_calls: row.unpricedCalls,
    input_tokens: row.inputTokens,
    cache_read_tokens: row.cacheReadTokens,
    cache_write_tokens: row.cacheWriteTokens,
    output_tokens: row.outputTokens,
  };
}
