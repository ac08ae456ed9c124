/** Series become rows, figures and words without losing a gap or inventing a value. */
import { describe, expect, test } from "vitest";
import { OTHER_KEY, type Series } from "@/lib/core/series";
import { drawn, peakOf, rowsOf, sheetOfSeries, statsOf, summaryOf } from "./rows";

const at = (i: number) => new Date(Date.UTC(2026, 10, 20, 0, i)).toISOString();
const series = (key: string, values: readonly (number | null)[]): Series => ({
  key,
  label: key,
  points: values.map((value, i) => ({ at: at(i), value })),
});
const P95 = series("p95", [2, null, 8, 5]);

test("figures ignore gaps and are not fooled by places", () => {
  expect(statsOf(P95)).toEqual({ last: 5, min: 2, max: 8, mean: 5 });
  expect(statsOf(series("none", [null, null]))).toEqual({
    last: null,
    min: null,
    max: null,
    mean: null,
  });
});

test("a gap stays a gap in the rows", () => {
  expect(rowsOf([P95, series("n", [1, 1, 1, 1])])[1]).toEqual({
    at: Date.parse(at(1)),
    p95: null,
    n: 1,
  });
});

test("the peak of a stack is its tallest sum", () => {
  const stack = [series("a", [1, 2, 3]), series("b", [5, 1, null])];
  expect(peakOf(stack, true)).toBe(6);
  expect(peakOf(stack, false)).toBe(5);
});

describe("what is drawn", () => {
  test("the period before lies under the present one, on its axis, in grey", () => {
    const before = {
      ...P95,
      points: P95.points.map((p) => ({ ...p, at: "2026-11-19T00:00:00Z" })),
    };
    const [past, present] = drawn([P95], [before]);
    expect(past).toMatchObject({ key: "previous:p95", isPrevious: true });
    expect(past?.points.map((p) => p.at)).toEqual(P95.points.map((p) => p.at));
    expect(past?.colour).toBe("var(--series-previous)");
    expect(present?.colour).toMatch(/^var\(--series-[1-8]\)$/);
  });

  test("a name wears the colour of its hash beside a stranger, and others are grey", () => {
    const alone = drawn([series("a", [1])])[0]?.colour;
    const together = drawn([series("a", [1]), series(OTHER_KEY, [1])]);
    expect(together[0]?.colour).toBe(alone);
    expect(together[1]?.colour).toBe("var(--series-other)");
  });
});

test("the words name the range, the last and the extremes", () => {
  const words = summaryOf([P95], { value: (n) => `${n} s`, time: (iso) => iso.slice(11, 16) });
  expect(words).toBe("From 00:00 to 00:03. p95: last 5 s, between 2 s and 8 s.");
  expect(summaryOf([], { value: String, time: String })).toBe("No data in this time range.");
});

test("the table behind a chart begins with the newest", () => {
  const { columns, rows } = sheetOfSeries([P95]);
  expect(columns.map(({ label }) => label)).toEqual(["Time", "p95"]);
  expect(rows[0]).toEqual([at(3), 5]);
});
