/** `wheelhouse price` as a script meets it: the real command, its lines, its sums and its exit codes. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ROOT } from "@/server/root";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "wheelhouse-price-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(content: string, ...args: string[]) {
  const file = path.join(folder, "usage.jsonl");
  writeFileSync(file, content);
  const cli = path.join(ROOT, "bin/wheelhouse.mjs");
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, "price", file, ...args], {
    encoding: "utf8",
    cwd: folder,
  });
  return { status, stdout, stderr };
}

const good = JSON.stringify({
  model: "gpt-4o-mini",
  at: "2026-09-22T12:00:00Z",
  usage: {
    prompt_tokens: 10_000,
    completion_tokens: 500,
    prompt_tokens_details: { cached_tokens: 8_000 },
  },
});
const unknown = JSON.stringify({
  provider: "openai",
  model: "gpt-imaginary-9",
  usage: { prompt_tokens: 5, completion_tokens: 5 },
});
const negative = JSON.stringify({
  model: "gpt-4o-mini",
  usage: { prompt_tokens: -5, completion_tokens: 5 },
});

test("each line opens to its arithmetic, and unpriced is not an error", () => {
  const { status, stdout } = run(`${good}\n\n${unknown}\n`);
  expect(status).toBe(0);
  expect(stdout).toMatch(/1: openai gpt-4o-mini: \$0\.0012 \(genai-prices/);
  expect(stdout).toMatch(/cacheRead\s+8000 x \$0\.000000075 = \$0\.0006/);
  expect(stdout).toContain("3: openai gpt-imaginary-9: unpriced: No price of gpt-imaginary-9");
  expect(stdout).toContain("1 priced, 1 unpriced, 0 refused; $0.0012 in all");
}, 60_000);

test("for programs it is one object, with exact decimals as text", () => {
  const { status, stdout } = run([good, negative, "{"].join("\n"), "--json");
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    ok: false,
    lines: 3,
    priced: 1,
    unpriced: 0,
    refused: 2,
    costPicos: "1200000000",
    cost: "0.0012",
    results: [
      { line: 1, status: "priced", cost: "0.0012", tokens: { input: 2_000, cacheRead: 8_000 } },
      { line: 2, status: "refused", field: "usage.prompt_tokens" },
      { line: 3, status: "refused", reason: expect.stringContaining("Not JSON") },
    ],
  });
}, 60_000);

test("a file that is not there and an instant that is none are said plainly", () => {
  expect(run(good, "--at", "yesterday")).toMatchObject({ status: 2, stdout: "" });
  const cli = path.join(ROOT, "bin/wheelhouse.mjs");
  const gone = spawnSync(process.execPath, [cli, "price", "nowhere.jsonl"], { encoding: "utf8" });
  expect(gone.status).toBe(1);
  expect(gone.stderr).toContain("there is no such file");
}, 60_000);
