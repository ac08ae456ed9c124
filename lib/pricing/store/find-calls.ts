/** Finds stored calls: the newest of a model, one by its id, those that a price would concern. */
import { hash32 } from "@/lib/core/hash";
import { DAY, HOUR, MINUTE, type Span } from "@/lib/core/time";
import { listPartitions } from "@/lib/telemetry/store/partitions";
import { binder, type Sql, select } from "@/lib/telemetry/store/sql";
import { CALL_COLUMNS, type CallRow } from "./calls";

type Where = {
  readonly projectId: number;
  readonly environment: string | undefined;
  readonly span: Span;
};
export type ModelName = { readonly provider: string; readonly model: string };

/** Back from the end of the span in growing steps: the newest are mostly in the first. */
const STEPS_MS = [10 * MINUTE, HOUR, 6 * HOUR, DAY, 7 * DAY];

export async function newestCalls(
  sql: Sql,
  where: Where & ModelName,
  most: number,
): Promise<CallRow[]> {
  const { from, to } = where.span;
  const starts = STEPS_MS.map((step) => new Date(to.getTime() - step)).filter((at) => at > from);
  for (const start of [...starts, from]) {
    const rows = await callsWithin(sql, where, { from: start, to }, most);
    if (rows.length >= most || start <= from) return rows;
  }
  return [];
}

function callsWithin(
  sql: Sql,
  { projectId, environment, provider, model }: Where & ModelName,
  { from, to }: Span,
  most: number,
): Promise<CallRow[]> {
  const { values, bind } = binder();
  const conditions = [
    `project_id = ${bind(projectId)} AND kind = 2 AND ts >= ${bind(from)} AND ts < ${bind(to)}`,
    `provider = ${bind(provider)} AND model = ${bind(model)}`,
    ...(environment === undefined ? [] : [`environment = ${bind(environment)}`]),
  ];
  return select<CallRow>(
    sql,
    `SELECT ${CALL_COLUMNS} FROM event WHERE ${conditions.join(" AND ")}
     ORDER BY ts DESC, event_id LIMIT ${bind(most)}`,
    values,
  );
}

/** Without knowing when: first where a call without a trace lies, then day by day from the newest. */
export async function callById(
  sql: Sql,
  projectId: number,
  id: string,
  at: Date | undefined,
): Promise<CallRow | null> {
  const text = `SELECT ${CALL_COLUMNS} FROM event WHERE project_id = $1 AND event_id = $2 AND kind = 2`;
  const one = async (more: string, values: readonly unknown[]) =>
    (await select<CallRow>(sql, `${text} AND ${more} LIMIT 1`, [projectId, id, ...values]))[0];
  if (at) return (await one("ts = $3", [at])) ?? null;
  const untraced = await one("shard_key = $3", [hash32(id)]);
  if (untraced) return untraced;
  for (const { day } of (await listPartitions(sql)).toReversed()) {
    const found = await one("ts >= $3 AND ts < $4", [day, new Date(day.getTime() + DAY)]);
    if (found) return found;
  }
  return null;
}

/** Calls of several models from an instant on, at most so many. */
export function callsOf(
  sql: Sql,
  projectId: number,
  models: readonly ModelName[],
  { from, to }: Span,
  most: number,
): Promise<CallRow[]> {
  return select<CallRow>(
    sql,
    `SELECT ${CALL_COLUMNS} FROM event WHERE project_id = $1 AND kind = 2 AND ts >= $2 AND ts < $3
       AND (provider, model) IN (SELECT * FROM unnest($4::text[], $5::text[])) LIMIT $6`,
    [projectId, from, to, models.map((one) => one.provider), models.map((one) => one.model), most],
  );
}

export type AgentCount = {
  readonly agent: string;
  readonly calls: number;
  readonly tokens: number;
  readonly unpriced: number;
};

/** How many those are by agent, however many. */
export function countCalls(
  sql: Sql,
  projectId: number,
  models: readonly ModelName[],
  { from, to }: Span,
): Promise<AgentCount[]> {
  return select<AgentCount>(
    sql,
    `SELECT coalesce(agent, '') AS agent, count(*)::float8 AS calls,
       coalesce(sum(input_tokens::int8 + cache_read_tokens + cache_write_tokens + output_tokens), 0)::float8 AS tokens,
       count(*) FILTER (WHERE cost_picos IS NULL)::float8 AS unpriced
     FROM event WHERE project_id = $1 AND kind = 2 AND ts >= $2 AND ts < $3
       AND (provider, model) IN (SELECT * FROM unnest($4::text[], $5::text[]))
     GROUP BY 1 ORDER BY 2 DESC`,
    [projectId, from, to, models.map((one) => one.provider), models.map((one) => one.model)],
  );
}

export type ClientSum = ModelName & {
  readonly calls: number;
  readonly client: bigint;
  readonly ours: bigint;
};

/** Calls that came with a cost of the client's own and have one of ours. */
export function clientSums(
  sql: Sql,
  { projectId, environment, span }: Where,
): Promise<ClientSum[]> {
  const { values, bind } = binder();
  const place = environment === undefined ? "" : `AND environment = ${bind(environment)}`;
  return select<ClientSum>(
    sql,
    `SELECT provider, model, count(*)::float8 AS calls, sum(client_cost_picos)::int8 AS client,
       sum(cost_picos)::int8 AS ours
     FROM event WHERE project_id = ${bind(projectId)} AND kind = 2 AND ts >= ${bind(span.from)}
       AND ts < ${bind(span.to)} AND client_cost_picos IS NOT NULL AND cost_picos IS NOT NULL ${place}
     GROUP BY provider, model
     ORDER BY abs(sum(client_cost_picos) - sum(cost_picos)) DESC LIMIT 50`,
    values,
  );
}
