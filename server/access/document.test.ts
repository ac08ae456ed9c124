/** The page about access is as the tables are. */
import fs from "node:fs";
import { expect, test } from "vitest";
import { accessDocument } from "./document";

test("docs/security/access.md is current (else run `npm run docs:access`)", () => {
  expect(fs.readFileSync("docs/security/access.md", "utf8")).toBe(accessDocument());
});

test("it is reached from where people look", () => {
  expect(fs.readFileSync("SECURITY.md", "utf8")).toContain("(docs/security/access.md)");
  expect(fs.readFileSync("docs/architecture.md", "utf8")).toContain("(security/access.md)");
});
