/** Reads requests and calls: counts, tokens and money by any of their dimensions. */
import type { Span, Tier } from "@/lib/core/time";
import { binder, moneySum, type Sql, select, stepOf, tierAndPartial } from "./sql";

const DIM_COLUMN = {
  environment: "environment",
  agent: "agent",
  agentType: "agent_type",
  provider: "provider",
  model: "model",
  version: "version",
  variant: "variant",
} as const;
export type CounterDim = keyof typeof DIM_COLUMN;
type CounterWhere = { readonly [Dim in CounterDim]?: string | undefined };

const COUNT_COLUMN = {
  requests: "requests",
  errors: "errors",
  degraded: "degraded",
  cacheHits: "cache_hits",
  cacheLookups: "cache_lookups",
  calls: "calls",
  callErrors: "call_errors",
  unpricedCalls: "unpriced_calls",
  unpricedTokens: "unpriced_tokens",
  inputTokens: "input_tokens",
  cacheReadTokens: "cache_read_tokens",
  cacheWriteTokens: "cache_write_tokens",
  outputTokens: "output_tokens",
  reasoningTokens: "reasoning_tokens",
  durationMs: "duration_ms",
} as const;
const MONEY_COLUMN = {
  costPicos: "cost_picos",
  errorCostPicos: "error_cost_picos",
  avoidedPicos: "avoided_picos",
} as const;

/** `inputTokens` are the uncached ones; `durationMs` is the sum over requests. */
export type Counters = { readonly [Name in keyof typeof COUNT_COLUMN]: number } & {
  readonly [Name in keyof typeof MONEY_COLUMN]: bigint;
};
export type CounterRow = Counters & {
  /** Start of the step, or null for totals. */
  readonly at: Date | null;
  /** The asked-for dimensions; '' where absent or not asked for. */
  readonly key: Readonly<Record<CounterDim, string>>;
};

export type CountersAsk = {
  readonly projectId: number;
  readonly span: Span;
  readonly tier: Tier;
  /** One row per step and key; without it, one row per key. */
  readonly stepMs?: number | undefined;
  readonly by?: readonly CounterDim[] | undefined;
  readonly where?: CounterWhere | undefined;
};

const DIMS = Object.keys(DIM_COLUMN) as CounterDim[];
const SUMS = [
  ...Object.entries(COUNT_COLUMN).map(([as, c]) => `coalesce(sum(${c}), 0)::float8 AS "${as}"`),
  ...Object.entries(MONEY_COLUMN).map(([as, c]) => `${moneySum(c)} AS "${as}"`),
].join(", ");
const MEASURES = [...Object.values(COUNT_COLUMN), ...Object.values(MONEY_COLUMN)];

/** Ordered by time. Without `stepMs` and `by`, always exactly one row. The span is widened to whole buckets of the tier. */
export async function readCounters(sql: Sql, ask: CountersAsk): Promise<CounterRow[]> {
  const { by = [], where = {}, stepMs } = ask;
  const { values, bind } = binder();
  const conditions = DIMS.filter((dim) => where[dim] !== undefined).map(
    (dim) => `${DIM_COLUMN[dim]} = ${bind(where[dim])}`,
  );
  const dims = by.map((dim) => DIM_COLUMN[dim]);
  const from = tierAndPartial("counter", ["bucket", ...dims, ...MEASURES], ask, conditions, bind);
  const keys = by.map((dim) => `${DIM_COLUMN[dim]} AS "${dim}"`);
  const groups = [...(stepMs === undefined ? [] : ["at"]), ...dims];
  const rows = await select<Flat>(
    sql,
    `SELECT ${[`${stepOf(stepMs)} AS at`, ...keys, SUMS].join(", ")} FROM ${from}
     ${groups.length > 0 ? `GROUP BY ${groups.join(", ")} ORDER BY ${groups.join(", ")}` : ""}`,
    values,
  );
  return rows.map(rowOf);
}

type Flat = Counters & { readonly at: Date | null } & Partial<Record<CounterDim, string>>;

function rowOf({
  environment = "",
  agent = "",
  agentType = "",
  provider = "",
  model = "",
  version = "",
  variant = "",
  ...rest
}: Flat): CounterRow {
  return { ...rest, key: { environment, agent, agentType, provider, model, version, variant } };
}
