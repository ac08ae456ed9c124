/** Links carry the question of the page along, and nothing else. */
import { expect, test } from "vitest";
import { keepAsk } from "./ask-params";

const here = new URLSearchParams("project=demo&env=staging&range=7d&sort.agents=-cost");

// biome-ignore format: a table reads in columns
test.each([
  ["a bare path",                "/cache",               "/cache?project=demo&env=staging&range=7d"],
  ["a path with its own range",  "/cache?range=1h",      "/cache?range=1h&project=demo&env=staging"],
  ["a place on a page",          "/cache#hit-rate",      "/cache?project=demo&env=staging&range=7d#hit-rate"],
])("%s keeps project, environment and time", (_what, path, expected) => {
  expect(keepAsk(path, here)).toBe(expected);
});

test("a page without a question links without one", () => {
  expect(keepAsk("/cache", new URLSearchParams())).toBe("/cache");
});
