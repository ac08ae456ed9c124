/** A plan while it is written: where it begins, what follows a signal, and two people at once. */
import { describe, expect, test } from "vitest";
import { DAY, HOUR } from "@/lib/core/time";
import { bakeOf, neededBake } from "./bake";
import {
  draftFrom,
  draftFromScratch,
  draftOf,
  freeKey,
  newGate,
  rebased,
  withSignal,
} from "./draft";
import { type Plan, planSchema } from "./plan";
import { PRESETS } from "./presets";

const NAMES = { flag: "agent", environment: "production", canary: "real", control: "mock" };
const plan: Plan = { ...draftFrom("mockToReal", NAMES), key: "agent-real" };

describe("a draft", () => {
  test.each([
    ...PRESETS.map((preset) => [preset, draftFrom(preset, NAMES)] as const),
    ["scratch", draftFromScratch(NAMES)] as const,
  ])("from %s fits once it has a name", (_from, begun) => {
    expect(begun.key).toBe("");
    expect(planSchema.safeParse({ ...begun, key: "named" }).success).toBe(true);
  });

  test("that is a copy has neither the name nor the dates of the old one", () => {
    const [first, ...rest] = plan.stages;
    if (!first) throw new Error("the preset has stages");
    const at = "2026-01-31T00:00:00Z";
    const old = { ...plan, startsAt: at, stages: [{ ...first, notBefore: at }, ...rest] };
    expect(draftOf(old)).toEqual({ ...plan, key: "", startsAt: null, freezes: [] });
  });
});

describe("a gate", () => {
  test("that becomes one of late news waits for them, and takes the name of its signal", () => {
    const late = withSignal(newGate("errors-2"), "thumbsDown");
    expect(late).toMatchObject({ key: "thumbsDown-2", lagMinutes: 60, rule: { proves: null } });
  });

  test("has a name of its own", () => {
    const gates = [newGate("errors"), newGate("errors-2")];
    expect(freeKey(gates, "errors")).toBe("errors-3");
    expect(freeKey([], "errors")).toBe("errors");
  });
});

test("of two who change a plan, the second keeps the own changes on top of the first's", () => {
  const mine = { ...plan, leastUnits: 99 };
  const theirs = { ...plan, description: "theirs", leastUnits: 50 };
  expect(rebased(plan, mine, theirs)).toEqual({ ...theirs, leastUnits: 99 });
});

describe("a stage", () => {
  const stage = { ...plan.stages[0], maxBakeMs: DAY, minBakeMs: HOUR, weight: 10 };
  const at = (perMinute: number, over: object = {}) =>
    bakeOf(plan, { ...stage, ...over } as Plan["stages"][number], { perMinute, badRatio: 0.01 });

  test("that cannot prove anything in its maximum bake says that it will ask people", () => {
    expect(at(5).warning).toMatch(/too short to prove <2x/);
    expect(at(0).warning).toMatch(/Without traffic it asks people after 24 h/);
    expect(at(1_000).warning).toBeNull();
  });

  test("is offered the bake that the planner names, and no shorter maximum", () => {
    const traffic = { perMinute: 5, badRatio: 0.01 };
    const needed = neededBake(plan, { ...stage } as Plan["stages"][number], traffic);
    expect(needed).toMatchObject({ words: "38 h", raisesMaximum: true });
    const taken = { ...stage, ...needed?.change } as Plan["stages"][number];
    expect(bakeOf(plan, taken, traffic)).toMatchObject({
      bake: expect.stringMatching(/and prove <2x$/),
      warning: null,
    });
    expect(neededBake(plan, taken, traffic)).toBeNull();
    const roomy = { ...stage, maxBakeMs: 3 * DAY } as Plan["stages"][number];
    expect(neededBake(plan, roomy, traffic)).toMatchObject({
      change: { maxBakeMs: 3 * DAY },
      raisesMaximum: false,
    });
  });

  test("is offered none where no bake helps: no traffic, one arm, too long, or time decides", () => {
    const offer = (perMinute: number, over: object = {}) =>
      neededBake(plan, { ...stage, ...over } as Plan["stages"][number], {
        ...{ perMinute, badRatio: 0.01 },
      });
    expect(offer(0)).toBeNull();
    expect(offer(0.01)).toBeNull();
    expect(offer(5, { weight: 100, passesBy: "time" })).toBeNull();
    expect(offer(5, { passesBy: "time" })).toBeNull();
  });

  test("that passes by time, or has one arm, warns of nothing", () => {
    expect(at(5, { passesBy: "time" }).warning).toBeNull();
    expect(at(5, { weight: 100 })).toEqual({ bake: null, warning: null });
  });
});
