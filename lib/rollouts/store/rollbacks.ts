/** Reads which attempts were taken back, by whom, and what people said of it. */
import { DAY } from "@/lib/core/time";
import { type Connection, rowsOf } from "@/lib/platform/rows";
import { COUNTED_DAYS, countRollbacks } from "@/lib/rollouts/rollbacks";
import type { RollbacksView, RollbackView } from "@/lib/rollouts/views";

type Row = {
  readonly key: string;
  readonly attempt: number;
  readonly alpha: number;
  readonly isComplete: boolean;
  readonly backAt: Date | null;
  readonly by: string | null;
  readonly isByMachine: boolean | null;
  readonly isFalse: boolean | null;
  readonly reason: string | null;
  readonly judgedBy: string | null;
  readonly judgedAt: Date | null;
};

const MOST_READ = 2_000;

/** Attempts that put something out: $1 project, $2 since when, $3 one rollout, or null for all. */
const ATTEMPTS = `
  SELECT r.key, s.attempt, coalesce((r.plan->'promise'->>'alpha')::float8, 0.05) AS alpha,
    bool_or(s.kind = 'completed') AS "isComplete",
    max(s.at) FILTER (WHERE s.kind = 'rolledBack') AS "backAt",
    max(s.by_name) FILTER (WHERE s.kind = 'rolledBack') AS by,
    bool_or(s.by_id IS NULL) FILTER (WHERE s.kind = 'rolledBack') AS "isByMachine",
    j.is_false AS "isFalse", j.reason, j.by_name AS "judgedBy", j.at AS "judgedAt"
  FROM rollout AS r JOIN rollout_step AS s ON s.rollout_id = r.id
    LEFT JOIN rollback_judgement AS j ON j.rollout_id = r.id AND j.attempt = s.attempt
  WHERE r.project_id = $1::int4 AND s.kind IN ('stage', 'completed', 'rolledBack')
    AND ($3::uuid IS NULL OR r.id = $3::uuid)
  GROUP BY r.id, s.attempt, j.is_false, j.reason, j.by_name, j.at
  HAVING min(s.at) >= $2::timestamptz ORDER BY min(s.at) DESC LIMIT ${MOST_READ}`;

const viewOf = (row: Row & { readonly backAt: Date }): RollbackView => ({
  ...{ key: row.key, attempt: row.attempt, at: row.backAt.toISOString(), by: row.by ?? "" },
  isByMachine: row.isByMachine ?? false,
  judgement:
    row.isFalse === null
      ? null
      : {
          ...{ isFalse: row.isFalse, reason: row.reason, by: row.judgedBy ?? "" },
          at: row.judgedAt?.toISOString() ?? "",
        },
});

const isBack = (row: Row): row is Row & { readonly backAt: Date } => row.backAt !== null;

export async function readRollbacks(
  on: Connection,
  projectId: number,
  now: Date,
): Promise<RollbacksView> {
  const since = new Date(now.getTime() - COUNTED_DAYS * DAY);
  const rows = await rowsOf<Row>(on, ATTEMPTS, [projectId, since, null]);
  const attempts = rows.map((row) => ({
    isComplete: row.isComplete,
    back: isBack(row) ? { isByMachine: row.isByMachine ?? false, isFalse: row.isFalse } : null,
  }));
  const promise = Math.max(...rows.map(({ alpha }) => alpha), 0) || 0.05;
  return {
    counts: countRollbacks(attempts, promise),
    // One by hand, maybe before a minute was counted, has no evidence that anybody could judge.
    toJudge: rows
      .filter(({ isByMachine, isFalse }) => isByMachine === true && isFalse === null)
      .filter(isBack)
      .map(viewOf),
  };
}

/** Of one rollout, all that there ever were, newest first. */
export async function rollbacksOf(
  on: Connection,
  projectId: number,
  rolloutId: string,
): Promise<RollbackView[]> {
  const rows = await rowsOf<Row>(on, ATTEMPTS, [projectId, new Date(0), rolloutId]);
  return rows.filter(isBack).map(viewOf);
}
