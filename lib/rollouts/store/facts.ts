/** What stands against promotion right now: incidents, a used-up error budget, freeze windows. */
import { share } from "@/lib/core/format";
import { type TargetName, targetsFor } from "@/lib/core/targets";
import { DAY } from "@/lib/core/time";
import { type Connection, rowsOf } from "@/lib/platform/rows";
import type { Freeze } from "@/lib/rollouts/plan";

type Where = {
  readonly projectId: number;
  readonly environment: string;
  readonly targets: unknown;
  readonly now: Date;
};

const BUDGET_DAYS = 30;
const BUDGET: TargetName = "errorRate";
/** Fewer requests than these are no month that a budget is used up in. */
const LEAST_REQUESTS = 1_000;

/** Each in words; none: the way is free. */
export async function readBlockers(on: Connection, where: Where): Promise<string[]> {
  const incidents = await rowsOf<{ number: number; title: string }>(
    on,
    `SELECT number, title FROM incident WHERE project_id = $1::int4 AND NOT is_drill
       AND severity = 'critical' AND resolved_at IS NULL ORDER BY number LIMIT 5`,
    [where.projectId],
  );
  const budget = await budgetBlocker(on, where);
  return [
    ...incidents.map(({ number, title }) => `Critical incident ${number} is open: ${title}`),
    ...(budget === null ? [] : [budget]),
  ];
}

/** The month's share of failed requests against what the project promises. */
async function budgetBlocker(
  on: Connection,
  { projectId, environment, targets, now }: Where,
): Promise<string | null> {
  const [sum] = await rowsOf<{ requests: number; errors: number }>(
    on,
    `SELECT coalesce(sum(requests), 0)::float8 AS requests, coalesce(sum(errors), 0)::float8 AS errors
     FROM counter_1h WHERE project_id = $1::int4 AND environment = $2::text
       AND bucket >= $3::timestamptz AND bucket < $4::timestamptz`,
    [projectId, environment, new Date(now.getTime() - BUDGET_DAYS * DAY), now],
  );
  const { aim } = targetsFor(targets)[BUDGET];
  if (!sum || sum.requests < LEAST_REQUESTS || sum.errors <= sum.requests * aim) return null;
  const ratio = share(sum.errors / sum.requests);
  return `The error budget is used up: ${ratio} of requests failed within ${BUDGET_DAYS} days, ${share(aim)} may`;
}

export async function readFreezes(
  on: Connection,
  projectId: number,
  environment: string,
  now: Date,
): Promise<Freeze[]> {
  const rows = await rowsOf<{ from: Date; to: Date; reason: string }>(
    on,
    `SELECT from_at AS "from", to_at AS "to", reason FROM freeze_window
     WHERE project_id = $1::int4 AND to_at > $3::timestamptz
       AND (environment IS NULL OR environment = $2::text) ORDER BY from_at LIMIT 100`,
    [projectId, environment, now],
  );
  return rows.map(({ from, to, reason }) => ({
    ...{ from: from.toISOString(), to: to.toISOString(), reason },
  }));
}
