/** Targets judge alike in either direction, at their bounds and without a value. */
import { describe, expect, test } from "vitest";
import { judge, type Standing, standingWords, TARGETS, targetsFor } from "./targets";

describe("a judgement", () => {
  // biome-ignore format: a table reads in columns
  test.each<[name: keyof typeof TARGETS, value: number | null, standing: Standing | null]>([
    ["latencyP95",     4_999, "within"],
    ["latencyP95",     5_000, "within"],
    ["latencyP95",     5_001, "near"],
    ["latencyP95",     8_001, "beyond"],
    ["errorRate",          0, "within"],
    ["errorRate",      0.012, "near"],
    ["errorRate",       0.08, "beyond"],
    ["cacheHitRate",    0.72, "within"],
    ["cacheHitRate",    0.55, "near"],
    ["cacheHitRate",    0.49, "beyond"],
    ["costPerRequest", 0.012, "within"],
    ["retrievalP95",     640, "near"],
    ["availability",    null, null],
    ["availability",     NaN, null],
  ])("of %s at %s is %s", (name, value, standing) => {
    expect(judge(TARGETS[name], value)).toBe(standing);
  });

  test("says which promise it holds a value to", () => {
    expect(standingWords(TARGETS.latencyP95, "within")).toBe("Meets target under 5 s");
    expect(standingWords(TARGETS.cacheHitRate, "near")).toBe("Below target 60–70 %");
    expect(standingWords(TARGETS.errorRate, "beyond")).toBe("Far above target under 1 %");
    expect(standingWords(TARGETS.latencyP50, null)).toBe("Target under 2 s");
  });
});

describe("a project's own targets", () => {
  test("replace ours, with words of their own", () => {
    const { latencyP95, errorRate } = targetsFor({ latencyP95: { aim: 3_000, limit: 6_000 } });
    expect(latencyP95).toMatchObject({ aim: 3_000, limit: 6_000, words: "under 3 s" });
    expect(errorRate).toBe(TARGETS.errorRate);
  });

  test.each([
    ["null", null],
    ["a word", "fast"],
    ["bounds the wrong way round", { latencyP95: { aim: 9_000, limit: 1_000 } }],
    ["a bound that is no number", { latencyP95: { aim: "5", limit: 10 } }],
    ["a negative bound", { latencyP95: { aim: -5, limit: 10 } }],
  ])("are passed over when they are %s", (_what, kept) => {
    expect(targetsFor(kept).latencyP95).toBe(TARGETS.latencyP95);
  });
});
