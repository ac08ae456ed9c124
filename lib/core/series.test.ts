/** Series keep their gaps and their totals, whatever is done to make them fit. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  dense,
  isolated,
  latest,
  OTHER_KEY,
  type Series,
  sparkline,
  topSeries,
  totalOf,
} from "./series";

const start = Date.UTC(2026, 10, 20);
const seriesOf = (key: string, values: readonly (number | null)[]): Series => ({
  key,
  label: key,
  points: values.map((value, i) => ({ at: new Date(start + i * 60_000).toISOString(), value })),
});

test("every bucket of the axis is there, gaps included", () => {
  const axis = [new Date(start), new Date(start + 60_000)];
  const points = dense(axis, (at) => (at === start ? 5 : null));
  expect(points).toEqual([
    { at: "2026-11-20T00:00:00.000Z", value: 5 },
    { at: "2026-11-20T00:01:00.000Z", value: null },
  ]);
});

test.each<[(number | null)[], number | null, number[]]>([
  [[], null, []],
  [[null, null], null, []],
  [[1, null, 3], 3, [0, 2]],
  [[1, 2, null], 2, []],
  [[null, 0, null], 0, [1]],
])("%j ends at %d and is dotted at %j", (values, last, dotted) => {
  expect(latest(seriesOf("a", values))).toBe(last);
  expect([...isolated(seriesOf("a", values))]).toEqual(dotted);
});

describe("the top series", () => {
  const many = Array.from({ length: 12 }, (_, i) => seriesOf(`s${i}`, [i, i === 2 ? null : 1]));

  test("are the largest, then the sum of the rest", () => {
    const top = topSeries(many);
    expect(top.map(({ key }) => key)).toEqual([
      "s11",
      "s10",
      "s9",
      "s8",
      "s7",
      "s6",
      "s5",
      OTHER_KEY,
    ]);
    expect(top.at(-1)?.label).toBe("5 others");
  });

  test("are all of them when eight colours suffice", () => {
    expect(topSeries(many.slice(0, 8))).toHaveLength(8);
    expect(topSeries([])).toEqual([]);
  });

  test("lose nothing of the total, at any instant", () => {
    const values = fc.array(fc.option(fc.nat({ max: 1e6 })), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(values, { maxLength: 20 }), (rows) => {
        const all = rows.map((row, i) => seriesOf(`s${i}`, row));
        const sum = (some: readonly Series[], i: number) =>
          some.reduce((total, { points }) => total + (points[i]?.value ?? 0), 0);
        for (let i = 0; i < 5; i++) expect(sum(topSeries(all), i)).toBe(sum(all, i));
      }),
    );
  });

  test("leave a gap where all the rest have one", () => {
    const gaps = Array.from({ length: 9 }, (_, i) => seriesOf(`s${i}`, [9 - i, null]));
    expect(
      topSeries(gaps)
        .at(-1)
        ?.points.map(({ value }) => value),
    ).toEqual([3, null]);
  });
});

describe("a sparkline", () => {
  test("keeps short series as they are", () => {
    expect(sparkline(seriesOf("a", [1, null, 3]))).toEqual([1, null, 3]);
  });

  test("takes means of runs, and a gap only where a whole run is one", () => {
    expect(sparkline(seriesOf("a", [1, 3, null, 5, null, null]), 3)).toEqual([2, 5, null]);
  });

  test("holds at most so many points", () => {
    const long = seriesOf(
      "a",
      Array.from({ length: 301 }, (_, i) => i),
    );
    expect(sparkline(long)).toHaveLength(48);
    expect(totalOf(long)).toBe((300 * 301) / 2);
  });
});
