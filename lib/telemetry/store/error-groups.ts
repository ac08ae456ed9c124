/** Reads failures grouped by fingerprint: how many, since when, whom they hit, and samples of them. */
import type { Span, Tier } from "@/lib/core/time";
import { binder, type Sql, select, tierAndPartial } from "./sql";

const ERROR_STATES = ["open", "resolved", "regressed"] as const;
export type ErrorState = (typeof ERROR_STATES)[number];

/** One occurrence, kept with its group. */
type ErrorSample = {
  readonly id: string;
  readonly at: string;
  readonly kind: string;
  readonly message: string | null;
  readonly traceId: string | null;
  readonly user: string | null;
  readonly session: string | null;
  readonly environment: string;
  readonly provider: string | null;
  readonly model: string | null;
  readonly version: string | null;
  readonly statusCode: number | null;
  readonly attributes: Readonly<Record<string, unknown>> | null;
};

export type ErrorGroup = {
  readonly fingerprint: string;
  readonly agent: string;
  readonly provider: string;
  readonly errorType: string;
  readonly title: string;
  readonly state: ErrorState;
  /** Occurrences ever, and inside the asked-for span. */
  readonly total: number;
  readonly inSpan: number;
  /** Distinct users ever hit. */
  readonly users: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly resolvedAt: Date | null;
  readonly resolvedBy: string | null;
};
export type ErrorGroupDetail = ErrorGroup & { readonly samples: readonly ErrorSample[] };

type Ask = {
  readonly projectId: number;
  readonly span: Span;
  readonly tier: Tier;
  readonly environment?: string | undefined;
};

const STATE = `CASE WHEN max(state) = 'resolved' AND max(last_at) > max(resolved_at)
  THEN 'regressed' ELSE coalesce(max(state), 'open') END`;
const KNOWN = "fingerprint, agent, provider, error_type, title, n, first_at, last_at, sample";

/** Groups as compacted plus what has come in since; `$1` is the project. */
const GROUPS = `SELECT fingerprint, min(agent) AS agent, min(provider) AS provider,
    min(error_type) AS error_type, min(title) AS title, ${STATE} AS state,
    sum(n)::float8 AS total, min(first_at) AS first_at, max(last_at) AS last_at,
    max(resolved_at) AS resolved_at, max(resolved_by) AS resolved_by,
    (array_agg(sample ORDER BY last_at DESC))[1] AS sample
  FROM (
    SELECT ${KNOWN}, state, resolved_at, resolved_by FROM error_group WHERE project_id = $1
    UNION ALL
    SELECT ${KNOWN}, NULL, NULL, NULL FROM error_partial WHERE project_id = $1
  ) AS known GROUP BY fingerprint`;

const SHOWN = `g.fingerprint, g.agent, g.provider, g.error_type AS "errorType", g.title, g.state,
  g.total, coalesce(seen.n, 0)::float8 AS "inSpan",
  (SELECT count(*) FROM error_user AS u
    WHERE u.project_id = $1 AND u.fingerprint = g.fingerprint)::float8 AS users,
  g.first_at::timestamptz AS "firstAt", g.last_at::timestamptz AS "lastAt",
  g.resolved_at::timestamptz AS "resolvedAt", g.resolved_by AS "resolvedBy"`;

function seenIn(ask: Ask, fingerprint: string | undefined, bind: (value: unknown) => string) {
  const conditions = ["kind = 'error'"];
  if (ask.environment !== undefined) conditions.push(`environment = ${bind(ask.environment)}`);
  if (fingerprint !== undefined) conditions.push(`name = ${bind(fingerprint)}`);
  const from = tierAndPartial("tally", ["name", "n"], ask, conditions, bind);
  return `(SELECT name AS fingerprint, sum(n) AS n FROM ${from} GROUP BY name) AS seen`;
}

/** Groups with an occurrence in the span, most frequent first. */
export async function readErrorGroups(
  sql: Sql,
  ask: Ask & {
    readonly agent?: string | undefined;
    readonly provider?: string | undefined;
    readonly state?: ErrorState | undefined;
    readonly limit: number;
  },
): Promise<ErrorGroup[]> {
  const { values, bind } = binder();
  bind(ask.projectId);
  const seen = seenIn(ask, undefined, bind);
  const where = ["agent", "provider", "state"] as const;
  const conditions = where
    .filter((name) => ask[name] !== undefined)
    .map((name) => `g.${name} = ${bind(ask[name])}`);
  return select(
    sql,
    `SELECT ${SHOWN} FROM ${seen} JOIN (${GROUPS}) AS g USING (fingerprint)
     WHERE ${["true", ...conditions].join(" AND ")}
     ORDER BY seen.n DESC, g.last_at DESC, g.fingerprint LIMIT ${bind(ask.limit)}`,
    values,
  );
}

/** One group whether or not it occurred in the span, with its newest samples; null when unknown. */
export async function readErrorGroup(
  sql: Sql,
  ask: Ask & { readonly fingerprint: string },
): Promise<ErrorGroupDetail | null> {
  const { values, bind } = binder();
  bind(ask.projectId);
  const seen = seenIn(ask, ask.fingerprint, bind);
  const [group] = await select<ErrorGroupDetail>(
    sql,
    `SELECT ${SHOWN}, g.sample AS samples
     FROM (${GROUPS}) AS g LEFT JOIN ${seen} USING (fingerprint)
     WHERE g.fingerprint = ${bind(ask.fingerprint)}`,
    values,
  );
  return group ?? null;
}
