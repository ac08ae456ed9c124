/** The metrics we know by name, as data: which panel each belongs to, its unit, and where trouble begins. */

export type Unit = "share" | "ms" | "bytes" | "number";
export type Tone = "warning" | "critical";

export type Limit = {
  readonly value: number;
  /** A target is aimed at; beyond the others something has to be done. */
  readonly tone: Tone | "target";
  /** The value in words. */
  readonly bound: string;
};

/** A share worked out from two metrics with the same labels. */
type Pair = {
  readonly part: string;
  readonly whole: string;
  /** The first is what is left, not what is used. */
  readonly isFree?: boolean;
};

export type PanelSpec = {
  readonly id: string;
  readonly title: string;
  readonly question: string;
  readonly unit: Unit;
  /** How values of one bucket become a point: gauges by their mean, latencies by their p95, free space by its least. */
  readonly statistic: "mean" | "p95" | "min";
  readonly worse: "higher" | "lower";
  readonly limits: readonly Limit[];
  /** Names in their canonical form: see `canonical`. */
  readonly names: readonly string[];
  readonly pairs?: readonly Pair[];
  /** What to send, for the panel that has nothing yet. */
  readonly example: { readonly name: string; readonly value: number; readonly unit: string };
};

const limit = (tone: Limit["tone"], value: number, bound: string): Limit => ({
  tone,
  value,
  bound,
});

export const CATALOGUE: readonly PanelSpec[] = [
  {
    id: "cpu",
    title: "CPU",
    question: "Is there computing time left?",
    unit: "share",
    statistic: "mean",
    worse: "higher",
    limits: [limit("warning", 0.8, "80 %")],
    names: [
      "cpu.utilization",
      "cpu.usage",
      "cpu.percent",
      "system.cpu.utilization",
      "process.cpu.utilization",
      "container.cpu.utilization",
    ],
    example: { name: "cpu.utilization", value: 0.42, unit: "ratio" },
  },
  {
    id: "memory",
    title: "Memory",
    question: "How close is memory to its limit?",
    unit: "share",
    statistic: "mean",
    worse: "higher",
    limits: [limit("warning", 0.8, "80 %"), limit("critical", 0.9, "90 %")],
    names: [
      "memory.utilization",
      "memory.usage",
      "memory.percent",
      "system.memory.utilization",
      "process.memory.utilization",
      "container.memory.utilization",
    ],
    pairs: [
      { part: "memory.used.bytes", whole: "memory.limit.bytes" },
      { part: "memory.used.bytes", whole: "memory.total.bytes" },
      { part: "process.memory.usage", whole: "process.memory.limit" },
      { part: "container.memory.usage", whole: "container.memory.limit" },
    ],
    example: { name: "memory.utilization", value: 0.61, unit: "ratio" },
  },
  {
    id: "disk",
    title: "Disk used",
    question: "How full are the disks?",
    unit: "share",
    statistic: "mean",
    worse: "higher",
    limits: [limit("critical", 0.9, "90 %")],
    names: ["disk.utilization", "disk.usage", "disk.percent", "system.filesystem.utilization"],
    pairs: [
      { part: "disk.used.bytes", whole: "disk.total.bytes" },
      { part: "disk.free.bytes", whole: "disk.total.bytes", isFree: true },
    ],
    example: { name: "disk.utilization", value: 0.55, unit: "ratio" },
  },
  {
    id: "disk-free",
    title: "Disk free",
    question: "How much room is left?",
    unit: "bytes",
    statistic: "min",
    worse: "lower",
    limits: [limit("warning", 10e9, "10 GB"), limit("critical", 5e9, "5 GB")],
    names: ["disk.free.bytes", "disk.available.bytes", "system.filesystem.free.bytes"],
    example: { name: "disk.free_bytes", value: 84_000_000_000, unit: "bytes" },
  },
  {
    id: "vector-store",
    title: "Vector store latency",
    question: "How long does a vector search take, for 95 of 100?",
    unit: "ms",
    statistic: "p95",
    worse: "higher",
    limits: [limit("target", 200, "200 ms"), limit("warning", 500, "500 ms")],
    names: [
      "vector.store.latency.ms",
      "vector.search.duration.ms",
      "vector.store.duration.ms",
      "vector.query.duration.ms",
      "vector.db.latency.ms",
    ],
    example: { name: "vector_store.latency_ms", value: 38, unit: "ms" },
  },
  {
    id: "cache-store",
    title: "Cache store latency",
    question: "How long does the cache store take, for 95 of 100?",
    unit: "ms",
    statistic: "p95",
    worse: "higher",
    limits: [],
    names: ["cache.store.latency.ms", "cache.latency.ms", "redis.latency.ms", "cache.duration.ms"],
    example: { name: "cache_store.latency_ms", value: 2.1, unit: "ms" },
  },
  {
    id: "rate-limit",
    title: "Rate limit used",
    question: "How close are providers to refusing us?",
    unit: "share",
    statistic: "mean",
    worse: "higher",
    limits: [limit("warning", 0.8, "80 %")],
    names: ["rate.limit.utilization", "ratelimit.utilization", "rate.limit.usage"],
    pairs: [
      { part: "rate.limit.used", whole: "rate.limit.limit" },
      { part: "rate.limit.remaining", whole: "rate.limit.limit", isFree: true },
      { part: "ratelimit.remaining", whole: "ratelimit.limit", isFree: true },
    ],
    example: { name: "rate_limit.utilization", value: 0.34, unit: "ratio" },
  },
  {
    id: "pool",
    title: "Connection pools",
    question: "Are there database connections left?",
    unit: "share",
    statistic: "mean",
    worse: "higher",
    limits: [limit("critical", 0.9, "90 %")],
    names: ["db.pool.utilization", "pool.utilization", "db.client.connection.utilization"],
    pairs: [
      { part: "db.pool.used", whole: "db.pool.max" },
      { part: "db.client.connections.usage", whole: "db.client.connections.max" },
    ],
    example: { name: "db.pool.utilization", value: 0.3, unit: "ratio" },
  },
];

/** One spelling for `vector_store.latency_ms`, `vector-store/latency.ms` and `Vector.Store.Latency_MS`. */
export const canonical = (name: string): string =>
  name.toLowerCase().replaceAll(/[_\-/.:\s]+/g, ".");

/** The unit a name ends in; what ends in none is a plain number. */
export function unitOf(name: string): Unit {
  const words = canonical(name);
  if (/\.(ms|millis|milliseconds)$/.test(words)) return "ms";
  if (/\.bytes$/.test(words)) return "bytes";
  return /\.(utilization|ratio|share)$/.test(words) ? "share" : "number";
}
