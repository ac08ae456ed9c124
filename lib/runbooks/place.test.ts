/** Where files lie and where their links lead. */
import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { isSlug } from "./alert-values";
import {
  addressOf,
  brokenWhy,
  isReserved,
  type Known,
  pictureOf,
  shelfOf,
  slugOfPath,
  targetOf,
} from "./place";

const known = (collection: string, path: string, anchors: string[] = []): Known => ({
  ...{ collection, path, anchors },
  slug: slugOfPath(collection ? `${collection}/${path}` : path),
});
const start = known("team", "README.md", ["setup"]);
const SHELF = shelfOf(
  [
    start,
    known("team", "db/Slow Query.md", ["fix"]),
    known("team", "db/index.md"),
    known("", "own.md"),
  ],
  ["operations/scaling"],
);

test.each([
  ["db/README.md", "db"],
  ["Ärger mit Öl.MD", "arger-mit-ol"],
  ["___.md", ""],
  ["Größe.md", "grosse"],
  ["u\u0308ber.md", "uber"],
  ["search.md", "search"],
])("%s is called %j", (path, slug) => {
  expect(slugOfPath(path)).toBe(slug);
});

test("names in other letters are told apart, and stay the same", () => {
  const names = ["日本語.md", "障害-1.md", "復旧-1.md", "Отказ базы.md", "team/日本語.md"];
  const slugs = names.map(slugOfPath);
  expect(new Set(slugs).size).toBe(names.length);
  expect(slugs.filter((slug) => !isSlug(slug))).toEqual([]);
  expect(slugs[0]).toMatch(/^runbook-[0-9a-f]{6}$/);
  expect(slugOfPath("日本語.md")).toBe(slugs[0]);
});

test("every address beside those of runbooks is reserved", () => {
  const folder = new URL("../../app/api/v1/runbooks", import.meta.url);
  const beside = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("["))
    .map(({ name }) => name);
  expect(beside.length).toBeGreaterThan(0);
  expect(beside.filter((name) => !isReserved(name))).toEqual([]);
});

test.each([
  ["db/Slow%20Query.md#fix", "/runbooks/team-db-slow-query#fix"],
  ["./db/slow query", "/runbooks/team-db-slow-query"],
  ["db/", "/runbooks/team-db"],
  ["/errors?range=1h#groups", "/errors?range=1h#groups"],
  ["/runbooks/own", "/runbooks/own"],
  ["/db/index.md", "/runbooks/team-db"],
  ["own.md", null],
  ["../operations/scaling.md", null],
  ["../../../etc/passwd", null],
  ["/no-such-page", null],
  ["%E0%A4%A", null],
])("of a collection, %s leads to %s", (raw, address) => {
  expect(addressOf(targetOf(raw, start, SHELF))).toBe(address);
});

test.each([
  ["../operations/scaling.md", "/docs/scaling"],
  ["../operations/none.md", null],
  ["../runbooks/own.md", "/runbooks/own"],
])("of a shipped text, %s leads to %s", (raw, address) => {
  expect(addressOf(targetOf(raw, known("", "own.md"), SHELF))).toBe(address);
});

test.each([
  ["#setup", null],
  ["#gone", "there is no such section"],
  ["db/Slow Query.md#fix", null],
  ["db/Slow Query.md#gone", "there is no such section"],
  ["gone.md", "there is no such runbook"],
])("%s is broken because: %s", (raw, why) => {
  expect(brokenWhy(raw, start, SHELF)).toBe(why);
});

const PICTURE = { src: "/there", width: 2, height: 1 };
const PICTURED = shelfOf([start], [], new Map([["guide/a.png", PICTURE]]));

test.each([
  ["", "high.md", "../images/guide/a.png", PICTURE],
  ["", "../operations/scaling.md", "../images/guide/a.png", PICTURE],
  ["", "../operations/scaling.md", "../images/guide/b.png", null],
  ["", "../operations/scaling.md", "../images/guide/../../package.json", null],
  ["", "high.md", "https://elsewhere.example/images/guide/a.png", null],
  ["", "high.md", "/images/guide/a.png", null],
  ["team", "high.md", "../images/guide/a.png", null],
])("in the collection %j, %s shows %s as %j", (collection, path, raw, picture) => {
  expect(pictureOf(raw, known(collection, path), PICTURED)).toEqual(picture);
});

test("a picture that is shown is no broken link; one that stayed behind is", () => {
  expect(brokenWhy("../images/guide/a.png", known("", "x.md"), PICTURED)).toBeNull();
  expect(brokenWhy("img/a.png", start, PICTURED)).toBe("the picture is not kept");
});
