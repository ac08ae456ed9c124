/** Pages ask often enough to be live, and no more than they must. */
import { describe, expect, test } from "vitest";
import { Fault } from "@/lib/core/fault";
import { paceOf, polling, worthRetrying } from "./live";

const paceAfter = (dataUpdatedAt: number): number =>
  Number(polling({ project: "a" }).refetchInterval({ state: { dataUpdatedAt } }));

describe("the pace of a page", () => {
  // biome-ignore format: a table reads in columns
  test.each([
    ["a short range is quick",         { range: "15m" as const }, true,  2_000],
    ["an hour is still quick",         { range: "1h" as const },  true,  2_000],
    ["a day is calm",                  { range: "24h" as const }, true,  5_000],
    ["a paused page rests",            { range: "1h" as const },  false, false],
    ["a fixed stretch cannot change",  { to: "2026-11-20T00:00:00Z" }, true, false],
  ])("%s", (_what, ask, live, expected) => {
    expect(paceOf(ask, live)).toBe(expected);
  });

  test("viewers who came together do not stay together", () => {
    const paces = Array.from({ length: 50 }, (_, i) => paceAfter(1_795_000_000_000 + i));
    expect(Math.min(...paces)).toBeGreaterThanOrEqual(4_250);
    expect(Math.max(...paces)).toBeLessThanOrEqual(5_750);
    expect(new Set(paces).size).toBeGreaterThan(10);
  });

  test("a page that is drawn again and again waits no longer for it", () => {
    const paces = Array.from({ length: 50 }, () => paceAfter(1_795_000_000_000));
    expect(new Set(paces).size).toBe(1);
  });
});

test("the last answer is kept for another range, never for another project", () => {
  const { placeholderData } = polling({ project: "a", range: "1h" });
  const from = (project: string) => ({ queryKey: ["overview", { project, range: "7d" }] });
  expect(placeholderData("answer", from("a"))).toBe("answer");
  expect(placeholderData("answer", from("b"))).toBeUndefined();
});

test("only what may pass by itself is asked again", () => {
  expect(worthRetrying(0, new Fault("unavailable", "away"))).toBe(true);
  expect(worthRetrying(2, new Fault("unavailable", "away"))).toBe(false);
  expect(worthRetrying(0, new Fault("forbidden", "no"))).toBe(false);
  expect(worthRetrying(0, new TypeError("network"))).toBe(true);
});
