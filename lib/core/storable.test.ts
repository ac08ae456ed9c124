/** What cannot be kept is found wherever it is, and what is made storable can be kept. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { storable, unstorableAt } from "./storable";

test.each([
  ["a text", "a\0b", []],
  ["half of a character", { a: "\ud83d" }, ["a"]],
  ["one in a list", { a: [{ b: "ok" }, { b: "\0" }] }, ["a", "1", "b"]],
  ["a name", { a: { "b\0": 1 } }, ["a"]],
])("%s that cannot be kept is found", (_what, value, path) => {
  expect(unstorableAt(value)).toEqual(path);
});

test("what can be kept is left alone", () => {
  expect(unstorableAt({ a: ["😀", 1, null, true, new Date(0)] })).toBeNull();
});

test("any text can be kept once it is made storable", () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
      }),
      (text) => {
        expect(unstorableAt(storable(text))).toBeNull();
      },
    ),
  );
  expect(storable("a\0😀".slice(0, 3))).toBe("a\ufffd");
});
