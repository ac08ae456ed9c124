/** Value over cost by the inputs of each day, and no figure where there is nothing to divide by. */
import { describe, expect, test } from "vitest";
import { checkInputs, type Inputs, inputsAt, type Outcome, roiByProvider, roiOf } from "./roi";

const day = (date: string) => new Date(`2026-${date}T12:00:00Z`);
const first: Inputs = {
  version: 1,
  from: day("01-01"),
  hourlyRate: 60,
  worth: { ticket: { by: "usd", each: 12 } },
  targetMultiplier: 100,
};
const second: Inputs = { ...first, version: 2, from: day("03-01"), hourlyRate: 90 };
const versions = [second, first];
const now = day("04-01");

const outcome = (more: Partial<Outcome> = {}): Outcome => ({
  at: day("02-01"),
  kind: "report",
  provider: "openai",
  isSuccess: true,
  n: 1,
  value: null,
  minutesSaved: null,
  ...more,
});

test("the inputs of an instant are the newest that had begun", () => {
  expect(inputsAt(versions, day("02-01"))).toBe(first);
  expect(inputsAt(versions, second.from)).toBe(second);
  expect(inputsAt(versions, new Date("2025-12-31T00:00:00Z"))).toBeNull();
  const same = { ...second, version: 3 };
  expect(inputsAt([same, ...versions], now)).toBe(same);
});

describe("the value of an outcome", () => {
  test.each<[string, Partial<Outcome>, number | null, number]>([
    ["is what it says", { value: 5, minutesSaved: 600 }, 5, 0],
    ["is its minutes at the rate of its day", { minutesSaved: 30 }, 30, 0],
    ["at a later day at the later rate", { minutesSaved: 30, at: day("03-02") }, 45, 0],
    ["is that of its kind, whatever events say", { kind: "ticket", value: 5, n: 3 }, 36, 0],
    ["is nothing when it failed", { value: 5, isSuccess: false }, 0, 0],
    ["is not known where nobody says it, and counted so", { n: 2 }, null, 2],
  ])("%s", (_what, more, value, unvalued) => {
    expect(roiOf(1, [outcome(more)], versions, now)).toMatchObject({ value, unvalued });
  });
});

test("a failed task costs as much as one that succeeded", () => {
  const outcomes = [outcome({ value: 500 }), outcome({ isSuccess: false })];
  expect(roiOf(4, outcomes, versions, now)).toMatchObject({
    costPerOutcome: 2,
    costPerSuccess: 4,
    multiplier: 125,
    isOnTarget: true,
  });
});

test("the target is to be exceeded", () => {
  expect(roiOf(1, [outcome({ value: 100 })], versions, now).isOnTarget).toBe(false);
  expect(roiOf(1, [outcome({ value: 100.01 })], versions, now).isOnTarget).toBe(true);
});

test("without cost or outcomes there is no ratio, rather than none or endless", () => {
  expect(roiOf(0, [outcome({ value: 5 })], versions, now)).toMatchObject({
    multiplier: null,
    isOnTarget: null,
    costPerOutcome: 0,
  });
  expect(roiOf(5, [], [], now)).toMatchObject({
    costPerOutcome: null,
    costPerSuccess: null,
    multiplier: null,
    value: null,
  });
});

test("minutes that people say are paid at the rate of the day", () => {
  const worth = { ticket: { by: "minutes", each: 20 } } as const;
  const kept = [{ ...second, worth }, first];
  const tickets = outcome({ kind: "ticket", n: 2, at: day("03-02") });
  expect(roiOf(1, [tickets], kept, now)).toMatchObject({ value: 60, outcomes: 2, successes: 2 });
});

test("one unvalued success beside failures is no return of zero, and failures alone are", () => {
  const failed = outcome({ isSuccess: false });
  expect(roiOf(1, [failed, outcome()], versions, now)).toMatchObject({ multiplier: null });
  expect(roiOf(1, [failed], versions, now)).toMatchObject({ multiplier: 0, isOnTarget: false });
});

test("each provider has its own cost and outcomes, and those of nobody are kept apart", () => {
  const made = roiByProvider(
    new Map([
      ["openai", 2],
      ["anthropic", 3],
    ]),
    [outcome({ value: 10 }), outcome({ value: 4, provider: null, n: 0.5 })],
    versions,
    now,
  );
  expect(made.get("openai")).toMatchObject({ cost: 2, value: 10, multiplier: 5 });
  expect(made.get("anthropic")).toMatchObject({ cost: 3, outcomes: 0, multiplier: null });
  expect(made.get(null)).toMatchObject({ cost: null, outcomes: 0.5, value: 4, multiplier: null });
});

test.each<[Partial<Inputs>, string]>([
  [{ hourlyRate: -1 }, "hourlyRate"],
  [{ targetMultiplier: Number.NaN }, "targetMultiplier"],
  [{ worth: { ticket: { by: "usd", each: -2 } } }, "worth.ticket"],
])("%j is refused with its field", (more, field) => {
  expect(() => checkInputs({ ...first, ...more })).toThrow(field);
});
