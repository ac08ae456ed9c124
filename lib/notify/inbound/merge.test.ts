/** What is posted again goes on with what is open, ends it, or begins anew. */
import { describe, expect, test } from "vitest";
import { folded, type Inbound, type Open, type Step, stepsFor } from "./merge";

const at = (second: number): Date => new Date(second * 1_000);
const NOW = at(100);

const posted = (from: number, to: number | null): Inbound => ({
  ...{ key: "k", fingerprint: "k", name: "Down", severity: "high", labels: {}, annotations: {} },
  ...{ startsAt: at(from), endsAt: to === null ? null : at(to), sourceUrl: null, runbook: null },
});
const open = (from: number, to: number | null): Open => ({
  ...{ id: "a", key: "k", startedAt: at(from), expectedEndAt: to === null ? null : at(to) },
});

function said(step: Step): string {
  switch (step.does) {
    case "open":
      return `open ${Number(step.posted.startsAt) / 1_000}`;
    case "refresh":
      return `refresh ${Number(step.startedAt) / 1_000}`;
    case "end":
      return `end ${Number(step.endedAt) / 1_000}`;
  }
}

describe("an alert that is posted", () => {
  // biome-ignore format: a table reads in columns
  test.each<[string, Open | null, Inbound, string[]]>([
    ["opens one",                                   null,           posted(90, 400),  ["open 90"]],
    ["that is over opens none",                     null,           posted(50, 90),   []],
    ["that ends now opens none",                    null,           posted(50, 100),  []],
    ["again goes on with it",                       open(80, 300),  posted(90, 400),  ["refresh 80"]],
    ["again with an earlier beginning moves it",    open(80, 300),  posted(60, 400),  ["refresh 60"]],
    ["as over ends it when it says",                open(80, 300),  posted(80, 95),   ["end 95"]],
    ["as over never ends it before it began",       open(80, 300),  posted(60, 80),   ["end 80"]],
    ["as over in an earlier time says nothing",     open(80, 300),  posted(10, 20),   []],
    ["after the end of one is another",             open(20, 60),   posted(90, 400),  ["end 60", "open 90"]],
    ["after the end of one, and over, ends it",     open(20, 60),   posted(70, 80),   ["end 60"]],
    ["without an end goes on until that is said",   open(80, null), posted(80, null), ["refresh 80"]],
    ["without an end is ended when that is said",   open(80, null), posted(80, 99),   ["end 99"]],
  ])("%s", (_what, known, alert, expected) => {
    expect(stepsFor(known, alert, NOW).map(said)).toEqual(expected);
  });

  test("twice in a batch counts once, with the first beginning and the last end", () => {
    const [only, ...others] = folded([posted(90, 400), posted(60, 300), posted(70, 500)]);
    expect(others).toEqual([]);
    expect([only?.startsAt, only?.endsAt]).toEqual([at(60), at(500)]);
  });
});
