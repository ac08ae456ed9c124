/** Whoever is paged is told the gate that matters, and the arms as they are. */
import { describe, expect, test } from "vitest";
import { armsOf } from "./detail";
import { apartWords, loudestGate } from "./finding";
import type { GateView } from "./views";

type Counts = readonly [canary: number, canaryBad: number, control: number, controlBad: number];

const gate = (key: string, e: number | null, counts: Counts, isCommonCause = false): GateView => {
  const [canary, canaryBad, control, controlBad] = counts;
  return {
    ...{ key, signal: "errors", agent: null, badAbove: null, isFrozen: false, limit: null },
    ...armsOf({ canary, canaryBad, control, controlBad }),
    ...{ e, promotionE: null, isProved: false, isCommonCause, points: [] },
  };
};

const CALM = gate("calm", 0.4, [100, 1, 900, 9]);
const LOUD = gate("loud", 35, [66, 8, 644, 10]);
const SHARED = gate("shared", 2, [66, 20, 644, 200], true);

describe("the gate that is told", () => {
  test("is the one that speaks loudest against the canary", () => {
    expect(loudestGate("ROLLBACK", [CALM, LOUD, SHARED])?.key).toBe("loud");
  });

  test("is the one that both arms break where that is the verdict", () => {
    expect(loudestGate("COMMON_CAUSE", [CALM, LOUD, SHARED])?.key).toBe("shared");
  });

  test("is none before the canary had a unit", () => {
    expect(loudestGate("NO_DATA", [gate("errors", null, [0, 0, 10, 1])])).toBeNull();
  });
});

describe("how far apart the arms are", () => {
  test.each<[Counts, string | null]>([
    [[66, 8, 644, 10], "7.8x the control's share"],
    [[100, 1, 100, 2], "0.5x the control's share"],
    [[100, 100, 10_000, 1], "more than 100x the control's share"],
    [[100, 5, 100, 0], "none in the control"],
    [[100, 0, 100, 5], "none in the canary"],
    [[100, 0, 100, 0], "the same share in both arms"],
    [[100, 5, 0, 0], null],
  ])("%j: %s", (counts, words) => {
    expect(apartWords(gate("errors", 1, counts))).toBe(words);
  });
});
