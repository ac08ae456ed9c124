/** Reads what users did: how many were active, and who did the most. */
import type { Span, Tier } from "@/lib/core/time";
import { binder, moneySum, type Sql, select, stepOf, tierAndPartial } from "./sql";

type Within = {
  readonly projectId: number;
  readonly span: Span;
  readonly tier: Tier;
  readonly environment?: string | undefined;
};
export type UserRow = {
  readonly user: string;
  readonly requests: number;
  readonly errors: number;
  readonly costPicos: bigint;
  readonly feedbackN: number;
  /** Sum of scores from 0 to 1. */
  readonly feedbackSum: number;
  readonly lastAt: Date;
};

const ORDER = {
  requests: "requests",
  errors: "errors",
  cost: `"costPicos"`,
  lastSeen: `"lastAt"`,
} as const;
export type UserOrder = keyof typeof ORDER;

const within = (environment: string | undefined, bind: (value: unknown) => string) =>
  environment === undefined ? [] : [`environment = ${bind(environment)}`];

/** Most first. */
export async function readUsers(
  sql: Sql,
  ask: Within & { readonly limit: number; readonly orderBy?: UserOrder | undefined },
): Promise<UserRow[]> {
  const { values, bind } = binder();
  const columns = ["user_id", "requests", "errors", "cost_picos", "feedback_n", "feedback_sum"];
  const from = tierAndPartial(
    "user_activity",
    [...columns, "last_at"],
    ask,
    within(ask.environment, bind),
    bind,
  );
  return select<UserRow>(
    sql,
    `SELECT user_id AS "user", sum(requests)::float8 AS requests, sum(errors)::float8 AS errors,
       ${moneySum("cost_picos")} AS "costPicos", sum(feedback_n)::float8 AS "feedbackN",
       sum(feedback_sum)::float8 AS "feedbackSum", max(last_at)::timestamptz AS "lastAt"
     FROM ${from} GROUP BY user_id
     ORDER BY ${ORDER[ask.orderBy ?? "requests"]} DESC, user_id LIMIT ${bind(ask.limit)}`,
    values,
  );
}

/** Distinct users per step, or over the whole span. */
export async function countActiveUsers(
  sql: Sql,
  ask: Within & { readonly stepMs?: number | undefined },
): Promise<{ readonly at: Date | null; readonly users: number }[]> {
  const { values, bind } = binder();
  const from = tierAndPartial(
    "user_activity",
    ["bucket", "user_id"],
    ask,
    within(ask.environment, bind),
    bind,
  );
  return select(
    sql,
    `SELECT ${stepOf(ask.stepMs)} AS at, count(DISTINCT user_id)::float8 AS users FROM ${from}
     ${ask.stepMs === undefined ? "" : "GROUP BY 1 ORDER BY 1"}`,
    values,
  );
}
