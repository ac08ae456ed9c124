/** Reads spend by local day, by any dimension, from rollups that add up exactly. */
import { DAY, floorTo, HOUR, type Span, type Tier } from "@/lib/core/time";
import type { Daily } from "@/lib/spend/daily";
import type { SpendDim } from "@/lib/spend/dimension";
import { binder, moneySum, type Sql, select, tierAndPartial } from "@/lib/telemetry/store/sql";

export type DailyAsk = {
  readonly projectId: number;
  readonly timeZone: string;
  readonly span: Span;
  readonly by?: SpendDim | undefined;
  readonly environment?: string | undefined;
};

const COLUMN: Readonly<Record<Exclude<SpendDim, "user">, string>> = {
  agent: "agent",
  agentType: "agent_type",
  provider: "provider",
  model: "model",
  environment: "environment",
  variant: "variant",
};

/** Buckets of five minutes are kept for two weeks: days that new are cut at their own midnight in every zone. */
const FINE_FOR_MS = 12 * DAY;

/**
 * One row a date and name. Days older than twelve days are made of whole hours: in a zone that is half an
 * hour off, the hour around midnight belongs to the day in which it began.
 */
export async function readDaily(sql: Sql, ask: DailyAsk): Promise<Daily[]> {
  const { from, to } = ask.span;
  const cut = floorTo(new Date(Math.max(from.getTime(), to.getTime() - FINE_FOR_MS)), HOUR);
  const [old, recent] = await Promise.all([
    cut > from ? readTier(sql, ask, { from, to: cut }, "1h") : [],
    readTier(sql, ask, { from: cut > from ? cut : from, to }, "5m"),
  ]);
  return merged([...old, ...recent]);
}

function readTier(sql: Sql, ask: DailyAsk, span: Span, tier: Tier): Promise<Daily[]> {
  const { by, environment, projectId, timeZone } = ask;
  const { values, bind } = binder();
  const conditions = environment === undefined ? [] : [`environment = ${bind(environment)}`];
  const isUser = by === "user";
  const name = by === undefined ? "''" : isUser ? "user_id" : COLUMN[by];
  const counted = isUser ? [] : ["calls", "unpriced_calls"];
  const columns = ["bucket", "requests", "cost_picos", ...counted];
  const from = tierAndPartial(
    isUser ? "user_activity" : "counter",
    by === undefined ? columns : [...columns, name],
    { projectId, span, tier },
    conditions,
    bind,
  );
  const sum = (column: string) => (isUser ? "0::float8" : `sum(${column})::float8`);
  return select<Daily>(
    sql,
    `SELECT to_char(bucket::timestamptz AT TIME ZONE ${bind(timeZone)}, 'YYYY-MM-DD') AS date,
       ${name} AS name, ${moneySum("cost_picos")} AS "costPicos", sum(requests)::float8 AS requests,
       ${sum("calls")} AS calls, ${sum("unpriced_calls")} AS "unpricedCalls"
     FROM ${from} GROUP BY 1, 2 ORDER BY 1, 2`,
    values,
  );
}

/** The day of the cut is in both tiers, with other hours of it in each. */
function merged(rows: readonly Daily[]): Daily[] {
  const known = new Map<string, Daily>();
  for (const row of rows) {
    const key = `${row.date} ${row.name}`;
    const other = known.get(key);
    known.set(key, other ? plus(other, row) : row);
  }
  return [...known.values()];
}

const plus = (a: Daily, b: Daily): Daily => ({
  ...a,
  costPicos: a.costPicos + b.costPicos,
  calls: a.calls + b.calls,
  requests: a.requests + b.requests,
  unpricedCalls: a.unpricedCalls + b.unpricedCalls,
});
