/** The statements behind what rules measure: one for each kind of rollup. */
import { binder, type Sql, select } from "@/lib/telemetry/store/sql";
import type { Ask, Source } from "./ask";
import { DIMENSION_COLUMNS, placeOf } from "./keys";
import type { Row, Shape } from "./row";
import { type Bind, head, stretch } from "./stretch";

export function readRows(sql: Sql, projectId: number, ask: Ask, now: Date): Promise<Row[]> {
  const { source } = ask;
  const place = { sql, projectId, ask, now };
  switch (source.store) {
    case "counter":
      return readCounters(place, source);
    case "tally":
      return readTallies(place, source);
    case "sketch":
    case "metric":
      return readSketches(place, source);
    case "component":
      return readComponents(place);
  }
}

type Place = {
  readonly sql: Sql;
  readonly projectId: number;
  readonly ask: Ask;
  readonly now: Date;
};

const COUNTS: Readonly<Record<string, string>> = {
  requests: "requests",
  errors: "errors",
  degraded: "degraded",
  cacheHits: "cache_hits",
  cacheLookups: "cache_lookups",
  calls: "calls",
  callErrors: "call_errors",
  unpricedCalls: "unpriced_calls",
  inputTokens: "input_tokens",
  cacheReadTokens: "cache_read_tokens",
  cacheWriteTokens: "cache_write_tokens",
  outputTokens: "output_tokens",
  costPicos: "cost_picos",
};
const COUNT_SUMS = Object.entries(COUNTS).map(([as, c]) => `sum(${c})::float8 AS "${as}"`);

async function readCounters(
  { sql, projectId, ask, now }: Place,
  { dims }: Extract<Source, { store: "counter" }>,
): Promise<Row[]> {
  const { values, bind } = binder();
  const names = dims.map((dim) => DIMENSION_COLUMNS[dim]);
  const keys = ["environment", ...names.filter((name) => name !== "environment")];
  const columns = ["bucket", ...keys, ...Object.values(COUNTS)];
  const rows = await select<Flat>(
    sql,
    `SELECT ${head(ask, bind)}, ${keys.join(", ")}, ${COUNT_SUMS.join(", ")}
     FROM ${stretch("counter", columns, { projectId, ask, now }, [], bind)}
     GROUP BY 1, ${keys.join(", ")}`,
    values,
  );
  return rows.map((row) =>
    rowOf(row, { environment: row.environment ?? "", ...dimsOf(row, dims) }, countsOf(row, COUNTS)),
  );
}

/** Labels become columns, because a share needs all and some of the same names. */
const TALLIES: Readonly<Record<string, string>> = {
  n: "sum(n)",
  sum: "sum(sum)",
  passed: labelled("pass"),
  started: labelled("start"),
  completed: labelled("complete"),
  degraded: labelled("degraded"),
  down: labelled("down"),
};

function labelled(label: string): string {
  return `coalesce(sum(n) FILTER (WHERE label = '${label}'), 0)`;
}

/** What the name of a tally is, as a rule calls it. */
const NAMED: Readonly<Record<string, "gate" | "journey" | "component">> = {
  evaluation: "gate",
  journey: "journey",
  health: "component",
};

async function readTallies(
  { sql, projectId, ask, now }: Place,
  { kinds }: Extract<Source, { store: "tally" }>,
): Promise<Row[]> {
  const { values, bind } = binder();
  const conditions = [`kind = ANY(${bind(kinds)}::text[])`];
  const sums = Object.entries(TALLIES).map(([as, sum]) => `${sum}::float8 AS "${as}"`);
  const columns = ["bucket", "kind", "environment", "agent", "name", "label", "n", "sum"];
  const rows = await select<Flat & { readonly kind: string }>(
    sql,
    `SELECT ${head(ask, bind)}, kind, environment, agent, name, ${sums.join(", ")}
     FROM ${stretch("tally", columns, { projectId, ask, now }, conditions, bind)}
     GROUP BY 1, kind, environment, agent, name`,
    values,
  );
  return rows.map((row) => {
    const { kind, environment = "", agent = "", name = "" } = row;
    const own = NAMED[kind];
    const dims = { environment, agent, ...(own && { [own]: name }) };
    const series = [environment, agent, name].join("\u001f");
    return { ...rowOf(row, dims, countsOf(row, TALLIES)), name: kind, series };
  });
}

type Histogram = Extract<Source, { store: "sketch" | "metric" }>;

async function readSketches(
  { sql, projectId, ask, now }: Place,
  source: Histogram,
): Promise<Row[]> {
  const { values, bind } = binder();
  const hasHistogram = source.store === "sketch" || source.hasHistogram;
  const columns = ["bucket", "environment", "key", "n", "sum", "min", "max", "last", "last_at"];
  const chunk = hasHistogram ? "encode(string_agg(h, ''), 'base64')" : "NULL::text";
  const rows = await select<Flat & Moments>(
    sql,
    `SELECT ${head(ask, bind)}, environment, key, sum(n)::float8 AS n, sum(sum)::float8 AS sum,
       min(min) AS min, max(max) AS max, (array_agg(last ORDER BY last_at DESC))[1] AS last,
       max(last_at)::timestamptz AS "lastAt", ${chunk} AS h
     FROM ${stretch(
       "sketch",
       hasHistogram ? [...columns, "h"] : columns,
       { projectId, ask, now },
       conditionsOf(source, bind),
       bind,
     )}
     GROUP BY 1, environment, key`,
    values,
  );
  return rows.map((row) => {
    const { environment = "", key = "" } = row;
    const known = placeOf(source, key);
    return {
      ...rowOf(row, { environment, ...known.dims }, {}),
      newestAt: row.lastAt.getTime(),
      labels: known.labels,
      name: known.name,
      series: `${environment}\u001f${key}`,
      shape: shapeOf(row),
    };
  });
}

function conditionsOf(source: Histogram, bind: Bind): string[] {
  if (source.store === "sketch")
    return [`subject = ${bind(source.subject)}`, `dim = ${bind(source.dim)}`];
  const name = "split_part(key, U&'\\001f', 1)";
  const canonical = `regexp_replace(lower(${name}), '[-_/.:\\s]+', '.', 'g')`;
  const wanted = [
    ...(source.names.length > 0 ? [`${name} = ANY(${bind(source.names)}::text[])`] : []),
    ...(source.canonical.length > 0
      ? [`${canonical} = ANY(${bind(source.canonical)}::text[])`]
      : []),
  ];
  return ["subject = 'metric'", "dim = 'name'", `(${wanted.join(" OR ")})`];
}

const LEVELS: Readonly<Record<string, number>> = { ok: 0, degraded: 1, down: 2 };

/** The newest report of each component, if it came within the time asked about. */
async function readComponents({ sql, projectId, ask }: Place): Promise<Row[]> {
  const rows = await select<Flat & { component: string; status: string; at: Date }>(
    sql,
    `SELECT environment, component, status, at::timestamptz AS at FROM component_state
     WHERE project_id = $1 AND at >= $2`,
    [projectId, ask.span.from],
  );
  return rows.map(({ environment = "", component, status, at }) => ({
    ...rowOf({ at: null, newest: at }, { environment, component }, { level: LEVELS[status] ?? 2 }),
    series: `${environment}\u001f${component}`,
  }));
}

type Flat = {
  readonly at: Date | null;
  readonly newest: Date;
  readonly environment?: string;
  readonly agent?: string;
  readonly name?: string;
  readonly key?: string;
};
type Moments = Omit<Shape, "lastAt" | "chunk"> & {
  readonly lastAt: Date;
  readonly h: string | null;
};

const shapeOf = ({ n, sum, min, max, last, lastAt, h }: Moments): Shape => ({
  n,
  sum,
  min,
  max,
  last,
  lastAt: lastAt.getTime(),
  chunk: h === null ? null : Buffer.from(h, "base64"),
});

const rowOf = ({ at, newest }: Flat, dims: Row["dims"], counts: Row["counts"]): Row => ({
  at: at?.getTime() ?? null,
  newestAt: newest.getTime(),
  dims,
  labels: {},
  name: "",
  series: "",
  counts,
  shape: null,
});

/** The columns of a statement that have these names. */
const countsOf = (row: object, names: Readonly<Record<string, string>>): Row["counts"] => {
  const values = row as Readonly<Record<string, number>>;
  return Object.fromEntries(Object.keys(names).map((name) => [name, values[name] ?? 0]));
};
const dimsOf = (row: object, dims: readonly (keyof typeof DIMENSION_COLUMNS)[]): Row["dims"] => {
  const values = row as Readonly<Record<string, string>>;
  return Object.fromEntries(dims.map((dim) => [dim, values[DIMENSION_COLUMNS[dim]] ?? ""]));
};
