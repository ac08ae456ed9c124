/** The rules that a new project gets, each linked to its runbook: data, from the project's own targets. */
import { TARGETS, type Target, type TargetName } from "@/lib/core/targets";
import { HOUR, MINUTE } from "@/lib/core/time";
import type { RuleInput } from "./schema";

export type Preset = {
  /** Stays when the rule is renamed: a project gets each preset once. */
  readonly key: string;
  readonly rule: RuleInput;
};

type Targets = Readonly<Record<TargetName, Target>>;
type Condition = Omit<RuleInput, "name" | "description" | "severity" | "runbook">;

/** A key, who has to come and with which procedure, what it is called, and when. */
const preset = (
  key: string,
  [severity, runbook]: readonly [RuleInput["severity"], string],
  [name, description]: readonly [string, string],
  condition: Condition,
): Preset => ({ key, rule: { name, description, severity, runbook, ...condition } });

const FIVE = { windowMs: 5 * MINUTE, forMs: 5 * MINUTE } as const;
/** Below these a single failure would decide. */
const FEW = { minSample: 10 } as const;
const SOME = { minSample: 100 } as const;

const below = (threshold: number) => ({ comparison: "<", threshold }) as const;
const eachSeries = (): Condition["groupBy"] => ["series"];

export const presetRules = (targets: Targets = TARGETS): Preset[] => [
  ...ERRORS,
  ...latencyRules(targets),
  ...COSTS,
  ...ANSWERS,
  ...DEPENDENCIES,
  ...MACHINES,
];

const errorRate = { kind: "errorRate" } as const;

const ERRORS: readonly Preset[] = [
  preset(
    "high-error-rate",
    ["critical", "high-error-rate"],
    ["High error rate", "More than 5 % of requests fail."],
    { signal: errorRate, threshold: 0.05, ...FIVE, ...FEW },
  ),
  preset(
    "elevated-error-rate",
    ["high", "high-error-rate"],
    ["Elevated error rate", "More than 1 % of requests fail."],
    { signal: errorRate, threshold: 0.01, ...FIVE, ...SOME },
  ),
];

function latencyRules({ latencyP99: { aim, words } }: Targets): Preset[] {
  const p95 = { kind: "latency", percentile: 95 } as const;
  const p99 = { kind: "latency", percentile: 99 } as const;
  return [
    preset(
      "high-latency",
      ["critical", "high-latency"],
      ["High latency", "Five of a hundred answers take longer than 10 s."],
      { signal: p95, threshold: 10_000, ...FIVE, ...FEW },
    ),
    preset(
      "slow-responses",
      ["high", "high-latency"],
      ["Slow responses", "Five of a hundred answers take longer than 8 s."],
      { signal: p95, threshold: 8_000, ...FIVE, ...FEW },
    ),
    preset(
      "p99-warning",
      ["medium", "high-latency"],
      ["p99 above target", `The slowest answers miss their target, ${words}.`],
      { signal: p99, threshold: aim, ...FIVE, ...SOME },
    ),
    preset(
      "p99-critical",
      ["critical", "high-latency"],
      ["p99 above twice the target", `The slowest answers take twice their target, ${words}.`],
      { signal: p99, threshold: 2 * aim, ...FIVE, forMs: 2 * MINUTE, ...SOME },
    ),
  ];
}

const COSTS: readonly Preset[] = [
  preset(
    "daily-cost-over-budget",
    ["critical", "high-cost"],
    ["Daily cost over budget", "Today has cost more than its budget."],
    { signal: { kind: "cost", over: "day", relativeTo: "budget" }, threshold: 1 },
  ),
  preset(
    "cost-anomaly",
    ["high", "high-cost"],
    ["Cost anomaly", "Today has cost more than twice an average day."],
    { signal: { kind: "cost", over: "day", relativeTo: "average" }, threshold: 2 },
  ),
];

const ANSWERS: readonly Preset[] = [
  preset(
    "low-cache-hit-rate",
    ["medium", "low-cache-hit-rate"],
    ["Low cache hit rate", "The cache answers less than half of what it is asked."],
    { signal: { kind: "cacheHitRate" }, ...below(0.5), ...FIVE, forMs: HOUR, ...FEW },
  ),
  preset(
    "low-completion-rate",
    ["medium", "performance-degradation"],
    ["Low completion rate", "Fewer than 90 % of the chats that were started were completed."],
    // Chats end after they start: within five minutes the two would not be about the same ones.
    { signal: { kind: "completionRate" }, ...below(0.9), ...FIVE, windowMs: HOUR, ...FEW },
  ),
  preset(
    "quality-gate-pass-rate",
    ["low", "quality-degradation"],
    ["Quality gate pass rate", "Fewer than 80 % of the evaluated answers pass their gate."],
    {
      signal: { kind: "qualityPassRate" },
      groupBy: ["gate"],
      ...below(0.8),
      windowMs: HOUR,
      forMs: HOUR,
      ...FEW,
    },
  ),
  preset(
    "degraded-mode",
    ["medium", "retrieval-degraded"],
    ["Degraded mode", "A fallback gives more than 5 % of the answers."],
    { signal: { kind: "degradedShare" }, threshold: 0.05, ...FIVE, ...FEW },
  ),
];

/** Failures are reported when they happen; where none is reported, none happened. */
const failures = (name: string) =>
  ({
    signal: { kind: "metric", name, aggregation: "sum", across: "sum" },
    noData: { policy: "ok" },
  }) as const;

const DEPENDENCIES: readonly Preset[] = [
  preset(
    "service-down",
    ["critical", "service-down"],
    ["Service down", "A component's health check fails."],
    {
      signal: { kind: "componentHealth" },
      groupBy: ["component", "environment"],
      comparison: ">=",
      threshold: 2,
      forMs: 2 * MINUTE,
    },
  ),
  preset(
    "retrieval-slow",
    ["high", "retrieval-degraded"],
    ["Retrieval slow", "Five of a hundred vector searches take longer than 500 ms."],
    {
      signal: { kind: "resource", resource: "vector-store" },
      threshold: 500,
      ...FIVE,
      annotations: { suggestion: "Switch retrieval off until it has recovered." },
    },
  ),
  preset(
    "vector-store-errors",
    ["high", "vector-store-unreachable"],
    ["Vector store errors", "More than 10 connections to the vector store failed in 5 minutes."],
    { ...failures("vector_store.connection_errors"), threshold: 10 },
  ),
  preset(
    "cache-store-errors",
    ["high", "cache-unreachable"],
    ["Cache store errors", "Connections to the cache store fail."],
    { ...failures("cache_store.connection_errors"), threshold: 0, forMs: MINUTE },
  ),
  preset(
    "provider-rate-limit",
    ["medium", "provider-rate-limit"],
    ["Provider rate limit near", "More than 80 % of a provider's rate limit is used."],
    {
      signal: { kind: "resource", resource: "rate-limit" },
      groupBy: eachSeries(),
      threshold: 0.8,
      ...FIVE,
    },
  ),
];

const resource = (name: "memory" | "cpu" | "pool" | "disk" | "disk-free") => ({
  signal: { kind: "resource" as const, resource: name },
  groupBy: eachSeries(),
});

const MACHINES: readonly Preset[] = [
  preset(
    "memory-high",
    ["medium", "memory-leak"],
    ["Memory high", "More than 80 % of the memory limit is used."],
    { ...resource("memory"), threshold: 0.8, ...FIVE },
  ),
  preset(
    "memory-critical",
    ["high", "memory-leak"],
    ["Memory critical", "More than 90 % of the memory limit is used; ends below 85 %."],
    { ...resource("memory"), threshold: 0.9, recoveryThreshold: 0.85, ...FIVE },
  ),
  preset(
    "cpu-high",
    ["medium", "performance-degradation"],
    ["CPU high", "More than 80 % of the computing time is used."],
    { ...resource("cpu"), threshold: 0.8, ...FIVE },
  ),
  preset(
    "database-pool",
    ["high", "database-issues"],
    ["Database pool", "More than 90 % of the database connections are in use."],
    { ...resource("pool"), threshold: 0.9, ...FIVE },
  ),
  preset(
    "disk-space-low",
    ["medium", "disk-space"],
    ["Disk space low", "Less than 10 GB are free."],
    { ...resource("disk-free"), ...below(10e9) },
  ),
  preset(
    "disk-space-critical",
    ["critical", "disk-space"],
    ["Disk space critical", "Less than 5 GB are free."],
    { ...resource("disk-free"), ...below(5e9) },
  ),
  preset(
    "disk-full",
    ["critical", "disk-space"],
    ["Disk nearly full", "More than 90 % of the disk is used."],
    { ...resource("disk"), threshold: 0.9 },
  ),
];
