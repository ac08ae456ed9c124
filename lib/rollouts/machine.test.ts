/** A rollout moves forward on evidence and by its plan, backward at once, and on silence not at all. */
import { describe, expect, test } from "vitest";
import { HOUR, MINUTE } from "@/lib/core/time";
import { submit } from "./decisions";
import { advance, type Facts } from "./machine";
import { type Plan, type PlanDraft, planSchema } from "./plan";
import { type Act, DRAFT, type RolloutState } from "./state";

const T0 = Date.parse("2026-03-02T09:00:00Z");
const NAMES = { key: "r", flag: "agent", environment: "production", canary: "b", control: "a" };
const TWO_STAGES: PlanDraft["stages"] = [
  { weight: 10, minBakeMs: HOUR, maxBakeMs: 3 * HOUR },
  { weight: 100, minBakeMs: HOUR, maxBakeMs: HOUR, passesBy: "time" },
];
const planOf = (over: Partial<PlanDraft> = {}): Plan =>
  planSchema.parse({
    ...NAMES,
    stages: TWO_STAGES,
    gates: [{ key: "errors", signal: "errors" }],
    ...over,
  });

/** A rollout with a worker that ticks each minute, and traffic that comes each minute. */
function play(plan: Plan, state: RolloutState = submit(plan, DRAFT).state) {
  let now = T0;
  let units = 0;
  const told: Act[] = [];
  const game = {
    state,
    told,
    /** Ticks once a minute with these facts. */
    run: (minutes: number, facts: Partial<Facts> = {}) => {
      for (let i = 0; i < minutes; i++) {
        now += MINUTE;
        units += 5;
        game.tick(facts);
      }
      return game;
    },
    tick: (facts: Partial<Facts> = {}) => {
      const usual = { verdict: "CLEAR", lastCanaryAt: now, lastControlAt: now } as const;
      const others = { blockers: [], freezes: [], canaryUnits: units };
      const { state: next, acts } = advance(plan, game.state, {
        now,
        ...usual,
        ...others,
        ...facts,
      });
      game.state = next;
      told.push(...acts);
      return game;
    },
    at: (time: number) => {
      now = time;
      return game;
    },
    now: () => now,
  };
  return game;
}

const kinds = (told: readonly Act[]) => told.map((act) => ("about" in act ? act.about : act.kind));

describe("forward", () => {
  test("a draft stays one however often the worker looks", () => {
    expect(play(planOf(), DRAFT).run(100, { verdict: "PROVED" }).state).toEqual(DRAFT);
  });

  test("starts at its time, not before, not in a freeze and not under a blocker", () => {
    const startsAt = new Date(T0 + 10 * MINUTE).toISOString();
    const freeze = { from: startsAt, to: new Date(T0 + 20 * MINUTE).toISOString(), reason: "fair" };
    const game = play(planOf({ startsAt, freezes: [freeze] })).run(9);
    expect(game.state.phase).toBe("SCHEDULED");
    expect(game.run(10).state.phase).toBe("SCHEDULED");
    expect(game.run(1, { blockers: ["an open critical incident"] }).state.phase).toBe("SCHEDULED");
    expect(game.run(1).state).toMatchObject({ phase: "RUNNING", stage: 0, step: "BAKING" });
    expect(game.told).toEqual([{ kind: "setWeight", weight: 10 }]);
  });

  test("a proof of an earlier stage does not carry one that nobody has met", () => {
    const stages = [10, 50, 90].map((weight) => ({ weight, minBakeMs: 0, maxBakeMs: HOUR }));
    const game = play(planOf({ stages, noDataAfterMs: HOUR })).run(10, { verdict: "PROVED" });
    const { stage } = game.state;
    expect(game.run(20, { verdict: "PROVED", canaryUnits: game.state.unitsBefore }).state).toEqual(
      expect.objectContaining({ phase: "RUNNING", stage }),
    );
  });

  test("proof passes a stage after its bake, not before; the last ends the rollout", () => {
    const game = play(planOf()).run(60, { verdict: "PROVED" });
    expect(game.state).toMatchObject({ stage: 0, step: "BAKING", bakedMs: 59 * MINUTE });
    expect(game.run(1, { verdict: "PROVED" }).state).toMatchObject({ stage: 1, bakedMs: 0 });
    expect(game.run(60).state.phase).toBe("COMPLETED");
    expect(game.told).toEqual([
      { kind: "setWeight", weight: 10 },
      { kind: "setWeight", weight: 100 },
      { kind: "ended", phase: "COMPLETED" },
    ]);
  });

  test("without proof it is inconclusive, holds, asks once when its time is up, and waits for ever", () => {
    const game = play(planOf()).run(61);
    expect(game.state).toMatchObject({ stage: 0, step: "INCONCLUSIVE" });
    game.run(119);
    expect(kinds(game.told)).toEqual(["setWeight"]);
    game.run(1_000);
    expect(game.state).toMatchObject({ stage: 0, step: "INCONCLUSIVE" });
    expect(kinds(game.told)).toEqual(["setWeight", "inconclusive"]);
    expect(game.run(1, { verdict: "PROVED" }).state.stage).toBe(1);
  });

  test("a stage that passes by time needs units: silence is no proof", () => {
    const stages: PlanDraft["stages"] = [
      { weight: 10, minBakeMs: HOUR, maxBakeMs: HOUR, passesBy: "time" },
    ];
    const few = play(planOf({ stages })).run(1, { canaryUnits: 0 }).run(200, { canaryUnits: 29 });
    expect(few.state).toMatchObject({ phase: "RUNNING", step: "INCONCLUSIVE" });
    expect(few.run(1, { canaryUnits: 30 }).state.phase).toBe("COMPLETED");
    const none = play(planOf({ stages })).run(500, { lastCanaryAt: null, verdict: "NO_DATA" });
    expect(none.state).toMatchObject({ step: "PAUSED", pause: "noData" });
  });

  test("an approval is waited for while the gates go on watching", () => {
    const stages = [{ ...TWO_STAGES[0], needsApproval: true }] as PlanDraft["stages"];
    const game = play(planOf({ stages })).run(100, { verdict: "PROVED" });
    expect(game.state.step).toBe("AWAITING_APPROVAL");
    expect(kinds(game.told)).toEqual(["setWeight", "approval"]);
    expect(game.run(1, { verdict: "ROLLBACK" }).state.phase).toBe("ROLLED_BACK");
  });

  test("a blocker or a freeze holds promotion back, and only as long as it is there", () => {
    const game = play(planOf())
      .run(1)
      .run(61, { verdict: "PROVED", blockers: ["budget used up"] });
    expect(game.state).toMatchObject({ stage: 0, step: "PAUSED", pause: "blocked" });
    const freezes = [
      { from: new Date(T0).toISOString(), to: "2027-01-01T00:00:00Z", reason: "fair" },
    ];
    expect(game.run(1, { verdict: "PROVED", freezes }).state.pause).toBe("freeze");
    expect(game.run(1, { verdict: "PROVED" }).state).toMatchObject({ stage: 1, pause: null });
  });

  test("the next stage waits for its time", () => {
    const notBefore = new Date(T0 + 5 * HOUR).toISOString();
    const stages = [TWO_STAGES[0], { ...TWO_STAGES[1], notBefore }] as PlanDraft["stages"];
    const game = play(planOf({ stages })).run(299, { verdict: "PROVED" });
    expect(game.state).toMatchObject({ stage: 0, step: "PASSED" });
    expect(game.run(1, { verdict: "PROVED" }).state.stage).toBe(1);
  });
});

describe("pauses", () => {
  test("no data pauses with one alert, bakes nothing, and ends when there is data", () => {
    const game = play(planOf()).run(10);
    const silentSince = game.now();
    game.run(100, { lastCanaryAt: silentSince });
    expect(game.state).toMatchObject({ step: "PAUSED", pause: "noData", bakedMs: 24 * MINUTE });
    expect(kinds(game.told)).toEqual(["setWeight", "noData"]);
    expect(game.run(1).state).toMatchObject({ step: "BAKING", pause: null, bakedMs: 24 * MINUTE });
  });

  test("a control that fell silent is no data too, but at 100 % there is none to miss", () => {
    const game = play(planOf()).run(10);
    const silentSince = game.now();
    expect(game.run(20, { lastControlAt: silentSince }).state.pause).toBe("noData");
    game.run(61, { verdict: "PROVED" });
    expect(game.state.stage).toBe(1);
    expect(game.run(61, { lastControlAt: silentSince }).state.phase).toBe("COMPLETED");
  });

  test("a common cause pauses with an alert and rolls nothing back; people resume it", () => {
    const game = play(planOf()).run(10).run(30, { verdict: "COMMON_CAUSE" });
    expect(game.state).toMatchObject({ phase: "RUNNING", step: "PAUSED", pause: "commonCause" });
    expect(game.run(200, { verdict: "PROVED" }).state.pause).toBe("commonCause");
    expect(kinds(game.told)).toEqual(["setWeight", "commonCause"]);
  });

  test("a broken split neither passes nor fails", () => {
    const game = play(planOf()).run(200, { verdict: "INVALID" });
    expect(game.state).toMatchObject({ stage: 0, step: "PAUSED", pause: "sampleRatio" });
  });

  test("what is paused is still watched", () => {
    const game = play(planOf()).run(5).run(5, { verdict: "COMMON_CAUSE" });
    expect(game.run(1, { verdict: "ROLLBACK" }).state).toMatchObject({
      phase: "ROLLED_BACK",
      endedBy: null,
    });
    expect(game.told.slice(-3)).toEqual([
      { kind: "setWeight", weight: 0 },
      { kind: "openIncident", reason: expect.any(String) },
      { kind: "ended", phase: "ROLLED_BACK" },
    ]);
  });
});

describe("time", () => {
  test("the same tick twice is one", () => {
    const game = play(planOf()).run(30, { verdict: "PROVED" });
    const { state } = game;
    for (let i = 0; i < 100; i++) game.tick({ verdict: "PROVED" });
    expect(game.state).toEqual(state);
  });

  test("what nobody watched is not baked: a dead worker, a clock that jumped ahead", () => {
    const game = play(planOf()).run(10);
    const baked = game.state.bakedMs;
    game.at(game.now() + 24 * HOUR).tick({ verdict: "PROVED" });
    expect(game.state).toMatchObject({ stage: 0, bakedMs: baked + 5 * MINUTE });
  });

  test("a clock set back counts nothing twice, and the rollout goes on", () => {
    const game = play(planOf()).run(10);
    const baked = game.state.bakedMs;
    game.at(game.now() - 2 * MINUTE).tick();
    expect(game.state.bakedMs).toBe(baked);
    game.at(game.now() - 5 * HOUR).tick();
    expect(game.state.bakedMs).toBe(baked);
    expect(game.run(1).state.bakedMs).toBe(baked + MINUTE);
  });

  test("a rollback does not wait for the clock", () => {
    const game = play(planOf()).run(10);
    expect(game.tick({ verdict: "ROLLBACK" }).state.phase).toBe("ROLLED_BACK");
  });

  test("what is over stays as it is", () => {
    const game = play(planOf()).run(10).run(1, { verdict: "ROLLBACK" });
    const { state } = game;
    expect(game.run(1_000, { verdict: "PROVED" }).state).toEqual(state);
    expect(game.told.filter(({ kind }) => kind === "openIncident")).toHaveLength(1);
  });
});
