/** Rules for people: sentences, standings, forms and curves. */
import { describe, expect, test } from "vitest";
import { presetRules } from "@/lib/alerts/presets";
import { type RuleInput, ruleSchema } from "@/lib/alerts/schema";
import type { Signal } from "@/lib/alerts/signal";
import { FRESH_RULE, freshState, type RuleState } from "@/lib/alerts/state";
import { bounded } from "./bounded";
import { differencesOf, watchesElse } from "./differences";
import { backtestable, newDraft, withSignal } from "./draft";
import { allowedFields, allowedGroups } from "./fields";
import { importedFrom } from "./file";
import { freeName } from "./preview";
import { curveOf, hitsOf, segmentsOf } from "./replay";
import { ruleSentence } from "./sentence";
import { ADDEND_FORMS, SIGNAL_FORMS, shownFields, withField } from "./signal-form";
import { staleMessage } from "./stale";
import { standingOf } from "./standing";

const rule = (more: Partial<RuleInput> = {}) =>
  ruleSchema.parse({
    name: "A",
    severity: "high",
    signal: { kind: "errorRate" },
    threshold: 0.05,
    ...more,
  });

describe("a rule in sentences", () => {
  test("says what, of what, how long, who comes, when it ends and what silence means", () => {
    const words = ruleSentence(
      rule({
        groupBy: ["agent"],
        filters: [{ on: "environment", values: ["production"] }],
        forMs: 300_000,
        recoveryThreshold: 0.03,
        keepFiringForMs: 120_000,
        minSample: 10,
      }),
    );
    expect(words).toBe(
      "When the error rate by agent where environment is “production” is above 5 % over 5 min for 5 min, page whoever is on call (high). It ends when it is no longer above 3 % and has stayed so for 2 min. Fewer than 10 samples mean nothing. Missing data changes nothing.",
    );
  });

  test.each(presetRules().map(({ key, rule: preset }) => [key, preset] as const))(
    "the preset %s leaves no hole",
    (_, preset) => {
      expect(ruleSentence(ruleSchema.parse(preset))).not.toMatch(/undefined|null|NaN|…/);
    },
  );

  test("a draft without a threshold can be read too", () => {
    expect(ruleSentence({ ...newDraft(), threshold: null })).toContain("above …");
  });
});

describe("the standing of a rule", () => {
  const alert = (phase: "firing" | "pending" | "noData" | "recovering") => ({
    ...freshState({ key: phase, series: phase, labels: {} }, 1),
    phase,
  });
  const state = (more: Partial<RuleState>): RuleState => ({
    ...FRESH_RULE,
    evaluatedAt: 1,
    ...more,
  });
  const failures = { count: 3, since: 1, message: "no table", isTold: false };

  // biome-ignore format: a table reads in columns
  test.each<[string, RuleState, number | null, boolean, string]>([
    ["not evaluated", FRESH_RULE, null, true, "waiting"],
    ["off", state({ alerts: [alert("firing")] }), 1, false, "off"],
    ["without a series", state({}), 0, true, "noData"],
    ["with values and nothing to tell", state({}), 4, true, "ok"],
    ["pending", state({ alerts: [alert("pending")] }), 1, true, "pending"],
    ["recovering is firing still", state({ alerts: [alert("recovering"), alert("pending")] }), 2, true, "firing"],
    ["failing", state({ failures, alerts: [alert("pending")] }), 2, true, "error"],
    ["failing while it fires", state({ failures, alerts: [alert("firing")] }), 2, true, "firing"],
    ["silent", state({ alerts: [alert("noData")] }), 3, true, "noData"],
  ])("%s", (_, kept, series, isEnabled, word) => {
    expect(standingOf(kept, series, isEnabled).word).toBe(word);
  });

  test("what is ok is what has a value and is neither firing nor pending", () => {
    const kept = state({ alerts: [alert("firing"), alert("pending")] });
    expect(standingOf(kept, 7, true)).toMatchObject({ firing: 1, pending: 1, ok: 5 });
  });
});

test("label sets beyond the limit are not ok", () => {
  const kept = { ...FRESH_RULE, evaluatedAt: 1, refused: 4 };
  expect(standingOf(kept, 7, true)).toMatchObject({ refused: 4, ok: 3 });
});

describe("the form of a signal", () => {
  test.each(Object.entries(SIGNAL_FORMS))(
    "%s begins with a rule that can be replayed",
    (kind, form) => {
      const draft = withSignal(newDraft(), form.start);
      const needsName = kind === "metric";
      const named = needsName ? { ...form.start, name: "m" } : form.start;
      expect(backtestable({ ...draft, signal: named as Signal })).not.toBeNull();
    },
  );

  test("a field that another choice hides is not sent, and one that it needs begins somewhere", () => {
    const form = SIGNAL_FORMS.latency;
    const step = withField(form, form.start, "of", "step");
    expect(step).toMatchObject({ of: "step", step: "" });
    expect(withField(form, step, "of", "calls")).not.toHaveProperty("step");
    const metric = SIGNAL_FORMS.metric;
    const p95 = withField(metric, metric.start, "aggregation", "percentile");
    expect(p95).toMatchObject({ percentile: 95 });
    expect(shownFields(metric, p95).map(({ key }) => key)).toContain("percentile");
  });

  test("an optional text that is emptied is left out", () => {
    const form = SIGNAL_FORMS.qualityPassRate;
    const named = withField(form, form.start, "gate", "tone");
    expect(named).toMatchObject({ gate: "tone" });
    expect(withField(form, named, "gate", "")).not.toHaveProperty("gate");
  });

  test("another signal drops filters and splits that it does not know", () => {
    const draft = rule({
      groupBy: ["model", "environment"],
      signal: { kind: "errorRate", of: "calls" },
    });
    expect(withSignal(draft, SIGNAL_FORMS.feedback.start)).toMatchObject({
      groupBy: ["environment"],
      comparison: "<",
    });
  });

  test("each addend has a form", () => {
    expect(Object.keys(ADDEND_FORMS).sort()).toEqual(["cost", "count", "metric"]);
  });
});

describe("what a rule can be split by", () => {
  test("is what the rollups keep together with what is chosen already", () => {
    const latency = SIGNAL_FORMS.latency.start;
    expect(allowedFields(latency, [])).toEqual([
      ...["environment", "agent", "agentType", "version", "variant"],
    ]);
    expect(allowedFields(latency, ["version"])).toEqual(["environment", "agent", "version"]);
  });

  test("for a metric is its series, or a label", () => {
    expect(allowedGroups(SIGNAL_FORMS.metric.start, [])).toEqual(["series", "environment"]);
  });
});

test("a change names only what differs, whatever the order of the fields", () => {
  const before = rule({ noData: { policy: "noData", forMs: 60_000 } });
  const after = rule({ noData: { forMs: 60_000, policy: "noData" }, threshold: 0.1 });
  const sides = differencesOf(before, after);
  expect(sides).toEqual({ before: { threshold: 0.05 }, after: { threshold: 0.1 } });
  expect(watchesElse(sides)).toBe(false);
  expect(watchesElse(differencesOf(before, rule({ groupBy: ["agent"] })))).toBe(true);
});

test("a stale edit is told each change since, and only those", () => {
  const at = new Date("2026-11-20T14:05:00Z");
  const entry = (revision: number, more: object) => ({
    actorName: "Ada",
    at,
    after: { revision, ...more },
  });
  expect(staleMessage([entry(3, { threshold: 1, forMs: 0 }), entry(2, { name: "B" })], 2)).toBe(
    "Ada changed the threshold and how long it has to hold on 20 Nov at 14:05 UTC, after you opened this: nothing of yours was saved",
  );
});

test("a free name is the first that nobody has, and never too long", () => {
  expect(freeName("A", new Set(["A", "A 2"]))).toBe("A 3");
  expect(freeName("x".repeat(120), new Set()).length).toBe(120);
});

describe("a replayed history", () => {
  const history = (...values: (number | null)[][]) => ({
    from: 0,
    stepMs: 60_000,
    steps: Math.max(...values.map(({ length }) => length)),
    series: values.map((own, i) => ({ labels: { i: String(i) }, values: own })),
  });

  test("that is too much to send keeps the label sets that came nearest", () => {
    const { history: kept, omitted } = bounded(history([1, 2], [9, 1], [3, 3]), ">", 4);
    expect(omitted).toBe(1);
    expect(kept.series.map(({ labels }) => labels.i)).toEqual(["1", "2"]);
    expect(bounded(history([1, 2], [9, 8]), "<", 2).history.series[0]?.labels.i).toBe("0");
  });

  test("is drawn by its worst, with gaps as gaps", () => {
    const curve = curveOf(history([1, 5, null, 2], [2, 3, null, null]), ">", 4);
    expect(curve.points.map(({ value }) => value)).toEqual([2, 5, null, 2]);
    expect(curve).toMatchObject({ least: 2, most: 5 });
    expect(segmentsOf(curve).map(({ length }) => length)).toEqual([2, 1]);
    expect(curveOf(history([1, 5, 7, 2]), "<", 2).points.map(({ value }) => value)).toEqual([1, 2]);
  });

  test("is held against known incidents: told, missed, and neither", () => {
    const episode = (from: number, to: number | null) => ({ from, to }) as never;
    const incident = (from: number, to: number | null) => ({ id: "i", label: "i", from, to });
    const episodes = [episode(1, 3), episode(10, null)];
    expect(hitsOf({ episodes }, [incident(2, 5), incident(6, 8)])).toEqual({
      told: 1,
      missed: 1,
      others: 1,
    });
  });
});

test("a rule file may take parts of a rule from an anchor by a merge key", () => {
  const [first, second] = importedFrom(`
groups:
  - name: g
    rules:
      - &base { alert: A, expr: up == 0, for: 5m, labels: { severity: page } }
      - { <<: *base, alert: B }
`);
  expect(first?.rule).toMatchObject({ name: "A", forMs: 300_000 });
  expect(second?.rule).toMatchObject({ name: "B", forMs: 300_000, severity: "critical" });
});
