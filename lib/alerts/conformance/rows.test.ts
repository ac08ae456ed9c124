/** The alert machine passes the conformance rows, ours and the shared file's, and the rows would notice if it did not. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { PROMETHEUS_ROWS, WHEELHOUSE_ROWS } from "./rows";
import { runScenario } from "./run";
import { type Scenario, scenariosOf } from "./scenario";

const prometheus = scenariosOf(PROMETHEUS_ROWS);
const own = scenariosOf(WHEELHOUSE_ROWS);

describe("as Prometheus does", () => {
  test.each(prometheus)("$id: $title", (scenario) => {
    for (const { expected, got } of runScenario(scenario).rows) expect(got).toBe(expected);
  });
});

describe("better than Prometheus", () => {
  test.each(own)("$id: $title", (scenario) => {
    for (const { expected, got } of runScenario(scenario).rows) expect(got).toBe(expected);
  });
});

/** Each way to have one letter wrong, and all waiting and firing exchanged. */
function mutants(scenario: Scenario): Scenario[] {
  return Object.entries(scenario.expected).flatMap(([name, row]) => {
    const exchanged = row.replace(/[PF]/g, (letter) => (letter === "P" ? "F" : "P"));
    const others = [...row].flatMap((letter, i) =>
      [..."IPFN"]
        .filter((other) => other !== letter)
        .map((other) => row.slice(0, i) + other + row.slice(i + 1)),
    );
    const wrong = [exchanged, ...others].filter((text) => text !== row);
    return wrong.map((text) => ({ ...scenario, expected: { ...scenario.expected, [name]: text } }));
  });
}

test.each([...prometheus, ...own])("no wrong expectation of $id passes", (scenario) => {
  const wrong = mutants(scenario);
  expect(wrong.length).toBeGreaterThan(0);
  expect(wrong.filter((mutant) => runScenario(mutant).passed)).toEqual([]);
});

test("a restart at any tick of any row changes nothing", () => {
  for (const scenario of [...prometheus, ...own]) {
    const plain = runScenario(scenario);
    const ticks = plain.rows[0]?.got.length ?? 0;
    for (let tick = 0; tick < ticks; tick++) {
      const letters = [...scenario.evaluation.padEnd(ticks, ".")];
      if (letters[tick] !== ".") continue;
      letters[tick] = "R";
      const restarted = runScenario({ ...scenario, evaluation: letters.join("") });
      expect(restarted.rows).toEqual(plain.rows);
      expect(restarted.transitions).toEqual(plain.transitions);
    }
  }
});

test("a label set that nobody expected is a difference", () => {
  const [scenario] = scenariosOf([
    {
      id: "x",
      interval: "1m",
      expr: "v > 1",
      series: { 'v{i="a"}': "2", 'v{i="b"}': "2" },
      expected: { a: "F" },
    },
  ]);
  expect(scenario && runScenario(scenario)).toMatchObject({
    passed: false,
    rows: [
      { labels: "a", expected: "F", got: "F" },
      { labels: "b", expected: "I", got: "F" },
    ],
  });
});

test("label sets of several labels are named by all their values, in the order of the names", () => {
  const [scenario] = scenariosOf([
    {
      id: "x",
      interval: "1m",
      expr: "-1 <= v * 2 - 3",
      series: { 'v{zone="eu",agent="faq"}': "0+1x2" },
      expected: { "faq,eu": "IFF" },
    },
  ]);
  expect(scenario && runScenario(scenario).passed).toBe(true);
});

/** Not part of the repository. */
const DATA = process.env.WHEELHOUSE_TEST_DATA ?? "../shared/data";
const SHARED = `${DATA}/../conformance/alerting.json`;
const isThere = existsSync(SHARED);
if (!isThere) console.warn(`SKIPPED: ${SHARED} is not there`);

describe.runIf(isThere)("the shared table", () => {
  test("passes row by row, and holds the rows that we keep", () => {
    const shared = scenariosOf(JSON.parse(readFileSync(SHARED, "utf8")));
    const verdicts = shared.map(runScenario);
    expect(verdicts.filter(({ passed }) => !passed)).toEqual([]);
    expect(verdicts.map(({ id }) => id)).toEqual(prometheus.map(({ id }) => id));
    expect(verdicts.map(({ rows }) => rows)).toEqual(
      prometheus.map((row) => runScenario(row).rows),
    );
  });
});
