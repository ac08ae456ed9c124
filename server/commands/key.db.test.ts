/** A key's life from the command line: what is told, what is not, and with which exit code. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { db } from "@/lib/platform/db";
import { testCtx } from "@/lib/platform/test-ctx";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "wheelhouse-key-"));
afterAll(() => fs.rmSync(folder, { recursive: true }));

function key(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["bin/wheelhouse.mjs", "key", ...words],
    { encoding: "utf8", env: { ...process.env, WHEELHOUSE_DATA_DIR: folder } },
  );
  return { status, stdout, stderr };
}

test("a key is made, listed, rotated and revoked, and its secret told only when it is made", async () => {
  const { project } = await testCtx();
  const here = ["--project", project.slug];
  const told = key(
    ...["create", ...here, "--scopes", "ingest,read", "--allow", "10.0.0.0/8,::1", "--rate", "50"],
    "--json",
  );
  expect(told.status, told.stderr).toBe(0);
  const made = JSON.parse(told.stdout);
  expect(await db().apiKey.findUniqueOrThrow({ where: { id: made.id } })).toMatchObject({
    ...{ requestsPerSecond: 50, allowedAddresses: ["10.0.0.0/8", "::1"], expiresAt: null },
  });

  const rotated = JSON.parse(
    key("rotate", made.prefix, ...here, "--overlap-hours", "2", "--json").stdout,
  );
  const revoked = key("revoke", made.id, ...here, "--reason", "leaked");
  expect(revoked.stdout).toBe(`Revoked “command line” (${made.prefix}…).\n`);

  const listed = key("list", ...here, "--json");
  expect(JSON.parse(listed.stdout).keys).toMatchObject([
    { id: rotated.id, replaces: { id: made.id }, revokedAt: null },
    { id: made.id, replacedBy: { id: rotated.id }, revokedAt: expect.any(String) },
  ]);
  for (const { secret } of [made, rotated]) {
    expect(secret).toMatch(/^wh_[\w-]{43}$/);
    expect(listed.stdout).not.toContain(secret);
  }
  expect(key("list", ...here).stdout).toMatch(/revoked \S+, never used\n$/);
}, 120_000);

test("what is wrong with a command is one sentence on stderr", async () => {
  const { project } = await testCtx();
  const here = ["--project", project.slug];
  const missing = key("revoke", "wh_nothing", ...here);
  expect(missing.status).toBe(1);
  expect(missing.stderr).toContain("No key starts with wh_nothing");
  const misspelled = key("create", ...here, "--allow", "10.0.0.0/33");
  expect(misspelled.status).toBe(2);
  expect(misspelled.stderr).toContain("must be a number from 0 to 32");
  expect(key("rotate", "wh_nothing", ...here, "--overlap-hours", "-1").status).toBe(2);
}, 120_000);
