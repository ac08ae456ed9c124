/** What is the same as JSON, and what is not. */
import { describe, expect, test } from "vitest";
import { sameJson } from "./same";

describe("two values", () => {
  test.each<[why: string, a: unknown, b: unknown]>([
    ["fields in another order", { a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 }],
    ["the same within a list", [{ a: 1, b: 2 }], [{ b: 2, a: 1 }]],
    ["a field that is left out, and one without a value", { a: 1 }, { a: 1, b: undefined }],
    ["an instant and its text", new Date(0), "1970-01-01T00:00:00.000Z"],
    ["nothing twice", undefined, undefined],
  ])("are the same: %s", (_why, a, b) => {
    expect(sameJson(a, b)).toBe(true);
    expect(sameJson(b, a)).toBe(true);
  });

  test.each<[why: string, a: unknown, b: unknown]>([
    ["a list in another order", [1, 2], [2, 1]],
    ["an empty list and an empty object", [], {}],
    ["a number and its text", { a: 1 }, { a: "1" }],
    ["null and a field that is left out", { a: null }, {}],
    ["deep within", { a: [{ b: 1 }] }, { a: [{ b: 2 }] }],
    ["two instants", new Date(0), new Date(1)],
    ["a value and none", null, undefined],
  ])("differ: %s", (_why, a, b) => {
    expect(sameJson(a, b)).toBe(false);
    expect(sameJson(b, a)).toBe(false);
  });
});
