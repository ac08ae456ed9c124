/** A curve of evidence shows what speaks for the canary as well as what speaks against it. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evidenceAxis, heightOf, heightWords } from "./evidence-scale";

const evalue = fc.oneof(fc.double({ min: 0, max: 1e9, noNaN: true }), fc.constant(1e300));

test("every curve and its threshold are within the axis, and 1 is one of few ticks", () => {
  const threshold = fc.double({ min: 2, max: 10_000, noNaN: true });
  fc.assert(
    fc.property(fc.array(evalue), threshold, (values, line) => {
      const ticks = evidenceAxis(values, line);
      const [bottom = 0, top = 0] = [ticks[0], ticks.at(-1)];
      for (const e of [...values, line]) {
        expect(heightOf(e)).toBeGreaterThanOrEqual(bottom);
        expect(heightOf(e)).toBeLessThanOrEqual(top);
      }
      expect(ticks).toContain(0);
      expect(ticks.length).toBeLessThanOrEqual(6);
    }),
  );
});

describe("the axis of a threshold of 20", () => {
  test.each<[string, number[], number[]]>([
    ["before anything is counted", [], [-1, 0, 1, 2]],
    ["of a canary that does well", [1, 0.4, 0.02], [-2, -1, 0, 1, 2]],
    ["of one whose evidence goes to nothing", [1, 0.02, 1e-9], [-3, -2, -1, 0, 1, 2]],
    ["of one that is proved bad beyond measure", [1, 0.5, 1e12], [-3, 0, 3, 6]],
  ])("%s", (_, values, ticks) => {
    expect(evidenceAxis(values, 20)).toEqual(ticks);
  });
});

test.each([
  [0.64, "0.64"],
  [20, "20"],
  [0.0123, "0.0123"],
  [1e-5, "≤ 0.001"],
  [0, "≤ 0.001"],
  [1e9, "≥ 1 M"],
])("an e-value of %d is written %s", (e, words) => {
  expect(heightWords(heightOf(e))).toBe(words);
});
