/** What the demo's machines report by themselves: metrics, probes, routine log lines, deployments. */
import type { Rng } from "@/lib/core/rng";
import { DAY, MINUTE, SECOND } from "@/lib/core/time";
import type { EventInput } from "@/lib/telemetry/schema";
import { COMPONENTS } from "./cast";
import type { Effect } from "./scenarios";
import type { Deployment } from "./world";

type Backdrop = {
  readonly minute: number;
  readonly effect: Effect;
  /** 1 on a busy working hour. */
  readonly load: number;
  /** How long before the start of live traffic; negative after it. */
  readonly ageMs: number;
};

const COMMON = { environment: "production", attributes: { demo: true } };
const GIB = 1024 ** 3;

/** Old history is reported less often than live traffic: a chart of weeks shows no difference. */
export function backdropEvents(rng: Rng, { minute, effect, load, ageMs }: Backdrop): EventInput[] {
  const age = ageMs < 0 ? 0 : ageMs < 2 * DAY ? 1 : 2;
  const isDue = (...minutes: [live: number, recent: number, old: number]) =>
    (minute / MINUTE) % (minutes[age] ?? 1) === 0;
  const seconds = age === 0 ? LIVE_SECONDS : [0];
  return [
    ...(isDue(1, 2, 30)
      ? seconds.flatMap((s) => metrics(rng, minute + s * SECOND, effect, load))
      : []),
    ...(isDue(1, 4, 30) ? probes(rng, minute, effect) : []),
    ...(isDue(2, 5, 30) ? routine(rng, minute) : []),
  ];
}

const LIVE_SECONDS = [0, 15, 30, 45];

type Gauge = readonly [
  name: string,
  unit: string,
  value: number,
  labels?: Readonly<Record<string, string>>,
];

function metrics(rng: Rng, ts: number, effect: Effect, load: number): EventInput[] {
  const cold = 1 - (effect.cacheHits ?? 1);
  const ratio = (value: number) => Math.min(0.99, Math.max(0.01, value + rng.normal(0, 0.02)));
  const grown = 0.004 * ((ts / DAY) % 30);
  const cpu = (shift: number) => ratio(0.16 + 0.38 * load + 0.2 * cold + shift);
  const memory = (shift: number) => ratio(0.46 + 0.08 * load + shift);
  const slowStore = effect.components?.["vector-store"] ? 8 : 1;
  const gauges: Gauge[] = [
    ["cpu.utilization", "ratio", cpu(0), { host: "agents-1" }],
    ["cpu.utilization", "ratio", cpu(0.05), { host: "agents-2" }],
    ["memory.utilization", "ratio", memory(0), { host: "agents-1" }],
    ["memory.utilization", "ratio", memory(0.06), { host: "agents-2" }],
    ["disk.utilization", "ratio", ratio(0.55 + grown), { host: "agents-1" }],
    ["vector_store.latency_ms", "ms", rng.lognormal(24 * slowStore, 0.25)],
    ["cache_store.latency_ms", "ms", rng.lognormal(cold > 0.5 ? 9 : 1.6, 0.25)],
    ["cache.size_bytes", "bytes", 6.2 * GIB * (1 - 0.85 * cold) * (1 + rng.normal(0, 0.01))],
    ["db.pool.utilization", "ratio", ratio(0.2 + 0.3 * load)],
    ["rate_limit.utilization", "ratio", ratio(0.28 + 0.32 * load), { provider: "openai" }],
    ["rate_limit.utilization", "ratio", ratio(0.22 + 0.3 * load), { provider: "anthropic" }],
  ];
  return gauges.map(([name, unit, value, labels]) => ({
    kind: "metric",
    id: rng.uuid(),
    ts,
    ...COMMON,
    name,
    unit,
    value: Math.round(value * 1e4) / 1e4,
    ...(labels && { labels: { ...labels } }),
  }));
}

function probes(rng: Rng, minute: number, effect: Effect): EventInput[] {
  return COMPONENTS.map(([component, median]) => {
    const status = effect.components?.[component] ?? (rng.next() < 0.0015 ? "degraded" : "ok");
    const slower = status === "ok" ? 1 : status === "degraded" ? 6 : 25;
    return {
      kind: "health",
      id: rng.uuid(),
      ts: minute + 1_000,
      ...COMMON,
      component,
      status,
      latencyMs: Math.round(rng.lognormal(median * slower, 0.25) * 10) / 10,
      ...(status !== "ok" && { message: status === "down" ? "No answer" : "Slower than usual" }),
    };
  });
}

const ROUTINE = [
  "Index refreshed",
  "Cache warmed from yesterday's questions",
  "Prompt templates reloaded",
  "Connection pool recycled",
  "Embeddings batch finished",
] as const;

function routine(rng: Rng, minute: number): EventInput[] {
  return [
    {
      kind: "log",
      id: rng.uuid(),
      ts: minute + rng.int(0, MINUTE - 1),
      ...COMMON,
      level: rng.next() < 0.08 ? "debug" : "info",
      message: rng.weighted(ROUTINE.map((message) => [message, 1] as const)),
      logger: "agents.scheduler",
    },
  ];
}

const AUTHORS = ["release-bot", "ci-main", "nightly-train"] as const;

export function deploymentEvent(rng: Rng, deployment: Deployment): EventInput {
  const { ms, agent, version, previousVersion, status, description } = deployment;
  const author = rng.weighted(AUTHORS.map((name) => [name, 1] as const));
  const id = rng.uuid();
  return {
    kind: "deployment",
    id,
    ts: ms,
    ...COMMON,
    agent,
    version,
    previousVersion,
    status,
    author,
    description,
  };
}
