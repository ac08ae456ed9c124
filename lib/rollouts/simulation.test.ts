/** A file of counts gives the verdict of the gates, minute by minute, or says which minute does not fit. */
import { describe, expect, test } from "vitest";
import { logRatio } from "./evidence";
import { simulate, simulationOf } from "./simulation";

const run = (content: unknown) => simulate(simulationOf(content));

describe("simulate", () => {
  test("a list of counts is enough: one gate, compared with its control", () => {
    const minutes = [
      [5, 0, 45, 0],
      [5, 2, 45, 0],
      [5, 2, 45, 0],
      [5, 2, 45, 0],
    ];
    const got = run(minutes);
    expect(got).toMatchObject({ verdict: "ROLLBACK", crossedAtMinute: 3, provedAtMinute: null });
    expect(got.minutes.map(({ verdict }) => verdict)).toEqual([
      ...["CLEAR", "CLEAR", "ROLLBACK", "ROLLBACK"],
    ]);
    expect(got.minutes[0]).toEqual({
      minute: 1,
      verdict: "CLEAR",
      e: 1,
      pAlways: 1,
      promotionE: 1,
    });
  });

  test("E is the mean of the likelihood ratios, by hand", () => {
    const minute = { canary: 5, canaryBad: 2, control: 45, controlBad: 1 };
    const mean = [1.5, 2, 3, 5, 10].reduce(
      (sum, r) => sum + Math.exp(logRatio(minute, r, 1)) / 5,
      0,
    );
    expect(run([{ n_c: 5, x_c: 2, n_s: 45, x_s: 1 }]).e).toBeCloseTo(mean, 12);
  });

  test("gates, limits, shares and promises of their own", () => {
    const gates = { errors: { limit: 0.02 }, cost: { proves: null } };
    const minute = { gates: { errors: [50, 25, 450, 225], cost: [50, 0, 450, 0] } };
    const file = { alpha: 0.01, gates, minutes: [minute, minute, minute] };
    expect(run(file)).toMatchObject({ verdict: "COMMON_CAUSE", crossedAtMinute: null });
    const broken = { exposed: { canary: 90, control: 10, share: 0.1 }, gates: {} };
    expect(run({ minutes: [broken] })).toMatchObject({ verdict: "INVALID" });
  });

  test("tells when every gate had proved the canary", () => {
    const got = run(Array.from({ length: 200 }, () => [25, 1, 25, 1]));
    expect(got.verdict).toBe("PROVED");
    const first = got.minutes.find(({ verdict }) => verdict === "PROVED");
    expect(got.provedAtMinute).toBe(first?.minute);
  });

  test("nothing is no data", () => {
    expect(run([])).toMatchObject({ verdict: "NO_DATA", e: 1, pAlways: 1, minutes: [] });
  });

  test.each([
    [[[5, 0, 45]], /^minute 1 must be the counts/],
    [
      {
        minutes: [
          [1, 0, 1, 0],
          [1, 2, 1, 0],
        ],
      },
      /^minute 2: has more bad units than units/,
    ],
    [{ minutes: [], alpha: 2 }, /^alpha is 2: takes a number/],
    [{ minutes: [], gates: {} }, /^gates: takes at least one gate/],
    [{ minutes: [{ gates: { x: [1, 0, 1, 0] } }] }, /^minute 1: “x” is no gate/],
    [{ minutes: [], more: 1 }, /more/],
    [7, /^The file is 7: takes an object/],
  ])("refuses %j", (content, message) => {
    expect(() => simulationOf(content)).toThrow(message);
  });
});
