/** What is wrong with JSON is said with its place. */
import { expect, test } from "vitest";
import { parsedJson } from "./json-text";

test("JSON is its value", () => {
  expect(parsedJson('{ "a": [1] }')).toEqual({ value: { a: [1] } });
});

test.each([
  ["a comma too many", '{\n  "a": 1,\n}', "Line 3, column 1"],
  ["a comma too few", '{\n  "a": 1\n  "b": 2\n}', "Line 3, column 3"],
  ["an end too early", '{\n  "a": 1', "Line 2, column 9"],
  ["a word", "{ x }", "Line 1, column 3"],
])("%s has a place", (_what, text, place) => {
  expect(parsedJson(text)).toEqual({ trouble: `${place}: is not JSON` });
});
