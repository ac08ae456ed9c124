/** The address bar and the question of a page say the same thing. */
import { describe, expect, test } from "vitest";
import { type AskPatch, askedIn, patched } from "./ask-url";

const read = (text: string) => askedIn(new URLSearchParams(text), "usual");
const CUSTOM = "from=2026-11-19T10:00:00.000Z&to=2026-11-19T12:00:00.000Z";

describe("reading the address bar", () => {
  test("an empty one asks for a day of the usual project, live", () => {
    expect(read("")).toEqual({ ask: { project: "usual", range: "24h" }, live: true });
  });

  test("everything it can say is read", () => {
    expect(read("project=p&env=staging&range=7d&compare=1&live=0")).toEqual({
      ask: { project: "p", env: "staging", range: "7d", compare: "1" },
      live: false,
    });
  });

  test("two instants replace the named range", () => {
    expect(read(`range=7d&${CUSTOM}`).ask).toEqual({
      project: "usual",
      from: "2026-11-19T10:00:00.000Z",
      to: "2026-11-19T12:00:00.000Z",
    });
  });

  test.each([
    "range=forever",
    "from=2026-11-19T10:00:00.000Z",
    "from=yesterday&to=today",
    "from=2026-11-19T12:00:00.000Z&to=2026-11-19T10:00:00.000Z",
  ])("nonsense is read as the usual day: %s", (text) => {
    expect(read(text).ask).toEqual({ project: "usual", range: "24h" });
  });
});

describe("changing the address bar", () => {
  const change = (text: string, patch: AskPatch) =>
    patched(new URLSearchParams(text), patch).toString();

  // biome-ignore format: a table reads in columns
  test.each<[string, string, AskPatch, string]>([
    ["the usual range is left out",           "range=7d",              { range: "24h" },            ""],
    ["a named range ends a custom one",       CUSTOM,                  { range: "1h" },             "range=1h"],
    ["a zoom replaces the named range",       "range=7d",              { from: "a", to: "b" },      "from=a&to=b"],
    ["another project forgets environments",  "project=a&env=staging", { project: "b" },            "project=b"],
    ["no environment is all of them",         "env=staging",           { env: null },               ""],
    ["comparison off is left out",            "compare=1",             { compare: false },          ""],
    ["pausing is said",                       "",                      { live: false },             "live=0"],
    ["what is not changed stays",             "sort.agents=-n",        { compare: true },           "sort.agents=-n&compare=1"],
  ])("%s", (_what, before, patch, after) => {
    expect(change(before, patch)).toBe(after);
  });
});
