/** Every figure on a screen goes through these tables. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  bytes,
  capital,
  count,
  deltaOf,
  duration,
  exact,
  exactDuration,
  orDash,
  quantity,
  rate,
  share,
  spanWords,
} from "./format";
import { DAY, HOUR, MINUTE } from "./time";

describe("count", () => {
  test.each([
    [0, "0"],
    [0.1234, "0.123"],
    [7, "7"],
    [412, "412"],
    [999, "999"],
    [999.6, "1 k"],
    [1_000, "1 k"],
    [1_240, "1.24 k"],
    [12_412, "12.4 k"],
    [999_499, "999 k"],
    [999_600, "1 M"],
    [22_361_870, "22.4 M"],
    [5e9, "5 B"],
    [3.2e12, "3.2 T"],
    [-12_412, "-12.4 k"],
  ])("%d is %s", (n, text) => {
    expect(count(n)).toBe(text);
  });

  test("says exactly, too", () => {
    expect(exact(22_361_870)).toBe("22,361,870");
    expect(exact(0.012345678)).toBe("0.012345678");
    expect(exactDuration(1_243.21)).toBe("1,243.21 ms");
  });
});

describe("duration", () => {
  test.each([
    [0, "0 ms"],
    [0.004, "<0.01 ms"],
    [0.42, "0.42 ms"],
    [4.23, "4.2 ms"],
    [9.99, "10 ms"],
    [412.4, "412 ms"],
    [999.4, "999 ms"],
    [999.6, "1 s"],
    [1_243, "1.24 s"],
    [12_430, "12.4 s"],
    [59_940, "59.9 s"],
    [59_960, "1 min"],
    [125_000, "2 min 5 s"],
    [3_599_600, "1 h"],
    [11_520_000, "3 h 12 min"],
    [DAY - 1, "1 d"],
    [2 * DAY + 4 * HOUR, "2 d 4 h"],
    [-1_243, "-1.24 s"],
    [-125_000, "-2 min 5 s"],
  ])("%d ms is %s", (ms, text) => {
    expect(duration(ms)).toBe(text);
  });
});

describe("share", () => {
  test.each([
    [0, "0 %"],
    [0.000_000_1, "<0.001 %"],
    [0.000_42, "0.042 %"],
    [0.01, "1 %"],
    [0.612, "61.2 %"],
    [0.6125, "61.3 %"],
    [0.999, "99.9 %"],
    [0.9995, "99.95 %"],
    [0.99999, "99.999 %"],
    [0.9999999, "99.999 %"],
    [1, "100 %"],
    [1.5, "150 %"],
    [-0.05, "-5 %"],
  ])("%d is %s", (ratio, text) => {
    expect(share(ratio)).toBe(text);
  });

  test("never calls part the whole, nor something nothing", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, minExcluded: true, maxExcluded: true }), (ratio) => {
        expect(share(ratio)).not.toBe("100 %");
        expect(share(ratio)).not.toBe("0 %");
      }),
    );
  });
});

test.each([
  [0, "0 B"],
  [812, "812 B"],
  [12_400, "12.4 kB"],
  [10e9, "10 GB"],
  [1.5e12, "1.5 TB"],
])("%d bytes are %s", (n, text) => {
  expect(bytes(n)).toBe(text);
});

test.each([
  [0, "0 /s"],
  [3.4, "3.4 /s"],
  [12_412, "12.4 k /s"],
  [0.05, "3 /min"],
  [0.0005, "1.8 /h"],
])("%d a second is %s", (perSecond, text) => {
  expect(rate(perSecond)).toBe(text);
});

test.each([
  [15 * MINUTE, "15 min"],
  [HOUR, "1 h"],
  [6 * HOUR, "6 h"],
  [DAY, "24 h"],
  [7 * DAY, "7 d"],
  [90 * MINUTE, "90 min"],
  [30_000, "30 s"],
])("%d ms are called %s", (ms, text) => {
  expect(spanWords(ms)).toBe(text);
});

describe("a delta", () => {
  test.each<[number | null, number | null, string, string]>([
    [88, 100, "12 % lower than the 24 h before", "down"],
    [112.4, 100, "12 % higher than the 24 h before", "up"],
    [100.4, 100, "0.4 % higher than the 24 h before", "up"],
    [100.01, 100, "as in the 24 h before", "flat"],
    [100, 100, "as in the 24 h before", "flat"],
    [0, 0, "as in the 24 h before", "flat"],
    [5, 0, "none in the 24 h before", "up"],
    [0, 5, "100 % lower than the 24 h before", "down"],
    [420, 100, "4.2 times the 24 h before", "up"],
    [12_400, 1, "12.4 k times the 24 h before", "up"],
    [null, 5, "no data", "unknown"],
    [5, null, "no data in the 24 h before", "unknown"],
  ])("from %d after %d reads %s", (now, before, words, direction) => {
    expect(deltaOf(now, before, DAY)).toEqual({ words, direction });
  });

  test.each([
    [0.633, 0.612, "2.1 pt higher than the 7 d before", "up"],
    [0.602, 0.612, "1 pt lower than the 7 d before", "down"],
    [0.6121, 0.612, "as in the 7 d before", "flat"],
  ])("of a share from %d after %d reads %s", (now, before, words, direction) => {
    expect(deltaOf(now, before, 7 * DAY, "points")).toEqual({ words, direction });
  });
});

test("nothing is a dash, never a zero", () => {
  expect(orDash(null, count)).toBe("—");
  expect(orDash(undefined, count)).toBe("—");
  expect(orDash(Number.NaN, count)).toBe("—");
  expect(orDash(0, count)).toBe("0");
});

test.each([
  [quantity(1, "call"), "1 call"],
  [quantity(0, "call"), "0 calls"],
  [quantity(1_200, "entry", "entries"), "1,200 entries"],
  [capital("agent type"), "Agent type"],
  [capital(""), ""],
])("%s", (got, expected) => expect(got).toBe(expected));
