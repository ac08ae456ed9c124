/** Reads counts of names with labels: feedback, gates, journeys, outcomes, health, logs, errors, codes, cache layers. */
import type { Span, Tier } from "@/lib/core/time";
import { binder, type Sql, select, stepOf, tierAndPartial } from "./sql";

export type TallyKind =
  | "feedback"
  | "evaluation"
  | "journey"
  | "outcome"
  /** Those that succeeded, labelled with the unit of their value. */
  | "outcome_unit"
  | "health"
  | "log"
  | "error"
  | "status"
  | "cache"
  | "provider_error";
export type TallyDim = "environment" | "agent" | "name" | "label";

export type TalliesAsk = {
  readonly projectId: number;
  readonly span: Span;
  readonly tier: Tier;
  /** One row per step and key; without it, one row per key. */
  readonly stepMs?: number | undefined;
  readonly kind: TallyKind;
  readonly by: readonly TallyDim[];
  readonly where?: { readonly [Dim in TallyDim]?: string | undefined } | undefined;
};
export type TallyRow = {
  readonly at: Date | null;
  /** The asked-for dimensions; '' where not asked for. */
  readonly key: Readonly<Record<TallyDim, string>>;
  readonly n: number;
  readonly sum: number;
};

const DIMS: readonly TallyDim[] = ["environment", "agent", "name", "label"];

/** Ordered by time, then key. */
export async function readTallies(sql: Sql, ask: TalliesAsk): Promise<TallyRow[]> {
  const { by, where = {}, stepMs } = ask;
  const { values, bind } = binder();
  const conditions = [
    `kind = ${bind(ask.kind)}`,
    ...DIMS.filter((dim) => where[dim] !== undefined).map((dim) => `${dim} = ${bind(where[dim])}`),
  ];
  const keys = DIMS.filter((dim) => by.includes(dim));
  const from = tierAndPartial("tally", ["bucket", ...keys, "n", "sum"], ask, conditions, bind);
  const groups = ["at", ...keys].join(", ");
  const rows = await select<Flat>(
    sql,
    `SELECT ${[`${stepOf(stepMs)} AS at`, ...keys].join(", ")},
       sum(n)::float8 AS n, sum(sum)::float8 AS sum
     FROM ${from} GROUP BY ${groups} ORDER BY ${groups}`,
    values,
  );
  return rows.map(({ at, n, sum, environment = "", agent = "", name = "", label = "" }) => ({
    at,
    key: { environment, agent, name, label },
    n,
    sum,
  }));
}

type Flat = { readonly at: Date | null; readonly n: number; readonly sum: number } & Partial<
  Record<TallyDim, string>
>;
