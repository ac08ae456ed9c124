/** Rules as a Prometheus rule file: over metrics as they were sent, and over what our own scrape tells. */
import { describe, expect, test } from "vitest";
import { presetRules } from "@/lib/alerts/presets";
import { type RuleInput, ruleSchema } from "@/lib/alerts/schema";
import { exportPrometheus } from "./export";

const rule = (more: object = {}) =>
  ruleSchema.parse({
    name: "A",
    severity: "high",
    signal: { kind: "errorRate" },
    threshold: 0.05,
    noData: { policy: "ok" },
    ...more,
  });
const exprOf = (more: object) => exportPrometheus([rule(more)]).file.groups[0]?.rules[0]?.expr;
const reasonOf = (more: object) => exportPrometheus([rule(more)]).refused[0]?.reason;

const latency = (more: object = {}): RuleInput["signal"] => ({
  kind: "latency",
  percentile: 99,
  ...more,
});

test.each<[string, object, string]>([
  [
    "the error rate",
    {},
    "sum(increase(wheelhouse_agent_errors_total[5m])) / sum(increase(wheelhouse_agent_requests_total[5m])) > 0.05",
  ],
  [
    "the error rate of calls by agent",
    { signal: { kind: "errorRate", of: "calls" }, groupBy: ["agent"] },
    "sum by (agent) (increase(wheelhouse_agent_llm_call_errors_total[5m])) / sum by (agent) (increase(wheelhouse_agent_llm_calls_total[5m])) > 0.05",
  ],
  [
    "latency, in seconds",
    { signal: latency(), threshold: 2_500, groupBy: ["agent"] },
    "histogram_quantile(0.99, sum by (agent, le) (rate(wheelhouse_agent_request_duration_seconds_bucket[5m]))) > 2.5",
  ],
  [
    "filters",
    {
      filters: [
        { on: "environment", values: ["production"] },
        { on: "agent", op: "notLike", values: ["test-*", "a.b?"] },
      ],
      windowMs: 3_600_000,
    },
    'sum(increase(wheelhouse_agent_errors_total{environment="production",agent!~"test-.*|a\\\\.b."}[1h])) / sum(increase(wheelhouse_agent_requests_total{environment="production",agent!~"test-.*|a\\\\.b."}[1h])) > 0.05',
  ],
  [
    "tokens",
    { signal: { kind: "count", of: "cacheReadTokens", per: "minute" }, threshold: 7 },
    'sum(rate(wheelhouse_agent_tokens_total{class="cache_read"}[5m])) * 60 > 7',
  ],
  [
    "cost a request",
    { signal: { kind: "costRate", per: "request" }, threshold: 0.015 },
    "sum(increase(wheelhouse_agent_cost_dollars_total[5m])) / sum(increase(wheelhouse_agent_requests_total[5m])) > 0.015",
  ],
  [
    "silence",
    { signal: { kind: "absence", of: "requests" }, threshold: null },
    "sum(increase(wheelhouse_agent_requests_total[5m])) == 0",
  ],
  [
    "a metric with dots in its name",
    {
      signal: { kind: "metric", name: "cpu.utilization", aggregation: "max" },
      groupBy: ["series"],
      comparison: ">=",
      threshold: 1,
    },
    "max_over_time(cpu_utilization[5m]) >= 1",
  ],
  [
    "a threshold to recover at",
    {
      comparison: "<",
      signal: { kind: "metric", name: "free", aggregation: "last" },
      groupBy: ["series"],
      threshold: 5,
      recoveryThreshold: 8,
      labels: { team: "ops" },
    },
    'free < 5 or (free < 8 and ignoring(alertname, alertstate, severity, team) ALERTS{alertname="A",alertstate="firing"} == 1)',
  ],
])("%s is written", (_what, more, expr) => {
  expect(exprOf(more)).toBe(expr);
});

describe("what the scrape does not tell is refused:", () => {
  test.each<[string, object, string]>([
    ["other dimensions", { groupBy: ["version"] }, "environment and agent, not “version”"],
    [
      "latency of calls",
      { signal: latency({ of: "calls" }), threshold: 1 },
      "latency of requests only",
    ],
    ["budgets", { signal: { kind: "cost", over: "day", relativeTo: "budget" } }, "no days, weeks"],
    ["feedback", { signal: { kind: "feedback" } }, "“feedback”"],
    [
      "labels by value",
      { labels: { l: { steps: [{ from: null, is: "x" }] } } },
      "label l depends on the value",
    ],
  ])("%s", (_what, more, reason) => {
    expect(reasonOf(more)).toContain(reason);
  });
});

test("rules stand in a group for each interval, with their times and labels, and what is lost is noted", () => {
  const slow = rule({
    name: "B",
    intervalMs: 60_000,
    forMs: 90_000,
    keepFiringForMs: 300_000,
    minSample: 10,
  });
  const { file, notes } = exportPrometheus([rule(), { ...slow, noData: { policy: "keep" } }]);
  expect(file.groups.map(({ interval }) => interval)).toEqual(["15s", "1m"]);
  expect(file.groups[1]?.rules[0]).toMatchObject({
    alert: "B",
    for: "1m30s",
    keep_firing_for: "5m",
    labels: { severity: "high" },
  });
  expect(notes).toEqual([
    { name: "B", note: "fires with fewer than 10 samples too" },
    { name: "B", note: "resolves when there is no data" },
  ]);
});

test("every preset is written or refused with a reason", () => {
  const rules = presetRules().map((preset) => ruleSchema.parse(preset.rule));
  const { file, refused } = exportPrometheus(rules);
  const written = file.groups.flatMap((group) => group.rules).map(({ alert }) => alert);
  expect([...written, ...refused.map(({ name }) => name)].toSorted()).toEqual(
    rules.map(({ name }) => name).toSorted(),
  );
  expect(written).toContain("High latency");
});
