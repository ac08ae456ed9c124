/** What the charts of a key promise. */
import { expect, test } from "vitest";
import { trafficFrame, trafficOf } from "./traffic";

const NOW = new Date("2026-11-20T10:30:00Z");
const LONG_AGO = new Date("2026-01-01T00:00:00Z");
const hour = (at: string, requests: number, refused = 0, failed = 0) => ({
  at: new Date(at),
  ...{ requests, refused, failed },
});

test.each([
  ["24h", 24, 3_600_000, "2026-11-19T11:00:00.000Z"],
  ["7d", 168, 3_600_000, "2026-11-13T11:00:00.000Z"],
  ["30d", 30, 86_400_000, "2026-10-22T00:00:00.000Z"],
] as const)("%s has %i buckets up to the one that is under way", (range, count, stepMs, from) => {
  const { axis, requests } = trafficOf([], trafficFrame(range, NOW), LONG_AGO);
  expect(axis).toEqual({ from, stepMs, count });
  expect(requests[0]?.values).toHaveLength(count);
});

test("an hour without requests is zero, one before the key was made is a gap", () => {
  const made = new Date("2026-11-20T08:59:00Z");
  const { requests } = trafficOf([hour("2026-11-20T10:00:00Z", 7)], trafficFrame("24h", NOW), made);
  const values = requests[0]?.values ?? [];
  expect(values.slice(-4)).toEqual([null, 0, 0, 7]);
  expect(new Set(values.slice(0, -3))).toEqual(new Set([null]));
});

test("hours of one day are one bar, and refusals are told from failures", () => {
  const hours = [
    hour("2026-11-19T03:00:00Z", 5, 2, 1),
    hour("2026-11-19T22:00:00Z", 10, 1),
    hour("2026-11-20T00:00:00Z", 1),
  ];
  const { requests, errors, totals } = trafficOf(hours, trafficFrame("30d", NOW), LONG_AGO);
  expect(requests[0]?.values.slice(-3)).toEqual([0, 15, 1]);
  expect(errors.map(({ values }) => values.slice(-3))).toEqual([
    [0, 3, 0],
    [0, 1, 0],
  ]);
  expect(totals).toEqual({ requests: 16, refused: 3, failed: 1 });
});
