/** The statements that fold partial rollups into their four tiers, each of them whole or not at all. */
import { MOST_PICOS } from "./sql";

/** `$1` rows at most, and only while lease `$2` is held with token `$3`: a stale leader moves nothing. */
const taken = (table: string): string => `taken AS (
    DELETE FROM ${table} WHERE ctid = ANY(ARRAY(SELECT ctid FROM ${table} LIMIT $1))
      AND EXISTS (SELECT 1 FROM lease WHERE name = $2 AND token = $3 AND expires_at > now())
    RETURNING *
  )`;

/** How one column of many rows becomes one, and how that one joins what is there already. */
type Merge = { readonly gather: (column: string) => string; readonly join: (c: string) => string };

const SUM: Merge = {
  gather: (c) => `sum(${c})`,
  join: (c) => `held.${c} + excluded.${c}`,
};
const MONEY: Merge = {
  gather: (c) => `least(sum(${c}), ${MOST_PICOS})::int8`,
  join: (c) => `least(held.${c}::numeric + excluded.${c}, ${MOST_PICOS})::int8`,
};
const LEAST: Merge = {
  gather: (c) => `min(${c})`,
  join: (c) => `least(held.${c}, excluded.${c})`,
};
const MOST_OF: Merge = {
  gather: (c) => `max(${c})`,
  join: (c) => `greatest(held.${c}, excluded.${c})`,
};
const NEWEST: Merge = {
  gather: (c) => `(array_agg(${c} ORDER BY last_at DESC))[1]`,
  join: (c) => `CASE WHEN excluded.last_at >= held.last_at THEN excluded.${c} ELSE held.${c} END`,
};
const CHUNK: Merge = {
  gather: (c) => `string_agg(${c}, ''::bytea)`,
  join: (c) => `held.${c} || excluded.${c}`,
};

type Family = {
  readonly name: string;
  /** The primary key, in its order. */
  readonly key: readonly string[];
  readonly columns: Readonly<Record<string, Merge>>;
};

const all = (names: string, merge: Merge): Record<string, Merge> =>
  Object.fromEntries(names.split(" ").map((name) => [name, merge]));

const COUNTER: Family = {
  name: "counter",
  key: "project_id bucket environment agent agent_type provider model version variant".split(" "),
  columns: {
    ...all(
      "requests errors degraded cache_hits cache_lookups calls call_errors unpriced_calls " +
        "unpriced_tokens input_tokens cache_read_tokens cache_write_tokens output_tokens " +
        "reasoning_tokens duration_ms",
      SUM,
    ),
    ...all("cost_picos error_cost_picos avoided_picos", MONEY),
  },
};
const SKETCH: Family = {
  name: "sketch",
  key: "project_id subject dim bucket environment key".split(" "),
  columns: {
    ...all("n sum", SUM),
    ...all("min", LEAST),
    ...all("max", MOST_OF),
    ...all("last", NEWEST),
    ...all("last_at", MOST_OF),
    ...all("h", CHUNK),
  },
};
const TALLY: Family = {
  name: "tally",
  key: "project_id kind bucket environment agent name label".split(" "),
  columns: all("n sum", SUM),
};
const USER: Family = {
  name: "user_activity",
  key: "project_id bucket environment user_id".split(" "),
  columns: {
    ...all("requests errors feedback_n feedback_sum", SUM),
    ...all("cost_picos", MONEY),
    ...all("last_at", MOST_OF),
  },
};

const WIDTHS = { "1m": "1 minute", "5m": "5 minutes", "1h": "1 hour", "1d": "1 day" } as const;
export type TierName = keyof typeof WIDTHS;
const TIERS = Object.keys(WIDTHS) as TierName[];

const PULSE = `WITH ${taken("pulse_partial")}, written AS (
    INSERT INTO pulse AS held (project_id, environment, kind, n, first_at, newest_at, received_at)
    SELECT project_id, environment, kind, sum(n), min(first_at), max(newest_at), max(received_at)
    FROM taken GROUP BY project_id, environment, kind ORDER BY project_id, environment, kind
    ON CONFLICT (project_id, environment, kind) DO UPDATE SET n = held.n + excluded.n,
      first_at = least(held.first_at, excluded.first_at),
      newest_at = greatest(held.newest_at, excluded.newest_at),
      received_at = greatest(held.received_at, excluded.received_at)
  ) SELECT count(*)::int4 AS moved FROM taken`;

/** Rows are written in the order of their key, so that two of these cannot wait for each other. */
function into(tier: TierName, { name, key, columns }: Family): string {
  const names = [...key, ...Object.keys(columns)];
  const bucket = `date_bin('${WIDTHS[tier]}', bucket, 'epoch'::timestamptz)`;
  const keys = key.map((part) => (part === "bucket" ? `${bucket} AS bucket` : part));
  const groups = key.map((part) => (part === "bucket" ? bucket : part)).join(", ");
  const gathered = Object.entries(columns).map(([c, { gather }]) => `${gather(c)} AS ${c}`);
  const joined = Object.entries(columns).map(([c, { join }]) => `${c} = ${join(c)}`);
  return `into_${tier} AS (
    INSERT INTO ${name}_${tier} AS held (${names.join(", ")})
    SELECT ${[...keys, ...gathered].join(", ")} FROM taken
    GROUP BY ${groups} ORDER BY ${groups}
    ON CONFLICT (${key.join(", ")}) DO UPDATE SET ${joined.join(", ")}
    RETURNING ${name === "sketch" ? "held.*" : "1"}
  )`;
}

const folding = (family: Family): string =>
  `WITH ${[taken(`${family.name}_partial`), ...TIERS.map((tier) => into(tier, family))].join(", ")}`;

const counted = (family: Family): string =>
  `${folding(family)} SELECT count(*)::int4 AS moved FROM taken`;

/** One row per sketch that has grown long, and one with the count of what was taken. */
const LONG = TIERS.map(
  (tier) => `SELECT NULL::int4, '${tier}', project_id, subject, dim, bucket, environment, key, h
    FROM into_${tier} WHERE octet_length(h) > 2048`,
).join(" UNION ALL ");
const SKETCHES = `${folding(SKETCH)}
  SELECT count(*)::int4 AS moved, NULL AS tier, NULL::int4 AS project_id, NULL AS subject,
    NULL AS dim, NULL::timestamptz AS bucket, NULL AS environment, NULL AS key, NULL::bytea AS h
  FROM taken UNION ALL ${LONG}`;

/** An error that comes back after it was resolved has regressed; of its occurrences the newest five are kept. */
const ERRORS = `WITH ${taken("error_partial")},
  ranked AS (
    SELECT project_id, fingerprint, one, row_number() OVER (
      PARTITION BY project_id, fingerprint ORDER BY one->>'at' DESC) AS place
    FROM taken, jsonb_array_elements(sample) AS one
  ),
  samples AS (
    SELECT project_id, fingerprint, jsonb_agg(one ORDER BY place) AS sample
    FROM ranked WHERE place <= 5 GROUP BY project_id, fingerprint
  ),
  groups AS (
    SELECT project_id, fingerprint, min(agent) AS agent, min(provider) AS provider,
      min(error_type) AS error_type, min(title) AS title, sum(n) AS n,
      min(first_at) AS first_at, max(last_at) AS last_at
    FROM taken GROUP BY project_id, fingerprint
  ),
  written AS (
    INSERT INTO error_group AS held (project_id, fingerprint, agent, provider, error_type, title, n,
      first_at, last_at, sample)
    SELECT g.*, coalesce(s.sample, '[]') FROM groups AS g
    LEFT JOIN samples AS s USING (project_id, fingerprint) ORDER BY g.project_id, g.fingerprint
    ON CONFLICT (project_id, fingerprint) DO UPDATE SET n = held.n + excluded.n,
      first_at = least(held.first_at, excluded.first_at),
      last_at = greatest(held.last_at, excluded.last_at),
      state = CASE WHEN held.state = 'resolved' AND excluded.last_at > held.resolved_at
        THEN 'regressed' ELSE held.state END,
      sample = (SELECT jsonb_agg(one ORDER BY one->>'at' DESC) FROM (
        SELECT one FROM jsonb_array_elements(excluded.sample || held.sample) AS one
        ORDER BY one->>'at' DESC LIMIT 5) AS newest)
  ),
  hit AS (
    INSERT INTO error_user AS held (project_id, fingerprint, user_id, last_at)
    SELECT project_id, fingerprint, person, max(last_at) FROM taken, unnest(users) AS person
    GROUP BY project_id, fingerprint, person ORDER BY project_id, fingerprint, person
    ON CONFLICT (project_id, fingerprint, user_id) DO UPDATE SET last_at = excluded.last_at
    WHERE excluded.last_at > held.last_at
  ) SELECT count(*)::int4 AS moved FROM taken`;

/** By family; each answers `moved`, and sketches also what should be rewritten. */
export const COMPACTION: Readonly<Record<string, string>> = {
  counter_partial: counted(COUNTER),
  sketch_partial: SKETCHES,
  tally_partial: counted(TALLY),
  user_activity_partial: counted(USER),
  error_partial: ERRORS,
  pulse_partial: PULSE,
};

/** Puts shortened histograms in the place of long ones; `$1..$7` are parallel arrays. */
export const rewriteSketches = (
  tier: TierName,
): string => `UPDATE sketch_${tier} AS held SET h = x.h
  FROM unnest($1::int4[], $2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::text[],
    $7::bytea[]) AS x(project_id, subject, dim, bucket, environment, key, h)
  WHERE (held.project_id, held.subject, held.dim, held.bucket, held.environment, held.key) =
    (x.project_id, x.subject, x.dim, x.bucket, x.environment, x.key)`;
