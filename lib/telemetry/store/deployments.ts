/** Reads deployments: the markers on every chart and the list on the overview. */
import type { Span } from "@/lib/core/time";
import { binder, type Sql, select } from "./sql";

export type Deployment = {
  readonly id: string;
  readonly at: Date;
  readonly environment: string;
  readonly agent: string;
  readonly version: string;
  readonly previousVersion: string | null;
  readonly status: string;
  readonly author: string | null;
  readonly description: string | null;
  readonly url: string | null;
};

/** Newest first. */
export async function readDeployments(
  sql: Sql,
  ask: {
    readonly projectId: number;
    readonly span: Span;
    readonly environment?: string | undefined;
    readonly agent?: string | undefined;
    readonly limit?: number | undefined;
    readonly id?: string | undefined;
  },
): Promise<Deployment[]> {
  const { values, bind } = binder();
  const where = [
    `project_id = ${bind(ask.projectId)}`,
    `ts >= ${bind(ask.span.from)}`,
    `ts < ${bind(ask.span.to)}`,
  ];
  if (ask.environment !== undefined) where.push(`environment = ${bind(ask.environment)}`);
  if (ask.id !== undefined) where.push(`event_id = ${bind(ask.id)}`);
  if (ask.agent !== undefined) where.push(`agent IN ('', ${bind(ask.agent)})`);
  return select(
    sql,
    `SELECT event_id AS id, ts::timestamptz AS at, environment, agent, version,
       previous_version AS "previousVersion", status, author, description, url
     FROM deployment WHERE ${where.join(" AND ")}
     ORDER BY ts DESC, event_id LIMIT ${bind(ask.limit ?? 200)}`,
    values,
  );
}
