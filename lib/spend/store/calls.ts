/** Reads single LLM calls as they were sent: for looking behind a figure, and never more than a bounded number of them. */
import type { Span } from "@/lib/core/time";
import type { SpendDim } from "@/lib/spend/dimension";
import { KIND_NUMBER } from "@/lib/telemetry/schema";
import { readCounters } from "@/lib/telemetry/store/counters";
import { binder, moneySum, type Sql, select } from "@/lib/telemetry/store/sql";

type Place = {
  readonly projectId: number;
  readonly span: Span;
  readonly environment?: string | undefined;
};

const DIM_COLUMN: Readonly<Record<SpendDim, string>> = {
  agent: "agent",
  agentType: "agent_type",
  provider: "provider",
  model: "model",
  environment: "environment",
  user: "user_id",
  variant: "variant",
};

/** Events a statement may pass over: a second of work on a small machine. */
export const MOST_READ = 200_000;

/**
 * The newest part of a span with no more events than may be read, by the rollups of its hours. Its last
 * hour is read whatever it holds.
 */
export async function readableSpan(
  sql: Sql,
  projectId: number,
  span: Span,
  keptFrom: Date,
  most = MOST_READ,
): Promise<Span> {
  const kept = new Date(Math.max(span.from.getTime(), keptFrom.getTime()));
  const rows = await readCounters(sql, {
    projectId,
    span: { from: kept, to: span.to },
    tier: "1h",
    stepMs: 3_600_000,
  });
  let seen = 0;
  let from = span.to;
  for (const row of rows.toReversed()) {
    seen += row.calls + row.requests;
    if (seen > most && from < span.to) return { from, to: span.to };
    from = row.at ?? from;
  }
  return { from: kept, to: span.to };
}

export type StoredCall = {
  readonly id: string;
  readonly at: Date;
  readonly agent: string;
  readonly provider: string;
  readonly model: string;
  readonly environment: string;
  readonly user: string;
  readonly status: string;
  readonly isError: boolean;
  readonly inputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly outputTokens: number;
  readonly durationMs: number | null;
  readonly costPicos: bigint | null;
  readonly traceId: string | null;
};

export type CallsAsk = Place & {
  readonly by: SpendDim;
  readonly name?: string | undefined;
  readonly order: "newest" | "dearest";
  readonly limit: number;
};

const ORDER = {
  newest: "ts DESC, event_id DESC",
  dearest: "cost_picos DESC NULLS LAST, ts DESC, event_id DESC",
} as const;

export function readCalls(sql: Sql, ask: CallsAsk): Promise<StoredCall[]> {
  const { values, bind } = binder();
  const where = conditionsOf(ask, bind);
  if (ask.name !== undefined) where.push(`coalesce(${DIM_COLUMN[ask.by]}, '') = ${bind(ask.name)}`);
  return select<StoredCall>(
    sql,
    `SELECT event_id::text AS id, ts::timestamptz AS at, coalesce(agent, '') AS agent,
       coalesce(provider, '') AS provider, coalesce(model, '') AS model, environment,
       coalesce(user_id, '') AS user, coalesce(status, '') AS status, is_error AS "isError",
       coalesce(input_tokens, 0) AS "inputTokens", coalesce(cache_read_tokens, 0) AS "cacheReadTokens",
       coalesce(cache_write_tokens, 0) AS "cacheWriteTokens", coalesce(output_tokens, 0) AS "outputTokens",
       duration_ms AS "durationMs", cost_picos AS "costPicos", trace_id AS "traceId"
     FROM event WHERE ${where.join(" AND ")} ORDER BY ${ORDER[ask.order]} LIMIT ${bind(ask.limit)}`,
    values,
  );
}

function conditionsOf(
  { projectId, span, environment }: Place,
  bind: (value: unknown) => string,
): string[] {
  return [
    `project_id = ${bind(projectId)}`,
    `kind = ${KIND_NUMBER.llm_call}`,
    `ts >= ${bind(span.from)}`,
    `ts < ${bind(span.to)}`,
    ...(environment === undefined ? [] : [`environment = ${bind(environment)}`]),
  ];
}

export type Retried = {
  readonly costPicos: bigint;
  readonly retryPicos: bigint;
  readonly retries: number;
};

/** A retry is a call of a model that had failed before it within the same trace. */
export async function readRetries(sql: Sql, place: Place): Promise<Retried> {
  const { values, bind } = binder();
  const [row] = await select<Retried>(
    sql,
    `WITH seen AS (
       SELECT cost_picos, trace_id IS NOT NULL AND bool_or(is_error) OVER (
         PARTITION BY trace_id, agent, model ORDER BY ts, event_id
         ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS again
       FROM event WHERE ${conditionsOf(place, bind).join(" AND ")}
     )
     SELECT ${moneySum("cost_picos")} AS "costPicos",
       least(coalesce(sum(cost_picos) FILTER (WHERE again), 0), 9000000000000000000)::int8 AS "retryPicos",
       count(*) FILTER (WHERE again)::float8 AS retries FROM seen`,
    values,
  );
  return row ?? { costPicos: 0n, retryPicos: 0n, retries: 0 };
}

export type Length = {
  readonly provider: string;
  readonly model: string;
  readonly upTo: number;
  readonly calls: number;
  readonly tokens: number;
};

/** Lengths of answers in steps of an eighth of a doubling, ascending. */
export function readLengths(sql: Sql, place: Place): Promise<Length[]> {
  const { values, bind } = binder();
  return select<Length>(
    sql,
    `SELECT coalesce(provider, '') AS provider, coalesce(model, '') AS model,
       power(2, ceil(log(2, output_tokens::numeric) * 8) / 8)::float8 AS "upTo",
       count(*)::float8 AS calls, sum(output_tokens)::float8 AS tokens
     FROM event WHERE ${conditionsOf(place, bind).join(" AND ")} AND output_tokens > 0
     GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    values,
  );
}
