/** What differs between two plans is said line by line, and what a running one keeps is locked. */
import { describe, expect, test } from "vitest";
import { HOUR } from "@/lib/core/time";
import { objectionsTo } from "./decisions";
import { locksOf } from "./locks";
import type { Plan } from "./plan";
import { changesBetween } from "./plan-diff";
import { planFrom } from "./presets";
import { DRAFT, type RolloutState } from "./state";

const NAMES = { flag: "agent", environment: "production", canary: "real", control: "mock" };
const plan = planFrom("mockToReal", { key: "agent-real", ...NAMES });
const withStage = (i: number, over: object): Plan => ({
  ...plan,
  stages: plan.stages.map((stage, j) => (i === j ? { ...stage, ...over } : stage)),
});
const gates = plan.gates.map((gate) =>
  gate.key === "latency" ? { ...gate, badAbove: 3_000, rule: { ...gate.rule, limit: 0.2 } } : gate,
);

describe("changes", () => {
  test.each<[string, Plan, string[]]>([
    ["none", plan, []],
    ["a bake", withStage(1, { minBakeMs: 36 * HOUR }), ["Stage 2 bakes 24 h → 36 h"]],
    ["a stage's rule", withStage(0, { passesBy: "time" }), ["Stage 1 passes by evidence → time"]],
    [
      "a gate",
      { ...plan, gates },
      ["Gate latency bad above: 5000 → 3000", "Gate latency limit: 10 % → 20 %"],
    ],
    [
      "a stage that is gone",
      { ...plan, stages: plan.stages.slice(0, 2) },
      ["The stage of 100 % is gone"],
    ],
    [
      "a start",
      { ...plan, startsAt: "2026-11-27T19:00:00+01:00" },
      ["Starts: any time → 2026-11-27 18:00 UTC"],
    ],
    [
      "a promise",
      { ...plan, promise: { ...plan.promise, alpha: 0.01 } },
      ["False rollbacks: at most 5 % → 1 %"],
    ],
  ])("of %s", (_what, next, said) => {
    expect(changesBetween(plan, next)).toEqual(said);
  });

  test("a stage in between is new, and the others are the same", () => {
    const [first, ...rest] = plan.stages;
    if (!first) throw new Error("the preset has stages");
    const between = { ...first, name: "", weight: 25, minBakeMs: HOUR };
    expect(changesBetween(plan, { ...plan, stages: [first, between, ...rest] })).toEqual([
      "Stage 2 is new: 25 %, bakes 1 h",
    ]);
  });
});

describe("locks", () => {
  const running: RolloutState = { ...DRAFT, phase: "RUNNING", step: "BAKING", stage: 1 };

  test("of a draft: only its name", () => {
    expect(locksOf(DRAFT)).toMatchObject({ names: null, gates: null, stagesBehind: 0 });
    expect(locksOf(DRAFT).key).not.toBeNull();
  });

  test("hold exactly what the server would refuse", () => {
    const locks = locksOf(running);
    expect(locks).toMatchObject({ stagesBehind: 1, stageNow: 1 });
    const refused = [
      { ...plan, promise: { ...plan.promise, alpha: 0.2 } },
      { ...plan, gates },
      { ...plan, canary: "other" },
      withStage(0, { minBakeMs: HOUR }),
      withStage(1, { weight: 60 }),
    ];
    expect(refused.map((next) => objectionsTo(plan, next, running).length)).toEqual([
      ...[1, 1, 1, 1, 1],
    ]);
    expect(objectionsTo(plan, withStage(1, { minBakeMs: HOUR }), running)).toEqual([]);
    expect(objectionsTo(plan, withStage(2, { weight: 90 }), running)).toEqual([]);
  });
});
