/** What a rule may be, and what somebody is told whose rule cannot be. */
import { describe, expect, test } from "vitest";
import { type RuleInput, ruleSchema } from "./schema";

const rule = (more: object = {}) => ({
  name: "Errors",
  severity: "high",
  signal: { kind: "errorRate" },
  threshold: 0.05,
  ...more,
});

function refusal(input: object): string {
  const parsed = ruleSchema.safeParse(input);
  const [issue] = parsed.error?.issues ?? [];
  return issue ? `${issue.path.join(".")}: ${issue.message}` : "accepted";
}

test("a rule needs a name, a signal, a severity and a threshold; the rest has defaults", () => {
  expect(ruleSchema.parse(rule())).toMatchObject({
    comparison: ">",
    windowMs: 300_000,
    intervalMs: 15_000,
    forMs: 0,
    noData: { policy: "keep" },
    onError: { policy: "keep", tellAfter: 5 },
    groupBy: [],
    isEnabled: true,
  });
});

test("a rule with its defaults is a rule, and stays as it is", () => {
  const parsed = ruleSchema.parse(rule());
  expect(ruleSchema.parse(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed);
});

const accepted: [string, Partial<RuleInput>][] = [
  ["absence without a threshold", { signal: { kind: "absence", of: "requests" }, threshold: null }],
  [
    "latency by agent and version",
    {
      signal: { kind: "latency", percentile: 95 },
      threshold: 8_000,
      groupBy: ["agent", "version", "environment"],
    },
  ],
  [
    "a ratio of metrics by label",
    {
      signal: {
        kind: "ratio",
        part: { kind: "metric", name: "used", aggregation: "last" },
        whole: { kind: "metric", name: "max", aggregation: "last" },
      },
      threshold: 0.9,
      groupBy: ["label:host"],
    },
  ],
  [
    "cost by provider and model",
    { signal: { kind: "cost" }, threshold: 10, groupBy: ["provider", "model"] },
  ],
  ["recovery below the threshold", { threshold: 0.05, recoveryThreshold: 0.02 }],
  ["recovery above a lower bound", { comparison: "<", threshold: 0.5, recoveryThreshold: 0.6 }],
  [
    "a label that depends on the value in steps",
    {
      labels: {
        level: {
          steps: [
            { from: null, is: "low" },
            { from: 1, is: "high" },
          ],
        },
      },
    },
  ],
  ["a label that depends on a label", { labels: { owner: "{{ $labels.agent }}-team" } }],
];
test.each(accepted)("%s is accepted", (_what, more) => {
  expect(refusal(rule(more))).toBe("accepted");
});

describe("a rule is refused, naming field and remedy, for", () => {
  test.each<[string, object, string, string]>([
    ["a field nobody knows", { treshold: 1 }, "", "treshold"],
    ["no name", { name: " " }, "name", "must not be empty"],
    [
      "a signal nobody knows",
      { signal: { kind: "errors" } },
      "signal.kind",
      "is one of errorRate, latency, count",
    ],
    ["no threshold", { threshold: null }, "threshold", "is the number the value is compared with"],
    ["a share in percent", { threshold: 5 }, "threshold", "write 0.05 for 5 %"],
    ["a threshold that is no number", { threshold: "5%" }, "threshold", "is a number"],
    ["a comparison nobody knows", { comparison: "=>" }, "comparison", "is one of > >= <"],
    [
      "recovery on the wrong side",
      { recoveryThreshold: 0.06 },
      "recoveryThreshold",
      "must not be above",
    ],
    [
      "recovery on the wrong side of a lower bound",
      { comparison: "<", recoveryThreshold: 0.01 },
      "recoveryThreshold",
      "must not be below",
    ],
    [
      "recovery from equality",
      { comparison: "==", recoveryThreshold: 0.01 },
      "recoveryThreshold",
      "does not go with ==",
    ],
    [
      "a threshold of absence",
      { signal: { kind: "absence", of: "requests" } },
      "threshold",
      "leave it out",
    ],
    [
      "absence of a metric without a name",
      { signal: { kind: "absence", of: "metric" }, threshold: null },
      "signal.name",
      "says which metric",
    ],
    [
      "a health that is none",
      { signal: { kind: "componentHealth" }, threshold: 3 },
      "threshold",
      "0 (ok), 1 (degraded) or 2 (down)",
    ],
    [
      "a percentile without a number",
      { signal: { kind: "metric", name: "m", aggregation: "percentile" } },
      "signal.percentile",
      "needs it",
    ],
    [
      "a step of no latency",
      { signal: { kind: "latency", percentile: 95, step: "x" }, threshold: 1 },
      "signal.step",
      "of: step",
    ],
    [
      "a budget of a window",
      { signal: { kind: "cost", relativeTo: "budget" } },
      "signal.over",
      "`day`, `week` or `month`",
    ],
    ["an unknown field", { groupBy: ["region"] }, "groupBy.0", "label:NAME"],
    ["a field twice", { groupBy: ["agent", "agent"] }, "groupBy.1", "“agent” is there already"],
    [
      "a model of requests",
      { groupBy: ["model"] },
      "groupBy.0",
      "“model” is not kept for the signal “errorRate”; there is environment, agent, agentType",
    ],
    [
      "two fields of latency that are not kept together",
      {
        signal: { kind: "latency", percentile: 95 },
        threshold: 1,
        filters: [{ on: "agentType", values: ["rag"] }],
        groupBy: ["version"],
      },
      "groupBy.0",
      "not kept together",
    ],
    [
      "a label of what has none",
      { filters: [{ on: "label:host", values: ["a"] }] },
      "filters.0.on",
      "is for metrics",
    ],
    [
      "a filter without values",
      { filters: [{ on: "agent", values: [] }] },
      "filters.0.values",
      "at least one",
    ],
    ["a window of a second", { windowMs: 1_000 }, "windowMs", "between one minute and 7 days"],
    ["an interval between ticks", { intervalMs: 20_000 }, "intervalMs", "multiple of 15 seconds"],
    ["half a second of `for`", { forMs: 0.5 }, "forMs", "whole number of milliseconds"],
    [
      "a policy nobody knows",
      { noData: { policy: "nodata" } },
      "noData.policy",
      "ok, keep, noData (with forMs) or alerting",
    ],
    ["silence without its time", { noData: { policy: "noData" } }, "noData.forMs", "milliseconds"],
    [
      "a label that changes with the value",
      { labels: { v: "{{ $value }}" } },
      "labels.v",
      "another alert at each evaluation",
    ],
    [
      "steps that do not rise",
      {
        labels: {
          v: {
            steps: [
              { from: 2, is: "a" },
              { from: 1, is: "b" },
            ],
          },
        },
      },
      "labels.v.steps",
      "above the one before",
    ],
    [
      "a label that we set",
      { labels: { severity: "x" } },
      "labels.severity",
      "the rule's severity",
    ],
    [
      "a label's name with a dash",
      { labels: { "a-b": "x" } },
      "labels.a-b",
      "letters, digits and _",
    ],
    ["a runbook that is no slug", { runbook: "High Latency" }, "runbook", "lower-case"],
    [
      "a severity nobody knows",
      { severity: "page" },
      "severity",
      "is one of critical, high, medium, low",
    ],
  ])("%s", (_what, more, field, words) => {
    const [path = "", ...message] = refusal(rule(more)).split(": ");
    expect(message.join(": ")).toContain(words);
    expect(path).toBe(field);
  });
});
