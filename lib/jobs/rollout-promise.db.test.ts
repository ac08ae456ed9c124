/** The promise through the worker itself: requests in the events, its clock in the test's hand, every verdict checked against the arithmetic alone. */
import { describe, expect, test } from "vitest";
import { rngOf } from "@/lib/core/rng";
import { HEALTHY, REGRESSED, type Scenario } from "@/lib/rollouts/scenarios";
import { mostMistakes, PROMISE } from "@/lib/rollouts/trial";
import type { Request } from "@/lib/rollouts/units";
import {
  type Crowd,
  crossedByHand,
  type Outcome,
  openCrowd,
  outcomesOf,
  send,
  work,
} from "./testing/rollout-crowd";

/** How much slower than known a median may be. */
const SLACK = 1.25;
const PATIENCE = { timeout: 120_000 };

const dice = (what: string) => rngOf(`promise ${what}`);

/** As long as that, looked at in `steps`; each rollout has to cross when its own requests say so, or never. */
async function run(crowd: Crowd, minutes: number, steps: number): Promise<Outcome[]> {
  const all: Request[][] = crowd.flags.map(() => []);
  for (let step = 0; step < steps; step++) {
    const [from, to] = [(minutes * step) / steps, (minutes * (step + 1)) / steps];
    const requests = await send(crowd, from, to);
    for (const [i, part] of requests.entries()) all[i]?.push(...part);
    await work(to);
  }
  const { share } = crowd.scenario.at(0);
  const outcomes = await outcomesOf(crowd);
  const byHand = all.map((requests) => crossedByHand(requests, share));
  expect(outcomes.map(({ crossedAt }) => crossedAt)).toEqual(byHand);
  return outcomes;
}

const rolledBackIn = (outcomes: readonly Outcome[]) =>
  outcomes.filter(({ phase }) => phase === "ROLLED_BACK");

describe("healthy canaries", PATIENCE, () => {
  test("are rolled back as rarely as promised", async () => {
    const outcomes: Outcome[] = [];
    for (const scenario of HEALTHY.slice(0, 2))
      outcomes.push(...(await run(await openCrowd(scenario, 30, dice(scenario.id)), 120, 1)));
    const allowed = mostMistakes(PROMISE.alpha, outcomes.length);
    expect(rolledBackIn(outcomes).length / outcomes.length).toBeLessThanOrEqual(allowed);
  });

  test("are not blamed for an outage that both arms share", async () => {
    const outage: Scenario = {
      ...{ id: "outage", title: "an outage of 20 min in both arms", minutes: 60 },
      at: (minute) => {
        const bad = minute >= 30 && minute < 50 ? 0.15 : 0.01;
        return { unitsPerMinute: 50, share: 0.1, canaryBad: bad, controlBad: bad };
      },
    };
    const outcomes = await run(await openCrowd(outage, 20, dice("outage")), 60, 1);
    const allowed = mostMistakes(PROMISE.alpha, outcomes.length);
    expect(rolledBackIn(outcomes).length / outcomes.length).toBeLessThanOrEqual(allowed);
  });
});

describe("a canary that is worse", PATIENCE, () => {
  const runs = 16;
  /** Half of the runs have to be that fast, less two standard errors of so few. */
  const least = runs / 2 - Math.sqrt(runs);

  test.each(["2a", "2b", "2c", "2d"])(
    "goes in the time that is known, as often as a median says: %s",
    async (id) => {
      const scenario = REGRESSED.find((each) => each.id === id);
      if (!scenario) throw new Error(`There is no scenario ${id}`);
      const minutes = Math.ceil(scenario.medianMinutes * SLACK);
      const outcomes: Outcome[] = [];
      for (let i = 0; i < runs; i++)
        outcomes.push(...(await run(await openCrowd(scenario, 1, dice(`${id}/${i}`)), minutes, 1)));
      expect(rolledBackIn(outcomes).length).toBeGreaterThanOrEqual(least);
    },
  );
});
