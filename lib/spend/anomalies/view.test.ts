/** A day that stands out is found, and who made it is named. */
import { expect, test } from "vitest";
import { picosOf } from "@/lib/core/money";
import { type Daily, plusDays } from "@/lib/spend/daily";
import { contributions, lookAt } from "./view";

const day = (date: string, dollars: number, name = "", calls = 10): Daily => ({
  ...{ date, name, calls, requests: calls, unpricedCalls: 0 },
  costPicos: picosOf(dollars.toFixed(6)),
});
const calm = (days: number): Daily[] =>
  Array.from({ length: days }, (_, i) => day(plusDays("2026-01-01", i), 10 + (i % 7)));

test("a calm series has no finding, and a threefold day is the one that is found", () => {
  const rows = calm(60);
  expect(lookAt(rows, "2026-03-02", "2026-01-01").findings).toEqual([]);
  const spiked = rows.map((row) => (row.date === "2026-02-20" ? day(row.date, 40) : row));
  const { findings } = lookAt(spiked, "2026-03-02", "2026-01-01");
  expect(findings).toMatchObject([{ date: "2026-02-20", observed: 40, expected: 11 }]);
});

test("what is below the floor is no finding", () => {
  const cents = calm(60).map((row) => ({ ...row, costPicos: row.costPicos / 1_000n }));
  const spiked = cents.map((row) => (row.date === "2026-02-20" ? day(row.date, 0.04) : row));
  expect(lookAt(spiked, "2026-03-02", "2026-01-01").findings).toEqual([]);
});

test("today stands out when it has cost more than twice an average day", () => {
  const rows = [...calm(60), day("2026-03-02", 27)];
  const { findings, limitToday } = lookAt(rows, "2026-03-02", "2026-01-01");
  expect(limitToday).toBeCloseTo(2 * (10 + 89 / 30), 6);
  expect(findings).toMatchObject([{ date: "2026-03-02", observed: 27, threshold: 2 }]);
});

test("the change is divided among members, and into traffic and price", () => {
  const before = [7, 14, 21, 28].flatMap((back) => {
    const date = plusDays("2026-03-02", -back);
    return [day(date, 10, "search", 10), day(date, 10, "support", 10)];
  });
  const rows = [
    ...before,
    day("2026-03-02", 40, "search", 20),
    day("2026-03-02", 10, "support", 10),
  ];
  const [first, ...others] = contributions("2026-03-02", new Map([["agent", rows]]));
  // Twice the calls at twice the price: 10 became 40.
  expect(first).toMatchObject({ label: "search", change: 30, share: 1, traffic: 15, price: 15 });
  expect(others).toEqual([]);
});
