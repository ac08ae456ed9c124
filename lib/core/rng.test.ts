/** Seeded randomness repeats, and its distributions have the moments they claim. */
import { describe, expect, test } from "vitest";
import { type Rng, rngOf } from "./rng";

const N = 40_000;
const meanOf = (draw: (rng: Rng) => number) => {
  const rng = rngOf("moments");
  let sum = 0;
  for (let i = 0; i < N; i++) sum += draw(rng);
  return sum / N;
};

test("the same seed tells the same story, another seed another", () => {
  const story = (seed: number | string) => {
    const rng = rngOf(seed);
    return [rng.next(), rng.int(1, 6), rng.normal(), rng.poisson(4), rng.uuid()];
  };
  expect(story(7)).toEqual(story(7));
  expect(story("demo")).toEqual(story("demo"));
  expect(story(7)).not.toEqual(story(8));
});

test("this very sequence is part of the demo's contract", () => {
  const rng = rngOf(42);
  expect([rng.int(0, 999), rng.int(0, 999), rng.int(0, 999)]).toMatchInlineSnapshot(`
    [
      33,
      755,
      964,
    ]
  `);
});

test("a fork is unmoved by what its parent draws", () => {
  const quiet = rngOf(1);
  const busy = rngOf(1);
  busy.next();
  expect(busy.fork("x").next()).toBe(quiet.fork("x").next());
  expect(quiet.fork("x").next()).not.toBe(quiet.fork("y").next());
});

describe("draws", () => {
  test.each<[string, (rng: Rng) => number, number, number]>([
    ["uniform", (rng) => rng.next(), 0.5, 0.01],
    ["whole numbers, both ends included", (rng) => rng.int(1, 6), 3.5, 0.05],
    ["normal", (rng) => rng.normal(10, 2), 10, 0.05],
    ["lognormal, by its mean", (rng) => rng.lognormal(100, 0.5), 100 * Math.exp(0.125), 1.5],
    ["poisson, small", (rng) => rng.poisson(3.2), 3.2, 0.05],
    ["poisson, large", (rng) => rng.poisson(400), 400, 0.5],
    ["poisson of nothing", (rng) => rng.poisson(0), 0, 0],
    [
      "weighted",
      (rng) =>
        rng.weighted([
          [1, 1],
          [5, 3],
        ]),
      4,
      0.05,
    ],
  ])("%s", (_name, draw, mean, tolerance) => {
    expect(Math.abs(meanOf(draw) - mean)).toBeLessThanOrEqual(tolerance);
  });

  test("a hundred thousand identifiers do not meet", () => {
    const rng = rngOf("ids");
    const ids = new Set(Array.from({ length: 100_000 }, () => rng.uuid()));
    expect(ids.size).toBe(100_000);
    expect([...ids][0]).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });

  test("choosing from nothing is refused", () => {
    expect(() => rngOf(1).weighted([])).toThrow(RangeError);
  });
});
