/** The promise, tried: healthy canaries stay, sick ones go in the time that is known, proofs are true. */
import { describe, expect, test } from "vitest";
import { rngOf } from "@/lib/core/rng";
import { median } from "@/lib/core/stats";
import { HEALTHY, REGRESSED, type Scenario } from "./scenarios";
import { minutesToProof, mostMistakes, PROMISE, RELATIVE, tryOut, WITH_LIMIT } from "./trial";

const RUNS = 100;
/** Days of made-up traffic take a while on a machine that is busy. */
const PATIENCE = { timeout: 60_000 };
/** How far a median of few runs may be from the known one, by chance and by method together. */
const SLACK = 1.25;

describe("a healthy canary", PATIENCE, () => {
  test.each(HEALTHY)("is rolled back at most as often as promised: $id, $title", (scenario) => {
    const allowed = mostMistakes(PROMISE.alpha, RUNS);
    const trial = tryOut(scenario, RELATIVE, RUNS, rngOf("healthy"));
    expect(trial.ratio).toBeLessThanOrEqual(allowed);
  });

  test("is not blamed for an outage of both arms by its limit either", () => {
    const outage = HEALTHY.find(({ id }) => id === "1d");
    if (!outage) throw new Error("The outage is one of the scenarios");
    const trial = tryOut(outage, WITH_LIMIT, RUNS, rngOf("outage"));
    expect(trial.ratio).toBeLessThanOrEqual(mostMistakes(PROMISE.alpha, RUNS));
  });
});

describe("a canary that is worse", PATIENCE, () => {
  test.each(REGRESSED)("goes in the time that is known: $id, $title", (scenario) => {
    const runs = 301;
    const trial = tryOut(scenario, RELATIVE, runs, rngOf("regressed"));
    expect(trial.median).not.toBeNull();
    expect(trial.median ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(
      Math.ceil(scenario.medianMinutes * SLACK),
    );
  });
});

describe("proofs", PATIENCE, () => {
  const of = (share: number, canaryBad: number): Scenario => ({
    ...{ id: `proof-${share}-${canaryBad}`, title: "", minutes: 1_440 },
    at: () => ({ unitsPerMinute: 50, share, controlBad: 0.01, canaryBad }),
  });
  const minutesOf = (scenario: Scenario, runs: number) =>
    Array.from(
      { length: runs },
      (_, run) =>
        minutesToProof(scenario, RELATIVE, rngOf(`proof/${run}`)) ?? Number.POSITIVE_INFINITY,
    );

  test("of a healthy canary come in the time that is known", () => {
    expect(median(minutesOf(of(0.5, 0.01), 101))).toBeLessThanOrEqual(102 * SLACK);
  });

  test("of one that is twice as bad come at most as often as promised", () => {
    const proved = minutesOf(of(0.5, 0.02), RUNS).filter(Number.isFinite).length;
    expect(proved / RUNS).toBeLessThanOrEqual(mostMistakes(PROMISE.promotionAlpha, RUNS));
  });
});
