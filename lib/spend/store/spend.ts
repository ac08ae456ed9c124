/** Reads what was spent, by any dimension that the rollups hold, in buckets of time. */
import { OTHER_KEY } from "@/lib/core/series";
import type { Span, Tier } from "@/lib/core/time";
import { NO_VOLUME, total, type Volume } from "@/lib/overview/volume";
import { isOfCalls, type SpendDim } from "@/lib/spend/dimension";
import { readCounters } from "@/lib/telemetry/store/counters";
import {
  binder,
  moneySum,
  type Sql,
  select,
  stepOf,
  tierAndPartial,
} from "@/lib/telemetry/store/sql";

export type Spent = Volume & { readonly at: Date | null; readonly name: string };

export type SpendAsk = {
  readonly projectId: number;
  readonly span: Span;
  readonly tier: Tier;
  readonly stepMs?: number | undefined;
  readonly environment?: string | undefined;
};

/** Users are without number: the dearest are told apart, the others are one. */
const MOST_USERS = 50;

export async function readSpent(sql: Sql, ask: SpendAsk, by: SpendDim): Promise<Spent[]> {
  if (by === "user") return readUsersSpent(sql, ask);
  const { environment, ...rest } = ask;
  const rows = await readCounters(sql, { ...rest, by: [by], where: { environment } });
  return rows
    .filter(({ calls }) => !isOfCalls(by) || calls > 0)
    .map(({ key, ...row }) => ({ ...row, name: key[by] }));
}

type UserRow = {
  readonly at: Date | null;
  readonly name: string;
  readonly requests: number;
  readonly errors: number;
  readonly costPicos: bigint;
};

/** What the rollups of users do not hold, such as tokens, is zero; what named no user stands under ''. */
async function readUsersSpent(sql: Sql, ask: SpendAsk): Promise<Spent[]> {
  const { environment, ...rest } = ask;
  const [users, all] = await Promise.all([
    readTopUsers(sql, ask),
    readCounters(sql, { ...rest, where: { environment } }),
  ]);
  const named = new Map<number, Volume>();
  for (const row of users)
    named.set(timeOf(row), total([named.get(timeOf(row)) ?? NO_VOLUME, volumeOf(row)]));
  const unnamed = all.map((row) => {
    const known = named.get(timeOf(row)) ?? NO_VOLUME;
    return {
      ...NO_VOLUME,
      at: row.at,
      name: "",
      requests: Math.max(0, row.requests - known.requests),
      costPicos: row.costPicos > known.costPicos ? row.costPicos - known.costPicos : 0n,
    };
  });
  return [
    ...users.map((row) => ({ ...volumeOf(row), at: row.at, name: row.name })),
    ...unnamed.filter(({ requests, costPicos }) => requests > 0 || costPicos > 0n),
  ];
}

const timeOf = ({ at }: { readonly at: Date | null }): number => at?.getTime() ?? 0;

const volumeOf = ({ requests, errors, costPicos }: UserRow): Volume => ({
  ...NO_VOLUME,
  requests,
  errors,
  costPicos,
});

function readTopUsers(sql: Sql, { environment, stepMs, ...ask }: SpendAsk): Promise<UserRow[]> {
  const { values, bind } = binder();
  const conditions = environment === undefined ? [] : [`environment = ${bind(environment)}`];
  const columns = ["bucket", "user_id", "requests", "errors", "cost_picos"];
  const from = tierAndPartial("user_activity", columns, ask, conditions, bind);
  return select<UserRow>(
    sql,
    `WITH seen AS (SELECT * FROM ${from}),
     top AS (SELECT user_id FROM seen GROUP BY user_id
       ORDER BY sum(cost_picos) DESC, user_id LIMIT ${MOST_USERS})
     SELECT ${stepOf(stepMs)} AS at, coalesce(top.user_id, ${bind(OTHER_KEY)}) AS name,
       sum(requests)::float8 AS requests, sum(errors)::float8 AS errors,
       ${moneySum("cost_picos")} AS "costPicos"
     FROM seen LEFT JOIN top USING (user_id) GROUP BY 1, 2 ORDER BY 1, 2`,
    values,
  );
}
