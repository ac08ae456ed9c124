/** Scenarios of other people: what is read from them, and what they are told when they are wrong. */
import { describe, expect, test } from "vitest";
import { runScenario } from "./run";
import { readScenarios, scenariosOf } from "./scenario";
import { seriesOf } from "./series";

const scenario = (more: object = {}) => ({
  id: "mine",
  interval: "1m",
  expr: "v > 1",
  series: { 'v{i="a"}': "2" },
  expected: { a: "F" },
  ...more,
});

describe("a file of scenarios", () => {
  test("is an object with the list `rule`, or the list alone", () => {
    expect(scenariosOf([scenario()])).toEqual(scenariosOf({ rule: [scenario()], about: "…" }));
  });

  test.each<[string, unknown, string]>([
    ["no list", { rules: [] }, "holds no scenarios"],
    ["an empty list", [], "holds no scenarios"],
    ["a wrong duration", [scenario({ for: "5 minutes" })], "rule[0].for: “5 minutes”"],
    ["no interval", [scenario({ interval: "0" })], "rule[0].interval"],
    [
      "rows of different lengths",
      [scenario({ expected: { a: "F", b: "FF" } })],
      "different lengths",
    ],
    ["nothing expected", [scenario({ expected: {} })], "rule[0].expected"],
    ["an unknown letter", [scenario({ expected: { a: "X" } })], "rule[0].expected.a"],
    ["an unknown evaluation", [scenario({ evaluation: "?" })], "rule[0].evaluation"],
    ["the second one wrong", [scenario(), scenario({ expr: "" })], "rule[1].expr"],
  ])("is refused for %s", (_what, content, message) => {
    expect(() => scenariosOf(content)).toThrow(message);
  });

  test.each<[string, object, string]>([
    ["no comparison", { expr: "v" }, "compared with a number"],
    ["two metrics compared", { expr: "v > w" }, "compared with a number"],
    ["another threshold's metric", { expr: "v > 2 or (w > 1 and ALERTS == 1)" }, "ALERTS"],
    ["a function", { expr: "rate(v[5m]) > 1" }, "scenarios know"],
    ["a range", { expr: "v[5m] > 1" }, "no ranges"],
    ["only numbers", { expr: "(1 + 1) > 1" }, "one side needs a metric"],
    ["what is no PromQL", { expr: "v > $" }, "is not PromQL"],
    ["too many brackets", { expr: `${"(".repeat(9_999)}v > 1` }, "nested more than 100 deep"],
    [
      "a series within too many",
      { series: { [`${"-".repeat(9_999)}v`]: "1" } },
      "nested more than",
    ],
    ["a value that is none", { series: { v: "1 two" } }, "“two” is no value"],
    ["a name that is none", { series: { 'v{i=~"a"}': "1" } }, "is no series"],
  ])("is refused for %s when it is run", (_what, more, message) => {
    const [parsed] = scenariosOf([scenario(more)]);
    expect(() => parsed && runScenario(parsed)).toThrow(message);
  });
});

test.each([
  ["1 _ stale NaN", [1, null, "stale", Number.NaN]],
  ["-Inf +inf", [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]],
  ["_x3", [null, null, null]],
  ["7x2", [7, 7, 7]],
  ["0+1.5x3", [0, 1.5, 3, 4.5]],
  ["10-4x2", [10, 6, 2]],
  ["1e3", [1_000]],
])("the values %s are read as promtool reads them", (text, samples) => {
  expect(seriesOf("v", text).samples).toEqual(samples);
});

test("the label set without labels may be written {}", () => {
  const alone = { series: { v: "2" }, expected: { "{}": "F" } };
  const [parsed] = scenariosOf([scenario(alone)]);
  expect(parsed && runScenario(parsed)).toMatchObject({
    passed: true,
    rows: [{ labels: "", expected: "F", got: "F" }],
  });
});

test("one that cannot be read is named, and the others are read", () => {
  const [bad, nameless, good] = readScenarios([scenario({ expr: "" }), 7, scenario()]);
  expect(bad).toMatchObject({ id: "mine", reason: expect.stringContaining("rule[0].expr") });
  expect(nameless).toMatchObject({ id: "rule[1]", reason: expect.stringContaining("rule[1]") });
  expect(good).toMatchObject({ id: "mine", expr: "v > 1" });
});
