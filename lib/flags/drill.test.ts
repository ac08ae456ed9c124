/** What a drill says: who had it when, and what was not seen. */
import { describe, expect, test } from "vitest";
import { type DrillReport, type DrillView, drillDue, drillWords, slowestOf } from "./drill";

const report = (over: Partial<DrillReport> = {}): DrillReport => ({
  ...{ replica: "a/1", loadedMs: 400, streams: 0, toldMs: null, asked: 0, askedMs: null },
  ...{ polled: 0, polledMs: null, givenMs: null, ...over },
});
const drill = (reports: readonly DrillReport[], over: Partial<DrillView> = {}): DrillView => ({
  ...{ id: "1", environment: "production", isDrill: true, at: "2026-11-22T02:00:00Z", by: "Ana" },
  ...{ isOver: true, reports, ...over },
});
const told = { streams: 2, toldMs: 410 };

describe("a drill says", () => {
  test.each<[string, DrillView, string[]]>([
    ["that it is under way", drill([], { isOver: false }), ["Measuring …"]],
    [
      "that nobody held the flag",
      drill([]),
      ["No process that serves flags had this one in memory"],
    ],
    [
      "how many replicas, streams and clients, and the last of each",
      drill([
        report({ ...told, asked: 2, askedMs: 610 }),
        report({ loadedMs: 90, streams: 1, toldMs: 95, asked: 1, askedMs: 100 }),
      ]),
      [
        ...["2 replicas had it within 0.40 s", "3 streams told within 0.41 s"],
        "all asked again within 0.61 s",
      ],
    ],
    [
      "who has not asked again, and how late those are that poll",
      drill([report({ ...told, asked: 1, askedMs: 500, polled: 1, polledMs: 28_400 })]),
      [
        ...["1 replica had it within 0.40 s", "2 streams told within 0.41 s"],
        ...["1 of 2 asked again within 0.50 s", "1 poll brought it, the last after 28 s"],
      ],
    ],
    [
      "of one in earnest, when another variant was given last",
      drill([report({ givenMs: 390 })], { isDrill: false }),
      [
        ...["1 replica had it within 0.40 s", "no stream was open"],
        "the last other variant was given 0.39 s after the press",
      ],
    ],
  ])("%s", (_what, view, words) => {
    expect(drillWords(view)).toEqual(words);
  });
});

test("the slowest leaves out clients that poll, whose interval is their own", () => {
  expect(slowestOf([report({ ...told, polled: 1, polledMs: 28_000 })])).toBe(410);
  expect(slowestOf([])).toBeNull();
});

test("a drill is due after 90 days without one, in each environment by itself", () => {
  const now = Date.parse("2026-11-22T02:00:00Z");
  const days = (n: number) => new Date(now - n * 86_400_000).toISOString();
  const drills = [{ environment: "production", at: days(89) }];
  expect(drillDue(drills, "production", now)).toBe(false);
  expect(drillDue(drills, "staging", now)).toBe(true);
  expect(drillDue([{ environment: "production", at: days(91) }], "production", now)).toBe(true);
});
