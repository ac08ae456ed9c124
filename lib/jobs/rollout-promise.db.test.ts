/** The promise through the worker itself: requests in the events, its clock in the test's hand, every verdict checked against the arithmetic alone. */
import { describe, expect, test } from "vitest";
import { rngOf } from "@/lib/core/rng";
import { MINUTE } from "@/lib/core/time";
import { HEALTHY, REGRESSED, type Scenario } from "@/lib/rollouts/scenarios";
import { mostMistakes, PROMISE } from "@/lib/rollouts/trial";
import type { Request } from "@/lib/rollouts/units";
import { atMinute, watchByHand } from "./testing/rollout-by-hand";
import {
  type Crowd,
  type Outcome,
  openCrowd,
  outcomesOf,
  promoteAll,
  send,
  work,
} from "./testing/rollout-crowd";

/** How much slower than known a median may be. */
const SLACK = 1.25;
const PATIENCE = { timeout: 120_000 };

const dice = (what: string) => rngOf(`promise ${what}`);

/** As long as that, in one go; each rollout has to know what its own requests say, to the bit. */
async function run(crowd: Crowd, minutes: number): Promise<Outcome[]> {
  const requests = await send(crowd, 0, minutes);
  await work(minutes);
  return likeByHand(crowd, requests);
}

async function likeByHand(crowd: Crowd, requests: readonly Request[][]): Promise<Outcome[]> {
  const outcomes = await outcomesOf(crowd);
  const byHand = requests.map((each) => watchByHand(each, crowd.dealt));
  expect(outcomes.map(({ watch }) => watch)).toEqual(byHand);
  return outcomes;
}

const rolledBackIn = (outcomes: readonly Outcome[]) =>
  outcomes.filter(({ phase }) => phase === "ROLLED_BACK");

describe("healthy canaries", PATIENCE, () => {
  test("are rolled back as rarely as promised", async () => {
    const outcomes: Outcome[] = [];
    for (const scenario of HEALTHY.slice(0, 2))
      outcomes.push(...(await run(await openCrowd(scenario, 30, dice(scenario.id)), 120)));
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
    const outcomes = await run(await openCrowd(outage, 20, dice("outage")), 60);
    const allowed = mostMistakes(PROMISE.alpha, outcomes.length);
    expect(rolledBackIn(outcomes).length / outcomes.length).toBeLessThanOrEqual(allowed);
  });
});

describe("a promotion within a minute", PATIENCE, () => {
  const growing: Scenario = {
    ...{ id: "growing", title: "few users who fail often, from 10 to 50 %", minutes: 60 },
    at: (minute) => ({
      ...{ unitsPerMinute: 100, share: minute < PROMOTED_AT ? 0.1 : 0.5 },
      ...{ canaryBad: 0.08, controlBad: 0.08 },
    }),
  };

  // What the worker has counted by then, and looks after it; the last one is the end.
  test.each([
    { looks: "once, after all of it", before: [], after: [60] },
    { looks: "at every few minutes", before: [10, 24], after: [26, 27, 31, 60] },
  ])("changes nothing of what requests say, when the worker looks $looks", async (looks) => {
    const crowd = await openCrowd(growing, 20, dice("growing"), 300);
    const all = await send(crowd, 0, PROMOTED_AT);
    for (const minute of looks.before) await work(minute);
    await promoteAll(crowd, PROMOTED_AT);
    for (const [i, part] of (await send(crowd, PROMOTED_AT, 60)).entries()) all[i]?.push(...part);
    for (const minute of looks.after) await work(minute);
    const outcomes = await likeByHand(crowd, all);
    expect(outcomes.filter(({ crossedAt }) => crossedAt === null).length).toBeGreaterThan(0);
    expect(all.some(hasMoved)).toBe(true);
  });
});

const PROMOTED_AT = 25.4;

/** Whether somebody failed in both arms within the ten minutes in which failures are put together. */
function hasMoved(requests: readonly Request[]): boolean {
  const bad = requests.filter((request) => request.isBad && stretchOf(request.at) === stretchOf());
  return bad.some(({ isCanary, unit }) =>
    bad.some((other) => other.unit === unit && other.isCanary !== isCanary),
  );
}

const stretchOf = (at = atMinute(PROMOTED_AT).getTime()) => Math.floor(at / (10 * MINUTE));

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
        outcomes.push(...(await run(await openCrowd(scenario, 1, dice(`${id}/${i}`)), minutes)));
      expect(rolledBackIn(outcomes).length).toBeGreaterThanOrEqual(least);
    },
  );
});
