/** The questions that panels ask, each in two ways: of the rollups and, exactly, of the raw events. */
import { frameOf, type RangeName, type Span, type Tier } from "@/lib/core/time";
import { readCounters } from "@/lib/telemetry/store/counters";
import { readUsers } from "@/lib/telemetry/store/people";
import { readSketches } from "@/lib/telemetry/store/sketches";
import type { Sql } from "@/lib/telemetry/store/sql";
import { readTallies } from "@/lib/telemetry/store/tallies";

type Ask = {
  readonly projectId: number;
  readonly span: Span;
  readonly tier: Tier;
  readonly stepMs: number;
};
export type Panel = {
  readonly name: string;
  readonly range: RangeName;
  readonly rollup: (sql: Sql, ask: Ask) => Promise<unknown>;
  /** $1 project, $2 from, $3 to. */
  readonly raw: string;
};

export function askOf(range: RangeName, now: Date): Omit<Ask, "projectId"> {
  const { from, to, tier, stepMs } = frameOf({ range }, now);
  return { span: { from, to }, tier, stepMs };
}

const FROM = "FROM event WHERE project_id = $1 AND ts >= $2 AND ts < $3";
const EVERY = (step: string) => `date_bin('${step}', ts, '2000-01-01') AS at`;
const PERCENTILES =
  "percentile_cont(ARRAY[0.5, 0.95, 0.99]) WITHIN GROUP (ORDER BY duration_ms) AS p";

export const PANELS: readonly Panel[] = [
  {
    name: "tiles, 24 h",
    range: "24h",
    rollup: (sql, { stepMs: _, ...ask }) => readCounters(sql, ask),
    raw: `SELECT count(*) FILTER (WHERE kind = 1), count(*) FILTER (WHERE kind = 1 AND is_error),
      sum(cost_picos), count(*) FILTER (WHERE cache = 'hit') ${FROM}`,
  },
  {
    name: "requests and errors, 24 h by 5 min",
    range: "24h",
    rollup: (sql, ask) => readCounters(sql, ask),
    raw: `SELECT ${EVERY("5 minutes")}, count(*), count(*) FILTER (WHERE is_error) ${FROM}
      AND kind = 1 GROUP BY 1`,
  },
  {
    name: "p50/p95/p99 by agent, 24 h by 5 min",
    range: "24h",
    rollup: (sql, ask) => readSketches(sql, { ...ask, subject: "request", dim: "agent" }),
    raw: `SELECT ${EVERY("5 minutes")}, agent, ${PERCENTILES} ${FROM} AND kind = 1 GROUP BY 1, 2`,
  },
  {
    name: "p95 by agent, 7 d by hour",
    range: "7d",
    rollup: (sql, ask) => readSketches(sql, { ...ask, subject: "request", dim: "agent" }),
    raw: `SELECT ${EVERY("1 hour")}, agent, ${PERCENTILES} ${FROM} AND kind = 1 GROUP BY 1, 2`,
  },
  {
    name: "cost by provider, 30 d by day",
    range: "30d",
    rollup: (sql, ask) => readCounters(sql, { ...ask, by: ["provider"] }),
    raw: `SELECT ${EVERY("1 day")}, provider, sum(cost_picos) ${FROM} AND kind = 2 GROUP BY 1, 2`,
  },
  {
    name: "cost and tokens by model, 7 d",
    range: "7d",
    rollup: (sql, { stepMs: _, ...ask }) =>
      readCounters(sql, { ...ask, by: ["provider", "model"] }),
    raw: `SELECT provider, model, sum(cost_picos), sum(input_tokens), sum(output_tokens) ${FROM}
      AND kind = 2 GROUP BY 1, 2`,
  },
  {
    name: "cache hits by layer, 24 h by 5 min",
    range: "24h",
    rollup: (sql, ask) => readTallies(sql, { ...ask, kind: "cache", by: ["name", "label"] }),
    raw: `SELECT ${EVERY("5 minutes")}, cache_layer, cache, count(*) ${FROM}
      AND kind = 1 AND cache IS NOT NULL GROUP BY 1, 2, 3`,
  },
  {
    name: "ten costliest users, 7 d",
    range: "7d",
    rollup: (sql, { stepMs: _, ...ask }) => readUsers(sql, { ...ask, limit: 10, orderBy: "cost" }),
    raw: `SELECT user_id, count(*) FILTER (WHERE kind = 1), sum(cost_picos) AS cost ${FROM}
      AND user_id IS NOT NULL GROUP BY 1 ORDER BY cost DESC NULLS LAST LIMIT 10`,
  },
];
