/** Counts requests of both arms as gates do, minute by minute, from the events as they came in. */
import { MINUTE, type Span } from "@/lib/core/time";
import { type Connection, rowsOf } from "@/lib/platform/rows";
import type { Met } from "@/lib/rollouts/dealing";
import type { Minute } from "@/lib/rollouts/evidence";
import type { Gate } from "@/lib/rollouts/gate";
import { KNOWN, NEWS, type News, reachOf } from "./lateness";

export type Where = {
  readonly projectId: number;
  readonly environment: string;
  readonly flag: string;
  readonly canary: string;
  readonly control: string;
};

/** What an event says of this flag. */
const named = (event: "e" | "o") => `coalesce(${event}.attributes->>('flag.' || $3::text),
  CASE WHEN ${event}.attributes->>'feature_flag.key' = $3::text
    THEN coalesce(${event}.attributes->>'feature_flag.result.variant',
      ${event}.attributes->>'feature_flag.variant') END)`;

/** A request's own word comes first; where it says nothing of either arm, the first word of its trace. */
const ARM = `coalesce(${named("e")}, CASE WHEN e.variant IN ($4::text, $5::text) THEN e.variant END, met.arm)`;

/** What calls, gates and others of a trace say of the flag; they may be told a while before or after it. */
const MET = `LEFT JOIN (
  SELECT DISTINCT ON (o.trace_id) o.trace_id, coalesce(${named("o")}, o.variant) AS arm
  FROM event AS o WHERE o.project_id = $1::int4 AND o.environment = $2::text AND o.kind <> 1
    AND o.trace_id IS NOT NULL AND coalesce(${named("o")}, o.variant) IN ($4::text, $5::text)
    AND o.ts >= $6::timestamptz - interval '10 minutes' AND o.ts < $7::timestamptz + interval '10 minutes'
  ORDER BY o.trace_id, o.ts, o.event_id) AS met ON met.trace_id = e.trace_id`;

/** Nobody can tell the planner how many requests an expression lets through: it takes them for one. */
async function rowsWithoutLoops<R extends object>(
  on: Connection,
  text: string,
  values: readonly unknown[],
): Promise<R[]> {
  await rowsOf(on, "SELECT set_config('enable_nestloop', 'off', true)");
  const rows = await rowsOf<R>(on, text, values);
  await rowsOf(on, "SELECT set_config('enable_nestloop', 'on', true)");
  return rows;
}

/** $1 project, $2 environment, $3 flag, $4 and $5 the arms, $6 and $7 when requests began. */
const argumentsOf = ({ projectId, environment, flag, canary, control }: Where, span: Span) => [
  ...[projectId, environment, flag, canary, control],
  ...[span.from, span.to],
];

/** The same with $8 to $10 of what becomes known. */
async function newsOf(on: Connection, where: Where, news: News): Promise<unknown[]> {
  const from = await reachOf(on, where, news);
  const { to, lagMinutes, watchedFrom } = news;
  return [...argumentsOf(where, { from, to }), lagMinutes, watchedFrom, news.from];
}

/** What a request led to may be told a while after it. */
const around = (kind: number, condition: string) => `
  event AS o WHERE o.project_id = $1::int4 AND o.kind = ${kind} AND o.trace_id IS NOT NULL
  AND o.ts >= $6::timestamptz - interval '10 minutes' AND o.ts < $7::timestamptz + interval '1 day'
  AND ${condition}`;

type Judged = { readonly bad: string; readonly join: string };

/** $11 is the threshold, where there is one. */
const JUDGED: Readonly<Record<Gate["signal"], Judged>> = {
  errors: { bad: "e.is_error", join: "" },
  fallbackAnswers: { bad: "coalesce(e.degraded, false)", join: "" },
  latency: { bad: "coalesce(e.duration_ms, 0) > $11::float8", join: "" },
  cost: {
    bad: "coalesce(told.picos, 0) > $11::float8 * 1e6",
    join: `LEFT JOIN (SELECT o.trace_id, sum(o.cost_picos) AS picos FROM ${around(2, "true")}
      GROUP BY o.trace_id) AS told ON told.trace_id = e.trace_id`,
  },
  thumbsDown: {
    bad: "told.trace_id IS NOT NULL",
    join: `LEFT JOIN (SELECT DISTINCT o.trace_id FROM ${around(4, "o.value < 0.5")})
      AS told ON told.trace_id = e.trace_id`,
  },
  // What nobody evaluated is neither.
  qualityFailed: {
    bad: "told.has_failed",
    join: `JOIN (SELECT o.trace_id, bool_or(o.status = 'fail') AS has_failed FROM ${around(5, "true")}
      GROUP BY o.trace_id) AS told ON told.trace_id = e.trace_id`,
  },
};

const STRETCH = "10 minutes";
const STRETCH_MS = 10 * MINUTE;

/** Whoever is bad twice is one unit; without a user and a session each request is. */
const UNIT = `CASE WHEN e.user_id IS NULL AND e.session_id IS NULL THEN e.event_id::text
  ELSE concat(e.user_id, '/', e.session_id) END`;

type Arms = { readonly whose: string; readonly isCanary: string };
const HALF = `hashtextextended(${UNIT}, 0) & 1 = 0`;
/**
 * By the variant that each names; or a trial, in which one and the same are dealt to two arms by their hash:
 * the control's own, or everybody's where the control has told too little.
 */
const ARMS = {
  named: { whose: `${ARM} IN ($4::text, $5::text)`, isCanary: `${ARM} = $4::text` },
  control: { whose: `$4::text IS NOT NULL AND ${ARM} = $5::text`, isCanary: HALF },
  everybody: { whose: "$3::text || $4::text || $5::text IS NOT NULL", isCanary: HALF },
} satisfies Record<string, Arms>;
export type ArmsName = keyof typeof ARMS;

/** Whoever is bad again within a stretch is left out: counted as good it would hide the first. */
const countSql = ({ bad, join }: Judged, { whose, isCanary }: Arms) => `
  WITH ours AS (
    SELECT ${KNOWN} AS minute, e.ts, e.event_id, ${isCanary} AS is_canary, ${bad} AS is_bad,
      date_bin('${STRETCH}', ${KNOWN}, 'epoch') AS stretch, ${UNIT} AS unit
    FROM event AS e ${MET} ${join}
    WHERE ${NEWS} AND ${whose} AND ($12::text IS NULL OR e.agent = $12::text) AND ($11::float8 IS NULL OR true)
  ), told AS (
    SELECT minute, is_canary, is_bad FROM ours WHERE NOT is_bad
    UNION ALL
    SELECT minute, is_canary, is_bad FROM (
      SELECT DISTINCT ON (is_canary, unit, stretch) minute, is_canary, is_bad FROM ours WHERE is_bad
      ORDER BY is_canary, unit, stretch, minute, ts, event_id) AS first
  )
  SELECT minute,
    count(*) FILTER (WHERE is_canary)::int AS canary,
    count(*) FILTER (WHERE is_canary AND is_bad)::int AS "canaryBad",
    count(*) FILTER (WHERE NOT is_canary)::int AS control,
    count(*) FILTER (WHERE NOT is_canary AND is_bad)::int AS "controlBad"
  FROM told WHERE minute >= $13::timestamptz GROUP BY 1 ORDER BY 1`;

type Row = Minute & { readonly minute: Date };

/** Minutes without a request are left out. In a transaction. */
export async function countMinutes(
  on: Connection,
  where: Where,
  { signal, agent, badAbove }: Gate,
  news: News,
  arms: ArmsName = "named",
): Promise<Row[]> {
  const begin = new Date(Math.floor(news.from.getTime() / STRETCH_MS) * STRETCH_MS);
  const values = await newsOf(on, where, { ...news, from: begin });
  const sql = countSql(JUDGED[signal], ARMS[arms]);
  return rowsWithoutLoops<Row>(on, sql, [...values, badAbove, agent, news.from]);
}

/** What tells the units of a flag apart. */
const UNITS = {
  user: "e.user_id",
  session: "e.session_id",
  conversation: "coalesce(e.attributes->>'conversation.id', e.session_id)",
} as const;

type Attempt = {
  readonly rolloutId: string;
  readonly attempt: number;
  readonly unit: keyof typeof UNITS;
};

/** Units that this attempt has not met before, noted as met: `fresh`, and `seen` with their names. */
const meetSql = (unit: keyof typeof UNITS) => `
  WITH seen AS (
    SELECT DISTINCT ON (unit) unit, name, is_canary, minute, date_trunc('minute', ts) AS dealt_at FROM (
      SELECT hashtextextended(${UNITS[unit]}, 0) AS unit, ${UNITS[unit]} AS name,
        ${ARM} = $4::text AS is_canary, e.ts, e.event_id, ${KNOWN} AS minute
      FROM event AS e ${MET}
      WHERE ${NEWS} AND ${ARM} IN ($4::text, $5::text) AND ${UNITS[unit]} IS NOT NULL) AS all_of_them
    ORDER BY unit, minute, ts, event_id
  ), fresh AS (
    INSERT INTO exposure_unit (rollout_id, attempt, unit, is_canary, minute)
    SELECT $11::uuid, $12::int4, unit, is_canary, minute FROM seen
    ON CONFLICT DO NOTHING RETURNING unit, is_canary, minute
  )`;

const COUNTED = `count(*) FILTER (WHERE fresh.is_canary)::int AS canary,
  count(*) FILTER (WHERE NOT fresh.is_canary)::int AS control`;

/** In the transaction that counts them. */
export async function meetUnits(
  on: Connection,
  where: Where,
  news: News,
  { rolloutId, attempt, unit }: Attempt,
): Promise<Met[]> {
  return rowsWithoutLoops<Met>(
    on,
    `${meetSql(unit)} SELECT fresh.minute, seen.dealt_at AS "dealtAt", ${COUNTED}
     FROM fresh JOIN seen USING (unit) GROUP BY 1, 2 ORDER BY 1, 2`,
    [...(await newsOf(on, where, news)), rolloutId, attempt],
  );
}

/** The same where the flag pins, with the minute of each one's pin; whoever has none is left out. */
export async function meetPinned(
  on: Connection,
  where: Where,
  news: News,
  { rolloutId, attempt, unit }: Attempt,
): Promise<Met[]> {
  return rowsWithoutLoops<Met>(
    on,
    `${meetSql(unit)} SELECT fresh.minute, date_trunc('minute', p.pinned_at) AS "dealtAt", ${COUNTED}
     FROM fresh JOIN seen USING (unit) CROSS JOIN LATERAL (
       SELECT pinned_at FROM flag_pin WHERE project_id = $1::int4
         AND unit = left(encode(sha256(convert_to(
           concat_ws(chr(10), $2::text, $3::text, $13::text, seen.name), 'UTF8')), 'hex'), 32)
       LIMIT 1) AS p
     GROUP BY 1, 2 ORDER BY 1, 2`,
    [...(await newsOf(on, where, news)), rolloutId, attempt, unit],
  );
}

/** Enough to know a percentile by, and no more than a start may take. */
const MOST_READ = 100_000;
const LEAST_READ = 200;

const MEASURED = {
  latency: { of: "e.duration_ms", from: "event AS e" },
  cost: {
    of: "told.picos / 1e6",
    from: `event AS e JOIN (SELECT o.trace_id, sum(o.cost_picos)::float8 AS picos FROM ${around(2, "true")}
      GROUP BY o.trace_id) AS told ON told.trace_id = e.trace_id`,
  },
} as const;

/** The control's 95th percentile; of everybody, where the control has answered too little. Null where nobody has. */
export async function readP95(
  on: Connection,
  where: Where,
  { signal, agent }: { readonly signal: "latency" | "cost"; readonly agent: string | null },
  span: Span,
): Promise<number | null> {
  const { of, from } = MEASURED[signal];
  const [row] = await rowsWithoutLoops<{ own: number | null; all: number | null; n: number }>(
    on,
    `SELECT percentile_cont(0.95) WITHIN GROUP (ORDER BY measured) FILTER (WHERE arm = $5::text) AS own,
       percentile_cont(0.95) WITHIN GROUP (ORDER BY measured) AS all,
       count(*) FILTER (WHERE arm = $5::text)::int AS n
     FROM (SELECT ${of} AS measured, ${ARM} AS arm FROM ${from} ${MET}
       WHERE e.project_id = $1::int4 AND e.environment = $2::text AND e.kind = 1
         AND e.ts >= $6::timestamptz AND e.ts < $7::timestamptz AND $4::text IS NOT NULL
         AND ($8::text IS NULL OR e.agent = $8::text) AND ${of} IS NOT NULL
       ORDER BY e.ts DESC LIMIT ${MOST_READ}) AS read`,
    [...argumentsOf(where, span), agent],
  );
  if (!row) return null;
  return row.n >= LEAST_READ ? row.own : row.all;
}
