/** `wheelhouse rollout simulate` as an outside check meets it: the real command, its words and its exit codes. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { ROOT } from "@/server/root";

const folder = mkdtempSync(path.join(os.tmpdir(), "wheelhouse-rollout-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function simulate(content: unknown, ...flags: string[]) {
  const file = path.join(folder, "counts.json");
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  const cli = path.join(ROOT, "bin/wheelhouse.mjs");
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [cli, "rollout", "simulate", file, ...flags],
    { encoding: "utf8", cwd: folder },
  );
  return { status, stdout, stderr };
}

const MINUTES = [[5, 0, 45, 1], { n_c: 5, x_c: 2, n_s: 45, x_s: 0 }, [5, 2, 45, 0], [5, 1, 45, 0]];

test("tells every minute to programs, and the minutes of change to people; a rollback is no failure", () => {
  const told = simulate({ minutes: MINUTES }, "--json");
  expect([told.status, told.stderr]).toEqual([0, ""]);
  const result = JSON.parse(told.stdout);
  expect(result).toMatchObject({ verdict: "ROLLBACK", crossedAtMinute: 3, provedAtMinute: null });
  expect(result.minutes).toHaveLength(4);
  const { stdout, status } = simulate(MINUTES);
  expect(status).toBe(0);
  expect(stdout).toMatch(/minute +3 {2}ROLLBACK/);
  expect(stdout).toContain("crossed in minute 3");
});

test("a file that does not fit is wrong usage, told with the minute", () => {
  const refused = simulate([[5, 6, 45, 1]]);
  expect(refused).toEqual({
    ...{ status: 2, stdout: "", stderr: "minute 1: has more bad units than units\n" },
  });
  expect(simulate("{").stderr).toMatch(/counts.json is not JSON/);
});
