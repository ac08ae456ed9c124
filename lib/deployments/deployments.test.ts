/** The checklist comes from the shipped file, and a deployment is held against the targets for two days. */
import fs from "node:fs";
import { describe, expect, test } from "vitest";
import { TARGETS } from "@/lib/core/targets";
import { DAY } from "@/lib/core/time";
import { openIn, pointsIn, written } from "./checklist";
import { type Figures, signalsOf, validationOf, WINDOW_MS } from "./window";

describe("the checklist", () => {
  const shipped = pointsIn(fs.readFileSync("docs/operations/production-checklist.md", "utf8"));

  test("has 25 points before, 15 during and 10 after, in plain words", () => {
    const of = (part: string) => shipped.filter((point) => point.part === part).length;
    expect([of("before"), of("during"), of("after")]).toEqual([25, 15, 10]);
    expect(shipped.filter(({ text }) => /\]\(|[`*]/.test(text))).toEqual([]);
  });

  test("keeps who ticked a point first, and opens one that says something else now", () => {
    const [first, second] = shipped.map(({ part, text }) => ({ part, text, isDone: true }));
    const once = written(
      shipped,
      [first, second].flatMap((one) => one ?? []),
      "Ada",
      "t1",
    );
    expect(openIn(once)).toBe(0);
    const again = once.map(({ part, text }) => ({ part, text, isDone: true }));
    const changed = again.map((point, i) => (i === 1 ? { ...point, text: "Ours" } : point));
    expect(written(once, changed, "Ben", "t2").map(({ done }) => done?.by)).toEqual(["Ada", "Ben"]);
  });
});

describe("a deployment", () => {
  const good: Figures = {
    ...{ requests: 900, latencyP95: 3_000, errorRate: 0.004 },
    ...{ cacheHitRate: 0.65, costPerRequest: 0.012 },
  };
  const verdict = (after: Figures, ageMs: number) =>
    validationOf(0, ageMs, after, signalsOf(TARGETS, good, after)).word;

  // biome-ignore format: a table reads in columns
  test.each([
    ["that keeps all targets for two days has held", good, WINDOW_MS, "held"],
    ["that keeps them so far is still watched", good, DAY, "running"],
    ["that misses one has missed it at once", { ...good, latencyP95: 6_000 }, DAY, "missed"],
    ["whose cache is cold has missed it", { ...good, cacheHitRate: 0.4 }, WINDOW_MS, "missed"],
    ["that hardly anybody met proves nothing", { ...good, requests: 3 }, WINDOW_MS, "tooLittle"],
    ["that costs too much has missed it", { ...good, costPerRequest: 0.02 }, DAY, "missed"],
  ])("%s", (_what, after, age, word) => {
    expect(verdict(after, age)).toBe(word);
  });
});
