/** What the sign-in gate lets through, and where it sends people. */
import fs from "node:fs";
import { expect, test } from "vitest";
import { isOpen, safeReturn, signInPath } from "./gate";

test.each([
  ["/agents?project=a&range=7d#latency", "/agents?project=a&range=7d#latency"],
  ["/agents/gpt-4.1", "/agents/gpt-4.1"],
  [null, "/"],
  ["", "/"],
  ["agents", "/"],
  ["https://evil.example/", "/"],
  ["//evil.example/", "/"],
  ["/\\evil.example/", "/"],
  ["/\t/evil.example/", "/"],
  ["/.//evil.example", "/"],
  ["javascript:alert(1)", "/"],
  ["/sign-in", "/"],
  ["/api/v1/keys", "/"],
])("after signing in, %j leads to %j", (asked, expected) => {
  expect(safeReturn(asked)).toBe(expected);
});

test("the sign-in page is told where somebody wanted to go", () => {
  expect(signInPath("/errors?env=staging")).toBe("/sign-in?callbackUrl=%2Ferrors%3Fenv%3Dstaging");
  expect(signInPath("/")).toBe("/sign-in");
});

test("every public file is open, nothing that looks like one is", () => {
  for (const file of fs.readdirSync("public")) expect(isOpen(`/${file}`), file).toBe(true);
  for (const path of ["/", "/agents/gpt-4.1", "/sign-in/x", "/settings/project", "/a/x/y", "/a"]) {
    expect(isOpen(path), path).toBe(false);
  }
});

test("a link of a notification is open, and no place to come back to", () => {
  expect(isOpen("/a/eyJh.c2ln")).toBe(true);
  expect(safeReturn("/a/eyJh.c2ln")).toBe("/");
});
