/** `wheelhouse conformance alerts` as somebody else's scenarios meet it: the real command, its words and its exit codes. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ROOT } from "@/server/root";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "wheelhouse-conformance-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: string[]) {
  const cli = path.join(ROOT, "bin/wheelhouse.mjs");
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [cli, "conformance", "alerts", ...args],
    { encoding: "utf8", cwd: folder },
  );
  return { status, stdout, stderr };
}

function fileWith(content: unknown): string {
  const file = path.join(folder, "scenarios.json");
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  return file;
}

const scenario = (expected: string, more: object = {}) => ({
  id: "mine",
  title: "waits a minute",
  interval: "1m",
  for: "1m",
  expr: "v > 0.5",
  series: { 'v{i="a"}': "1 1 0" },
  expected: { a: expected },
  ...more,
});

test("scenarios that pass are done, expected beside got", () => {
  const { status, stdout } = run(fileWith({ rule: [scenario("PFI")] }));
  expect(status).toBe(0);
  expect(stdout).toMatch(
    /✓ mine\s+waits a minute\n\s+a: expected PFI\n\s+got\s+PFI\n1 as expected\n$/,
  );
}, 60_000);

test("one that differs fails the command, and says where", () => {
  const { status, stdout } = run(fileWith([scenario("PFI"), scenario("FFI")]));
  expect(status).toBe(1);
  expect(stdout).toMatch(/✗ mine[^✓]*expected FFI\n\s+got\s+PFI\s+✗\n1 as expected, 1 differ\n$/);
}, 60_000);

test("one that cannot be read or run fails alone, and the others are run", () => {
  const odd = scenario("PFI", { id: "odd", expr: "v" });
  const deep = scenario("PFI", { id: "deep", expr: `${"(".repeat(5_000)}v > 1` });
  const { status, stdout, stderr } = run(fileWith([scenario("PFX"), odd, deep, scenario("PFI")]));
  expect([status, stderr]).toEqual([1, ""]);
  expect(stdout).toMatch(/✗ mine\s+waits a minute\n\s+rule\[0\]\.expected\.a has one of /);
  expect(stdout).toMatch(/✗ odd\s+waits a minute\n\s+expr: /);
  expect(stdout).toMatch(/✗ deep\s+waits a minute\n\s+Its parts are nested/);
  expect(stdout).toMatch(/\n1 as expected, 3 differ\n$/);
}, 60_000);

test("for programs it is one JSON object", () => {
  const { status, stdout } = run("--json", fileWith([scenario("FFI")]));
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    ok: false,
    scenarios: 1,
    passed: 0,
    failed: 1,
    results: [{ id: "mine", passed: false, rows: [{ labels: "a", expected: "FFI", got: "PFI" }] }],
  });
}, 60_000);

test("without a file the product's own rows are run, and pass", () => {
  const { status, stdout } = run("--json");
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ ok: true, failed: 0 });
}, 60_000);

test.each<[string, () => string[], string]>([
  ["a file that is not there", () => ["nowhere.json"], "there is no such file"],
  ["what is no JSON", () => [fileWith("{")], "is not JSON"],
  ["what is no list of scenarios", () => [fileWith({})], "holds no scenarios"],
  ["an option nobody knows", () => ["--fast"], "unknown option"],
])(
  "%s is wrong usage",
  (_what, args, words) => {
    const { status, stdout, stderr } = run(...args());
    expect(status).toBe(2);
    expect(stderr).toContain(words);
    expect(stdout).toBe("");
  },
  60_000,
);
