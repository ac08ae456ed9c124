/** The log reads as sentences, about every act there is. */
import fs from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changesOf } from "./diff";
import { actWords, KNOWN_ACTS, kindWords, objectName, pageOfObject } from "./words";

/** Every `"thing.done"` that the sources hand to the audit log. */
function actsInSources(): string[] {
  const files = fs
    .readdirSync("lib", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .filter((file) => path.dirname(file) !== "audit");
  const things = new Set(KNOWN_ACTS.map((act) => act.split(".")[0]));
  return files.flatMap((file) => {
    const text = fs.readFileSync(path.join("lib", file), "utf8");
    if (!/\bcommand\(|\bAudit\b|REOPENED|TAKEN_BACK/.test(text)) return [];
    const bare = text.replaceAll(/field: "[^"]*"/g, "");
    const found = bare.matchAll(/(action:\s*)?"([a-z-]+)\.([a-z-]+)"/g);
    return [...found].flatMap(([, isAction, thing = "", done = ""]) =>
      isAction !== undefined || things.has(thing) ? [`${thing}.${done}`] : [],
    );
  });
}

test("every act of the sources has words, and none has them without being done", () => {
  const acts = new Set(actsInSources());
  expect(acts.size).toBeGreaterThan(10);
  expect([...acts].filter((act) => !KNOWN_ACTS.includes(act))).toEqual([]);
  expect(KNOWN_ACTS.filter((act) => !acts.has(act) && !act.startsWith("error."))).toEqual([]);
});

test("an act or a kind of a later version is spelled out", () => {
  expect(actWords("flag.roll-back")).toBe("flag: roll back");
  expect(kindWords("status-page")).toBe("status page");
});

describe("an object", () => {
  const of = (objectKind: string, objectId: string, project: string | null = "shop") =>
    pageOfObject({ objectKind, objectId, project });

  test("is linked to where it can be seen, in its project", () => {
    expect(of("error", "a/b c")).toBe("/errors/a%2Fb%20c?project=shop");
    expect(of("key", "1")).toBe("/settings/api-keys?project=shop");
    expect(of("person", "1", null)).toBe("/settings/members");
    expect(of("instance", "setup")).toBeNull();
  });

  test("is called what people call it, else by its id", () => {
    const name = (before: unknown, after: unknown) => objectName({ objectId: "7", before, after });
    expect(name({ name: "old" }, { name: "new", email: "a@b.c" })).toBe("new");
    expect(name({ name: "old" }, { requestsPerSecond: 5 })).toBe("old");
    expect(name(null, { email: "a@b.c" })).toBe("a@b.c");
    expect(name(null, { name: "" })).toBe("7");
    expect(name(null, ["name"])).toBe("7");
  });
});

describe("the difference that an act made", () => {
  // biome-ignore format: a table reads in columns
  test.each([
    ["a changed field",   { name: "a" },            { name: "b" },             [["name", "changed", "a", "b"]]],
    ["a new thing",       null,                     { name: "b" },             [["name", "added", null, "b"]]],
    ["an ended thing",    { name: "a" },            null,                      [["name", "removed", "a", null]]],
    ["what stayed",       { a: 1, b: 2 },           { a: 1, b: 3 },            [["a", "same", "1", "1"], ["b", "changed", "2", "3"]]],
    ["nested fields",     { t: { p95: { aim: 1 } } }, { t: { p95: { aim: 2 } } }, [["t.p95.aim", "changed", "1", "2"]]],
    ["lists as a whole",  { s: ["a", "b"] },        { s: [] },                 [["s", "changed", "a, b", "none"]]],
    ["switches in words", { isOwner: false },       { isOwner: true },         [["isOwner", "changed", "no", "yes"]]],
    ["nothing as none",   { role: null },           { role: "viewer" },        [["role", "changed", "none", "viewer"]]],
    ["what is only noted", { role: "viewer" },      { role: "admin", email: "a@b.c" }, [["role", "changed", "viewer", "admin"], ["email", "noted", null, "a@b.c"]]],
    ["no sides at all",   null,                     null,                      []],
  ])("tells %s", (_what, before, after, expected) => {
    const found = changesOf(before, after).map((one) => [one.field, one.what, one.before, one.after]);
    expect(found).toEqual(expected);
  });

  test("is none between equals, whatever they hold", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const { what } of changesOf(value, structuredClone(value))) expect(what).toBe("same");
      }),
    );
  });
});
