/** People may do what makes sense now, and are told why when it does not. */
import { describe, expect, test } from "vitest";
import { Fault } from "@/lib/core/fault";
import { HOUR } from "@/lib/core/time";
import {
  abort,
  approve,
  objectionsTo,
  pause,
  promote,
  refuseOverlap,
  restart,
  resume,
  rollBack,
  submit,
} from "./decisions";
import { advance, type Facts } from "./machine";
import { planSchema } from "./plan";
import { PRESETS, planFrom, rulesOf } from "./presets";
import { DRAFT, type Move } from "./state";

const NAMES = { key: "r", flag: "agent", environment: "production", canary: "b", control: "a" };
const plan = planFrom("mockToReal", NAMES);
const now = Date.parse("2026-03-02T09:00:00Z");
const decision = { now, by: "ana", reason: "because" };
const facts: Facts = {
  ...{ now, verdict: "CLEAR", canaryUnits: 0, lastCanaryAt: now, lastControlAt: now },
  ...{ blockers: [], freezes: [] },
};
const scheduled = submit(plan, DRAFT).state;
const running = advance(plan, scheduled, facts).state;
const refusal = (act: () => Move): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof Fault && error.code === "conflict") return error.message;
    throw error;
  }
  return "allowed";
};

describe("decisions", () => {
  test("a plan that needs an approval waits for it before it starts", () => {
    const asking = submit({ ...plan, needsApproval: true }, DRAFT).state;
    expect(asking.phase).toBe("PENDING_APPROVAL");
    expect(advance(plan, asking, facts).state).toEqual(asking);
    expect(approve(asking).state.phase).toBe("SCHEDULED");
    expect(refusal(() => approve(running))).toMatch(/Nothing here waits/);
  });

  test("a person's pause lasts until somebody resumes, and takes the stage no further", () => {
    const paused = pause(running, decision).state;
    const later = advance(plan, paused, { ...facts, now: now + HOUR, verdict: "PROVED" }).state;
    expect(later).toMatchObject({ step: "PAUSED", pause: "person", bakedMs: 0 });
    expect(resume(later, decision).state).toMatchObject({ step: "BAKING", pause: null });
    expect(refusal(() => resume(running, decision))).toMatch(/not paused/);
    expect(refusal(() => resume({ ...paused, pause: "freeze" }, decision))).toMatch(/by itself/);
    expect(refusal(() => pause(scheduled, decision))).toMatch(/Only a running/);
  });

  test("promotion by hand goes on at once, but not past an incident, a freeze, a pause or the gates", () => {
    expect(promote(plan, running, facts)).toMatchObject({
      state: { stage: 1, step: "BAKING" },
      acts: [{ kind: "setWeight", weight: 50 }],
    });
    const freeze = { from: "2026-03-01T00:00:00Z", to: "2026-04-01T00:00:00Z", reason: "fair" };
    const cases: [Partial<Facts>, RegExp][] = [
      [{ blockers: ["incident 7 is open"] }, /incident 7/],
      [{ freezes: [freeze] }, /frozen until/],
      [{ verdict: "ROLLBACK" }, /speak against/],
    ];
    for (const [over, words] of cases)
      expect(refusal(() => promote(plan, running, { ...facts, ...over }))).toMatch(words);
    expect(refusal(() => promote(plan, pause(running, decision).state, facts))).toMatch(/resume/);
  });

  test("a rollback takes everything back, opens an incident and names who did it", () => {
    expect(rollBack(running, decision)).toMatchObject({
      state: { phase: "ROLLED_BACK", endedBy: "ana", reason: "because" },
      acts: [{ kind: "setWeight", weight: 0 }, { kind: "openIncident" }, { kind: "ended" }],
    });
    expect(refusal(() => rollBack(scheduled, decision))).toMatch(/Nothing of it is out/);
    expect(rollBack({ ...running, phase: "COMPLETED" }, decision).state.phase).toBe("ROLLED_BACK");
  });

  test("an abort is no incident, and happens once", () => {
    const aborted = abort(running, decision);
    expect(aborted.acts.map(({ kind }) => kind)).toEqual(["setWeight", "ended"]);
    expect(refusal(() => abort(aborted.state, decision))).toMatch(/over already/);
  });

  test("a restart has the same users, or fresh ones by another salt", () => {
    const over = rollBack(running, decision).state;
    expect(restart(plan, over, "same").state).toMatchObject({ attempt: 2, salt: null });
    const fresh = restart(plan, over, "fresh").state;
    expect(fresh).toMatchObject({ phase: "SCHEDULED", attempt: 2, salt: "agent#2", bakedMs: 0 });
    expect(refusal(() => restart(plan, running, "same"))).toMatch(/Only what was rolled back/);
  });

  test("two rollouts do not move one flag", () => {
    const other = { plan: planFrom("blueGreen", { ...NAMES, key: "other" }), state: running };
    expect(() => refuseOverlap(plan, [other])).toThrow(/“other” moves the flag agent/);
    expect(() => refuseOverlap(plan, [{ ...other, state: DRAFT }])).not.toThrow();
    expect(() => refuseOverlap(plan, [{ plan, state: running }])).not.toThrow();
    const elsewhere = { ...other, plan: { ...other.plan, environment: "staging" } };
    expect(() => refuseOverlap(plan, [elsewhere])).not.toThrow();
  });

  test("a running plan keeps its promise, its gates and what is behind it; what is ahead may change", () => {
    const [first, second, last] = plan.stages;
    if (!first || !second || !last) throw new Error("The preset has three stages");
    const longer = { ...second, minBakeMs: 2 * HOUR };
    expect(objectionsTo(plan, { ...plan, stages: [first, longer, last] }, running)).toEqual([]);
    const promise = { alpha: 0.2, promotionAlpha: 0.05 };
    expect(objectionsTo(plan, { ...plan, promise, gates: [], canary: "c" }, running)).toEqual([
      expect.stringMatching(/^canary: /),
      expect.stringMatching(/^promise: /),
      expect.stringMatching(/^gates: /),
    ]);
    const heavier = { ...first, weight: 20 };
    const changed = { ...plan, stages: [heavier, second, last] };
    expect(objectionsTo(plan, changed, running)).toHaveLength(1);
    expect(objectionsTo(plan, changed, DRAFT)).toEqual([]);
  });
});

test("the plan of what is complete stays: its way back leads to that flag and no other", () => {
  const complete = { ...running, phase: "COMPLETED" } as const;
  expect(objectionsTo(plan, { ...plan, flag: "another" }, complete)).toHaveLength(1);
});

describe("plans", () => {
  test.each(PRESETS)("the preset %s is a plan, and its gates have rules", (preset) => {
    const made = planFrom(preset, NAMES);
    expect(planSchema.parse(made)).toEqual(made);
    expect(Object.keys(rulesOf(made))).toHaveLength(made.gates.length);
  });

  const stage = { weight: 10, minBakeMs: HOUR, maxBakeMs: HOUR };
  const gate = { key: "errors", signal: "errors" };
  test.each([
    [{ stages: [] }, /stages: takes at least one stage/],
    [{ gates: [] }, /gates: takes at least one gate/],
    [{ gates: [gate, gate] }, /two gates have one key/],
    [{ stages: [stage, stage] }, /more weight than the one before/],
    [{ stages: [{ ...stage, maxBakeMs: 1 }] }, /maxBakeMs: is shorter/],
    [{ stages: [{ ...stage, weight: 100 }] }, /passesBy: evidence compares two arms/],
    [{ stages: [{ ...stage, weight: 101 }] }, /weight/],
    [{ canary: "a" }, /canary: is the control as well/],
    [{ gates: [{ ...gate, rule: { proves: null } }] }, /no gate proves anything/],
    [{ gates: [{ ...gate, rule: { tolerance: null } }] }, /it is no gate/],
    [
      { freezes: [{ from: "2026-03-02T00:00:00Z", to: "2026-03-01T00:00:00Z", reason: "x" }] },
      /not after/,
    ],
  ])("%j is refused with the field", (over, message) => {
    const { error } = planSchema.safeParse({ ...NAMES, stages: [stage], gates: [gate], ...over });
    const said = error?.issues.map(({ path, message: text }) => `${path.join(".")}: ${text}`);
    expect(said?.join("\n")).toMatch(message);
  });
});
