/** The series of an operator's Prometheus: each agent's lifetime counters and its latency histogram. */
import type { Sketch } from "@/lib/core/sketch";
import { toExponential } from "@/lib/core/sketch";
import { merged } from "@/lib/overview/lines";
import type { Family, Labels, Sample } from "./exposition";

export type AgentTotals = {
  readonly project: string;
  readonly environment: string;
  readonly agent: string;
  readonly requests: number;
  readonly errors: number;
  readonly degraded: number;
  readonly cacheHits: number;
  readonly cacheLookups: number;
  readonly calls: number;
  readonly callErrors: number;
  readonly unpricedCalls: number;
  readonly inputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly outputTokens: number;
  readonly costPicos: bigint;
};
export type AgentLatency = Whose & {
  readonly sketch: Sketch;
};

export type AgentSeries = {
  readonly totals: readonly AgentTotals[];
  readonly latencies: readonly AgentLatency[];
};

type Whose = Pick<AgentTotals, "project" | "environment" | "agent">;
const keyOf = ({ project, environment, agent }: Whose): string =>
  [project, environment, agent].join("\u001f");

/** Two stretches of time as one: counts add, histograms merge. */
export function joined(a: AgentSeries, b: AgentSeries): AgentSeries {
  return {
    totals: [...groupedBy([...a.totals, ...b.totals]).values()].map((rows) => rows.reduce(added)),
    latencies: [...groupedBy([...a.latencies, ...b.latencies]).values()].map((rows) => {
      const [first, ...rest] = rows;
      if (rest.length === 0) return first;
      return { ...first, sketch: merged(rows.map(({ sketch }) => sketch)) };
    }),
  };
}

function groupedBy<R extends Whose>(rows: readonly R[]): ReadonlyMap<string, readonly [R, ...R[]]> {
  const groups = new Map<string, [R, ...R[]]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

const added = (a: AgentTotals, b: AgentTotals): AgentTotals => ({
  ...a,
  requests: a.requests + b.requests,
  errors: a.errors + b.errors,
  degraded: a.degraded + b.degraded,
  cacheHits: a.cacheHits + b.cacheHits,
  cacheLookups: a.cacheLookups + b.cacheLookups,
  calls: a.calls + b.calls,
  callErrors: a.callErrors + b.callErrors,
  unpricedCalls: a.unpricedCalls + b.unpricedCalls,
  inputTokens: a.inputTokens + b.inputTokens,
  cacheReadTokens: a.cacheReadTokens + b.cacheReadTokens,
  cacheWriteTokens: a.cacheWriteTokens + b.cacheWriteTokens,
  outputTokens: a.outputTokens + b.outputTokens,
  costPicos: a.costPicos + b.costPicos,
});

/** The targets for p50, p95 and p99 (2 s, 5 s, 10 s) are among them, so that shares within target can be read off. */
export const LATENCY_EDGES_S = [
  0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 8, 10, 15, 20, 30, 60, 120,
] as const;

const whose = ({ project, environment, agent }: Whose): Labels => ({
  project,
  environment,
  agent,
});

const counter = (
  totals: readonly AgentTotals[],
  name: string,
  help: string,
  read: (row: AgentTotals) => number,
): Family => ({
  name,
  help,
  type: "counter",
  samples: totals.map((row) => ({ labels: whose(row), value: read(row) })),
});

/** Input is uncached input: the classes add up to what was sent and received. */
const TOKEN_CLASSES = {
  input: (row: AgentTotals) => row.inputTokens,
  cache_read: (row: AgentTotals) => row.cacheReadTokens,
  cache_write: (row: AgentTotals) => row.cacheWriteTokens,
  output: (row: AgentTotals) => row.outputTokens,
} as const;

export function agentFamilies(
  totals: readonly AgentTotals[],
  latencies: readonly AgentLatency[],
): Family[] {
  return [
    counter(totals, "wheelhouse_agent_requests_total", "Requests answered.", (row) => row.requests),
    counter(totals, "wheelhouse_agent_errors_total", "Requests that failed.", (row) => row.errors),
    counter(
      totals,
      "wheelhouse_agent_degraded_requests_total",
      "Requests answered by a fallback.",
      (row) => row.degraded,
    ),
    counter(
      totals,
      "wheelhouse_agent_cache_lookups_total",
      "Requests that asked the cache.",
      (row) => row.cacheLookups,
    ),
    counter(
      totals,
      "wheelhouse_agent_cache_hits_total",
      "Requests that the cache answered.",
      (row) => row.cacheHits,
    ),
    counter(totals, "wheelhouse_agent_llm_calls_total", "LLM calls made.", (row) => row.calls),
    counter(
      totals,
      "wheelhouse_agent_llm_call_errors_total",
      "LLM calls that failed.",
      (row) => row.callErrors,
    ),
    counter(
      totals,
      "wheelhouse_agent_unpriced_llm_calls_total",
      "LLM calls stored without a price; their cost is in no total.",
      (row) => row.unpricedCalls,
    ),
    {
      name: "wheelhouse_agent_tokens_total",
      help: "Tokens by class; input holds neither cached class, output holds reasoning.",
      type: "counter",
      samples: totals.flatMap((row) =>
        Object.entries(TOKEN_CLASSES).map(([name, read]) => ({
          labels: { ...whose(row), class: name },
          value: read(row),
        })),
      ),
    },
    counter(
      totals,
      "wheelhouse_agent_cost_dollars_total",
      "Cost of the priced LLM calls, in US dollars.",
      (row) => Number(row.costPicos) / 1e12,
    ),
    {
      name: "wheelhouse_agent_request_duration_seconds",
      help: "From question to complete answer.",
      type: "histogram",
      samples: latencies.flatMap((row) => histogramOf(row.sketch, whose(row))),
    },
  ];
}

function histogramOf(sketch: Sketch, labels: Labels): Sample[] {
  const upTo = cumulative(
    sketch,
    LATENCY_EDGES_S.map((seconds) => seconds * 1_000),
  );
  return [
    ...LATENCY_EDGES_S.map((edge, i) => ({
      suffix: "_bucket",
      labels: { ...labels, le: String(edge) },
      value: upTo[i] ?? 0,
    })),
    { suffix: "_bucket", labels: { ...labels, le: "+Inf" }, value: sketch.n },
    { suffix: "_sum", labels, value: sketch.sum / 1_000 },
    { suffix: "_count", labels, value: sketch.n },
  ];
}

/**
 * Observations at or below each edge. A grid bucket counts whole, on the side its middle lies: each
 * figure then only ever grows, which a share of a cut bucket would not, and an edge is off by 1.09 % at most.
 */
export function cumulative(sketch: Sketch, edges: readonly number[]): number[] {
  const { scale, zeroCount, positive } = toExponential(sketch);
  const base = 2 ** (2 ** -scale);
  return edges.map((edge) =>
    positive.bucketCounts.reduce((sum, count, i) => {
      const lower = base ** (positive.offset + i);
      const middle = (lower * 2 * base) / (base + 1);
      return middle <= edge ? sum + count : sum;
    }, zeroCount),
  );
}
