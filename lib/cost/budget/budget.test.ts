/** A budget says each threshold once a period, begins anew with the next, and knows how fast it burns. */
import { describe, expect, test } from "vitest";
import { picosOf } from "@/lib/core/money";
import {
  type Announced,
  type Budget,
  checkBudget,
  closedBetween,
  PRESET_THRESHOLDS,
  stateOf,
} from "./budget";

const monthly: Budget = {
  id: "b",
  kind: "monthly",
  amount: picosOf("1000"),
  timeZone: "Europe/Berlin",
  thresholds: PRESET_THRESHOLDS.monthly,
};
/** Local midnight of 1 April; April has 30 days of 24 hours in Berlin. */
const april = Date.parse("2026-03-31T22:00:00Z");
const dayOfApril = (day: number) => new Date(april + (day - 1) * 86_400_000);

describe("thresholds", () => {
  // biome-ignore format: a table reads in columns
  test.each([
    ["499.999999999999", []],
    ["500",              [50]],
    ["800",              [50, 80]],
    ["999.99",           [50, 80]],
    ["1000",             [50, 80, 100]],
    ["5000",             [50, 80, 100]],
  ])("at $%s are crossed: %j", (spent, crossed) => {
    expect(stateOf(monthly, picosOf(spent), null, dayOfApril(10)).crossed).toEqual(crossed);
  });

  test("are fresh once in a period, however spend moves", () => {
    let announced: Announced | null = null;
    const said: (readonly number[])[] = [];
    for (const [day, spent] of [
      [5, "510"],
      [6, "520"],
      [7, "490"],
      [8, "510"],
      [20, "1200"],
      [21, "1300"],
    ] as const) {
      const state = stateOf(monthly, picosOf(spent), announced, dayOfApril(day));
      said.push(state.fresh);
      announced = state.announced;
    }
    expect(said).toEqual([[50], [], [], [], [80, 100], []]);
  });

  test("begin anew with the next period, to the instant", () => {
    const announced = { period: "2026-04-01", thresholds: [50, 80, 100] };
    const end = Date.parse("2026-04-30T22:00:00Z");
    expect(stateOf(monthly, picosOf("600"), announced, new Date(end - 1)).fresh).toEqual([]);
    expect(stateOf(monthly, picosOf("600"), announced, new Date(end)).fresh).toEqual([50]);
  });
});

test("burn is what was used over what has passed", () => {
  const state = stateOf(monthly, picosOf("500"), null, dayOfApril(11));
  expect(state).toMatchObject({ used: 0.5, left: picosOf("500") });
  expect(state.passed).toBeCloseTo(1 / 3);
  expect(state.burn).toBeCloseTo(1.5);
  expect(stateOf(monthly, 0n, null, dayOfApril(1)).burn).toBeNull();
});

describe("a budget of 0", () => {
  const none = { ...monthly, amount: 0n };

  test("is crossed by the first pico-dollar and not before", () => {
    expect(stateOf(none, 0n, null, dayOfApril(5)).crossed).toEqual([]);
    expect(stateOf(none, 1n, null, dayOfApril(5))).toMatchObject({
      crossed: [50, 80, 100],
      used: null,
      burn: null,
    });
  });

  test("may be set", () => {
    expect(() => checkBudget(none)).not.toThrow();
  });
});

test.each<[string, Partial<Budget>, string]>([
  ["a negative amount", { amount: -1n }, "amount"],
  ["no thresholds", { thresholds: [] }, "thresholds"],
  ["thresholds that fall", { thresholds: [80, 50] }, "thresholds"],
  ["half a percent", { thresholds: [0.5] }, "thresholds"],
  ["more than tenfold", { thresholds: [1_001] }, "thresholds"],
])("%s is refused with its field", (_what, more, field) => {
  expect(() => checkBudget({ ...monthly, ...more })).toThrow(field);
});

test("a period that ended is closed with what it came to, once", () => {
  const spentIn = () => picosOf("1000.01");
  const end = new Date("2026-04-30T22:00:00Z");
  const minuteAfter = new Date(end.getTime() + 60_000);
  expect(closedBetween(monthly, dayOfApril(20), new Date(end.getTime() - 1), spentIn)).toBeNull();
  expect(closedBetween(monthly, dayOfApril(20), end, spentIn)).toMatchObject({
    period: { key: "2026-04-01" },
    isOver: true,
  });
  expect(closedBetween(monthly, end, minuteAfter, spentIn)).toBeNull();
});
