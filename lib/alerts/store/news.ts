/** What the groups of a project's alerts have yet to hear, and the end of what another system no longer posts. */
import type { Labels } from "@/lib/alerts/labels";
import type { Severity } from "@/lib/alerts/schema";
import { type Connection, rowsOf } from "@/lib/platform/rows";

type News = {
  readonly projectId: number;
  readonly alertId: string;
  readonly state: "firing" | "resolved";
  readonly startedAt: Date;
  readonly isFlapping: boolean;
  readonly labels: Labels;
  readonly severity: Severity;
  readonly mark: "test" | "drill" | null;
  readonly channels: readonly string[];
  readonly escalation: string | null;
};

type Row = Omit<News, "channels" | "state"> & {
  readonly channels: readonly string[] | null;
  readonly endedAt: Date | null;
};

/** In the transaction in which the groups hear of it: taken once, or not at all. */
export async function takeNews(on: Connection, projectId: number): Promise<News[]> {
  const rows = await rowsOf<Row>(
    on,
    `WITH told AS (
       SELECT id FROM alert WHERE project_id = $1::int4 AND has_news ORDER BY id FOR UPDATE
     )
     UPDATE alert AS a SET has_news = false FROM told WHERE a.id = told.id
     RETURNING a.project_id AS "projectId", a.id::text AS "alertId", a.started_at AS "startedAt",
       a.is_flapping AS "isFlapping", a.ended_at AS "endedAt", a.labels, a.severity, a.mark, a.rule->'channels' AS channels,
       a.rule->>'escalation' AS escalation`,
    [projectId],
  );
  return rows.map(({ endedAt, channels, ...row }) => ({
    ...row,
    state: endedAt === null ? "firing" : "resolved",
    channels: channels ?? [],
  }));
}

export async function projectsWithNews(on: Connection): Promise<number[]> {
  const rows = await rowsOf<{ id: number }>(
    on,
    "SELECT DISTINCT project_id AS id FROM alert WHERE has_news ORDER BY 1",
  );
  return rows.map(({ id }) => id);
}

/** Alerts that count as over unless they are posted again; they ended when they were expected to. */
export async function endExpired(on: Connection): Promise<void> {
  await rowsOf(
    on,
    `UPDATE alert SET ended_at = expected_end_at, end_reason = 'expired', has_news = true
     WHERE id IN (SELECT id FROM alert WHERE ended_at IS NULL AND expected_end_at <= now()
       ORDER BY id FOR UPDATE)`,
  );
}
