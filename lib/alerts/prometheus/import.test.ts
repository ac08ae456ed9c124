/** Prometheus rule files: what is translated, what is refused and why, and that nothing is lost on the way back. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ruleSchema } from "@/lib/alerts/schema";
import { exportPrometheus } from "./export";
import { type Imported, importPrometheus } from "./import";

const file = (...rules: object[]) => ({ groups: [{ name: "g", rules }] });
const alert = (expr: string, more: object = {}) => ({ alert: "A", expr, ...more });

function only(expr: string, more: object = {}): Imported {
  const [imported, ...others] = importPrometheus(file(alert(expr, more)));
  if (!imported || others.length > 0) throw new Error("One rule in is one answer out");
  return imported;
}
const ruleOf = (expr: string, more: object = {}) => {
  const imported = only(expr, more);
  if (!imported.rule) throw new Error(`Refused: ${imported.reason}`);
  return imported.rule;
};
const reasonOf = (expr: string, more: object = {}) => {
  const imported = only(expr, more);
  return imported.rule ? "translated" : imported.reason;
};

const metric = (name: string, more: object = {}) => ({
  kind: "metric",
  name,
  aggregation: "last",
  across: "mean",
  ...more,
});

describe("an expression is translated:", () => {
  test.each<[string, object]>([
    ["up == 0", { signal: metric("up"), groupBy: ["series"], comparison: "==", threshold: 0 }],
    ["0.5 < load", { signal: metric("load"), comparison: ">", threshold: 0.5 }],
    ["disk > 20 * 1024 ^ 3", { threshold: 20 * 1_024 ** 3 }],
    ["-(temperature) > -5", { comparison: "<", threshold: 5 }],
    ["100 - idle * 100 > 90", { comparison: "<", threshold: 0.1 }],
    [
      "rate(errors_total[10m]) > 0.1",
      { signal: metric("errors_total", { aggregation: "rate" }), windowMs: 600_000 },
    ],
    [
      "avg_over_time(m[1h]) < 3",
      { signal: metric("m", { aggregation: "mean" }), windowMs: 3_600_000 },
    ],
    [
      "quantile_over_time(0.9, m[5m]) > 3",
      { signal: metric("m", { aggregation: "percentile", percentile: 90 }) },
    ],
    [
      "sum by (job, zone) (rate(x[5m])) > 1",
      {
        signal: metric("x", { aggregation: "rate", across: "sum" }),
        groupBy: ["label:job", "label:zone"],
      },
    ],
    ["max(x) BY (job) > 1", { signal: metric("x", { across: "max" }), groupBy: ["label:job"] }],
    ["count(x) > 1", { signal: metric("x", { across: "count" }), groupBy: [] }],
    [
      'absent(up{job="a"})',
      {
        signal: { kind: "absence", of: "metric", name: "up" },
        filters: [{ on: "label:job", op: "is", values: ["a"] }],
        threshold: null,
      },
    ],
    ["absent_over_time(up[15m])", { windowMs: 900_000 }],
    [
      "histogram_quantile(0.95, sum by (le, job) (rate(h_seconds_bucket[5m]))) > 2",
      {
        signal: metric("h_seconds", { aggregation: "percentile", percentile: 95 }),
        groupBy: ["label:job"],
      },
    ],
    [
      'x{a!="1", b=~"p|q", c!~"5..", d=~".*rule.+", e=~"v1\\\\.2"} > 0',
      {
        filters: [
          { on: "label:a", op: "isNot", values: ["1"] },
          { on: "label:b", op: "is", values: ["p", "q"] },
          { on: "label:c", op: "notLike", values: ["5??"] },
          { on: "label:d", op: "like", values: ["*rule?*"] },
          { on: "label:e", op: "is", values: ["v1.2"] },
        ],
      },
    ],
    [
      'x{a=~"(dev|test)-(a|b)"} > 0',
      { filters: [{ on: "label:a", op: "is", values: ["dev-a", "dev-b", "test-a", "test-b"] }] },
    ],
  ])("%s", (expr, expected) => {
    expect(ruleOf(expr)).toMatchObject(expected);
  });

  test("a share of requests in percent becomes a ratio, and its guard goes", () => {
    const imported = only(
      '100 * sum by (job) (rate(req{code=~"5.."}[5m])) / sum by (job) (rate(req[5m])) > 5 and sum by (job) (rate(req[5m])) > 0',
    );
    const rate = { aggregation: "rate", across: "sum" };
    expect(imported.rule).toMatchObject({
      signal: {
        kind: "ratio",
        part: metric("req", {
          ...rate,
          filters: [{ on: "label:code", op: "like", values: ["5??"] }],
        }),
        whole: metric("req", { ...rate, filters: [] }),
      },
      filters: [],
      groupBy: ["label:job"],
      comparison: ">",
      threshold: 0.05,
    });
    expect(imported.rule && imported.notes).toContain(
      "the guard against a divisor of 0 is not needed here",
    );
  });

  test("two metrics that are compared become their ratio, and that is noted", () => {
    const imported = only("used > 0.8 * limit");
    expect(imported.rule).toMatchObject({ signal: { kind: "ratio" }, threshold: 0.8 });
    expect(imported.rule && imported.notes.join()).toContain("second to be positive");
  });
});

describe("an expression is refused, with the reason:", () => {
  test.each([
    ["v > bool 0.5", "`bool`"],
    ["up", "no comparison"],
    ["a > 1 and b > 1", "joins two conditions with `and`"],
    ["a / b > 1 and c > 0", "joins two conditions with `and`"],
    ["a > 1 or b > 1", "joins two conditions with `or`"],
    ["a unless b", "joins two conditions with `unless`"],
    ["a == b", "whether two metrics are equal"],
    ["time() - started > 60", "compares with the clock"],
    ["delta(g[5m]) > 1", "change of a gauge"],
    ["predict_linear(g[1h], 3600) < 0", "predicts"],
    ["round(g) > 1", "the function “round”"],
    ["topk(3, g) > 1", "aggregates with “topk”"],
    ["sum without (pod) (g) > 1", "`without`"],
    ["sum(sum by (a) (g)) > 1", "aggregates twice"],
    ["sum(g > 0) > 1", "compares (`>`) inside"],
    ["sum(a / b) > 1", "takes the sum of a calculation"],
    ["a + b > 1", "calculates with two metrics (`+`)"],
    ["a * on (x) group_left b > 1", "calculates with two metrics (`*`)"],
    ["a / on (x) group_left b > 1", "joins many series with one"],
    ["a / ignoring (x) b > 1", "`ignoring`"],
    ["sum by (a) (x) / sum by (b) (y) > 1", "split by other labels"],
    ["rate(a[5m]) / rate(b[1h]) > 1", "two windows"],
    ["g offset 1h > 1", "another time than now"],
    ["max_over_time(rate(x[5m])[1h:]) > 1", "something other than a metric"],
    ["job:errors:rate5m > 1", "the recording rule “job:errors:rate5m”"],
    ['x{a=~"[0-9]+"} > 1', "“[0-9]+” says more"],
    ["1 / x > 2", "divides a number by a metric"],
    ["x * 0 > 1", "always the same"],
    ["x >", "expected"],
    ["x{a=b} > 1", "At 5: expected a string, found “b”"],
    ["rate(x[10d]) > 1", "windowMs must be between one minute and 7 days"],
  ])("%s", (expr, reason) => {
    expect(reasonOf(expr)).toContain(reason);
  });

  test.each<[string, object, string]>([
    ["a label that changes with the value", { labels: { v: "{{ $value }}" } }, "label v changes"],
    ["a `for` that is no duration", { for: "soon" }, "its for “soon”"],
    ["a `for` of a month", { for: "30d" }, "forMs must be between"],
    ["a label's name nobody takes", { labels: { "a b": "x" } }, "labels.a b is no name"],
  ])("%s", (_what, more, reason) => {
    expect(reasonOf("up == 0", more)).toContain(reason);
  });
});

describe("a rule around its expression", () => {
  test("keeps its times, labels and texts", () => {
    const imported = importPrometheus({
      groups: [
        {
          name: "g",
          interval: "1m",
          rules: [
            alert("up == 0", {
              for: "90s",
              keep_firing_for: "5m",
              labels: { severity: "page", team: "ops" },
              annotations: { summary: "{{ $labels.job }} is at {{ $value | humanize }}" },
            }),
          ],
        },
      ],
    });
    expect(imported).toMatchObject([
      {
        group: "g",
        name: "A",
        notes: [],
        rule: {
          intervalMs: 60_000,
          forMs: 90_000,
          keepFiringForMs: 300_000,
          severity: "critical",
          labels: { team: "ops" },
          annotations: { summary: "{{ $labels.job }} is at {{ $value | humanize }}" },
          noData: { policy: "ok" },
        },
      },
    ]);
  });

  test.each([
    ["critical", "critical"],
    ["error", "high"],
    ["Warning", "medium"],
    ["info", "low"],
    ["P2", "medium"],
  ])("of severity %s is %s", (word, severity) => {
    expect(ruleOf("up == 0", { labels: { severity: word } }).severity).toBe(severity);
  });

  test("says which annotation needs more than a value and labels", () => {
    const imported = only("up == 0", {
      annotations: { a: "{{ $value }}", b: '{{ with query "up" }}{{ end }}' },
    });
    expect(imported.rule && imported.notes.join()).toMatch(
      /^it names no severity: medium,.*annotation b/,
    );
  });

  test("that records, or is none, has its reason too", () => {
    const answers = importPrometheus(
      file({ record: "job:x", expr: "sum(x)" }, { alert: "no expression" }, alert("up == 0")),
    );
    expect(answers.map(({ rule }) => rule !== null)).toEqual([false, false, true]);
    expect(answers[0]).toMatchObject({
      name: "job:x",
      reason: "it records a metric and alerts of nothing",
    });
    expect(answers[1]).toMatchObject({ reason: expect.stringContaining("expr") });
  });

  test("is found in a manifest of the operator as well", () => {
    expect(importPrometheus({ kind: "PrometheusRule", spec: file(alert("up == 0")) })).toHaveLength(
      1,
    );
  });

  test.each([null, [], "groups", { groups: {} }])("cannot be in %j", (content) => {
    expect(() => importPrometheus(content)).toThrow("no list of `groups`");
  });
});

const DATA = process.env.WHEELHOUSE_TEST_DATA ?? "../shared/data";
/** Fewer translated would be a loss, more a reason to look. */
const REAL = [
  { folder: "alert-rules-awesome", rules: 487, recording: 0, translated: 361 },
  { folder: "alert-rules-kube-prometheus", rules: 178, recording: 79, translated: 42 },
];
/** Other tools bring it along; the product itself takes files that are parsed. */
const YAML = "yaml";
const yaml: { parse: (text: string) => unknown } | null = await import(YAML).catch(() => null);

describe.each(REAL)("the real rules of $folder", ({ folder, rules, recording, translated }) => {
  const path = `${DATA}/${folder}`;
  const isThere = existsSync(path) && yaml !== null;
  if (!isThere) console.warn(`SKIPPED: ${path} or a YAML parser is not there`);
  const all = isThere
    ? readdirSync(path, { recursive: true, encoding: "utf8" })
        .filter((name) => /\.ya?ml$/.test(name))
        .flatMap((name) => importPrometheus(yaml.parse(readFileSync(`${path}/${name}`, "utf8"))))
    : [];

  test.runIf(isThere)("are each translated, or have a reason", () => {
    const refused = all.filter(({ rule }) => rule === null);
    expect(all).toHaveLength(rules);
    expect(
      refused.filter((one) => one.rule === null && one.reason.startsWith("it records")),
    ).toHaveLength(recording);
    expect(all.length - refused.length).toBe(translated);
    for (const one of refused) expect(one.rule === null && one.reason.length).toBeGreaterThan(10);
  });

  test.runIf(isThere)("come back from their export as they went in", () => {
    for (const { rule } of all) {
      if (!rule) continue;
      const parsed = ruleSchema.parse(rule);
      const { file: written, refused } = exportPrometheus([parsed]);
      expect(refused).toEqual([]);
      const [again] = importPrometheus(written);
      expect(again?.rule && ruleSchema.parse(again.rule)).toEqual(parsed);
    }
  });
});

describe("an expression that is nested beyond reason is refused in words:", () => {
  const many = 20_000;
  test.each<[string, string]>([
    ["brackets", `${"(".repeat(many)}up${")".repeat(many)} > 1`],
    ["minuses", `${"- ".repeat(many)}up > 1`],
    ["sums", `${"1 + ".repeat(many)}up > 1`],
    ["powers", `up > ${"2 ^ ".repeat(many)}2`],
    ["calls", `${"abs(".repeat(many)}up${")".repeat(many)} > 1`],
    ["subqueries", `up${" [5m:1m]".repeat(many)} > 1`],
  ])("%s", (_what, expr) => {
    expect(reasonOf(expr)).toBe("Its parts are nested more than 100 deep");
  });

  test("and any number of pluses before a number is no nesting", () => {
    expect(reasonOf(`up > ${"+ ".repeat(many)}1`)).toBe("translated");
  });
});

test("a rule without a severity is said to be medium, without a word that is not there", () => {
  expect(only("up == 0")).toMatchObject({ notes: ["it names no severity: medium"] });
  expect(only("up == 0", { labels: { severity: "odd" } })).toMatchObject({
    notes: ["the severity “odd” is taken for medium"],
  });
});
