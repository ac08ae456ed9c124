/** The presets are the product's table of rules, each of them a rule that can be made. */
import { describe, expect, test } from "vitest";
import { targetsFor } from "@/lib/core/targets";
import { presetRules } from "./presets";
import { ruleSchema } from "./schema";
import { MINUTE, measured, play, times } from "./test-play";

const presets = presetRules();
const minutes = (ms: number) => ms / MINUTE;

// biome-ignore format: the product's own table
const TABLE: readonly (readonly [key: string, condition: string, minutes: number, severity: string, runbook: string])[] = [
  ["high-error-rate", "> 0.05", 5, "critical", "high-error-rate"],
  ["elevated-error-rate", "> 0.01", 5, "high", "high-error-rate"],
  ["high-latency", "> 10000", 5, "critical", "high-latency"],
  ["slow-responses", "> 8000", 5, "high", "high-latency"],
  ["p99-warning", "> 10000", 5, "medium", "high-latency"],
  ["p99-critical", "> 20000", 2, "critical", "high-latency"],
  ["daily-cost-over-budget", "> 1", 0, "critical", "high-cost"],
  ["cost-anomaly", "> 2", 0, "high", "high-cost"],
  ["low-cache-hit-rate", "< 0.5", 60, "medium", "low-cache-hit-rate"],
  ["low-completion-rate", "< 0.9", 5, "medium", "performance-degradation"],
  ["quality-gate-pass-rate", "< 0.8", 60, "low", "quality-degradation"],
  ["degraded-mode", "> 0.05", 5, "medium", "retrieval-degraded"],
  ["service-down", ">= 2", 2, "critical", "service-down"],
  ["retrieval-slow", "> 500", 5, "high", "retrieval-degraded"],
  ["vector-store-errors", "> 10", 0, "high", "vector-store-unreachable"],
  ["cache-store-errors", "> 0", 1, "high", "cache-unreachable"],
  ["provider-rate-limit", "> 0.8", 5, "medium", "provider-rate-limit"],
  ["memory-high", "> 0.8", 5, "medium", "memory-leak"],
  ["memory-critical", "> 0.9", 5, "high", "memory-leak"],
  ["cpu-high", "> 0.8", 5, "medium", "performance-degradation"],
  ["database-pool", "> 0.9", 5, "high", "database-issues"],
  ["disk-space-low", "< 10000000000", 0, "medium", "disk-space"],
  ["disk-space-critical", "< 5000000000", 0, "critical", "disk-space"],
  ["disk-full", "> 0.9", 0, "critical", "disk-space"],
];

test("the presets say what the product says", () => {
  const rows = presets.map(({ key, rule }) => {
    const { comparison, threshold, forMs, severity, runbook } = ruleSchema.parse(rule);
    return [key, `${comparison} ${threshold}`, minutes(forMs), severity, runbook];
  });
  expect(rows).toEqual(TABLE);
});

test("the rules on p99 follow the project's own target", () => {
  const rules = presetRules(targetsFor({ latencyP99: { aim: 4_000, limit: 9_000 } }));
  const thresholds = rules
    .filter(({ key }) => key.startsWith("p99"))
    .map(({ rule }) => rule.threshold);
  expect(thresholds).toEqual([4_000, 8_000]);
});

describe("each preset fires after its time and clears", () => {
  test.each(presets)("$key", ({ key, rule: input }) => {
    const rule = { ...ruleSchema.parse(input), id: key, intervalMs: MINUTE };
    const bound = rule.threshold ?? 0;
    const isUpper = rule.comparison.startsWith(">");
    const bad = measured({ a: isUpper ? bound * 2 + 1 : bound / 2 });
    const good = measured({ a: isUpper ? bound / 2 - 1 : bound * 2 });
    const wait = minutes(rule.forMs);
    const { transitions } = play(rule, [good, ...times(wait + 1, bad), good]);
    expect(
      transitions
        .filter(({ kind }) => kind !== "pending")
        .map(({ kind, at }) => [kind, minutes(at)]),
    ).toEqual([
      ["fired", wait + 1],
      ["resolved", wait + 2],
    ]);
  });
});
