/** What the command line says about the audit log, and with which exit code. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { database } from "@/server/doctor/database";
import { connect } from "@/server/migrate";

const url = process.env.DATABASE_URL ?? "";
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "wheelhouse-audit-"));

const verify = (...flags: string[]) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["bin/wheelhouse.mjs", "audit", "verify", ...flags],
    { encoding: "utf8", env: { ...process.env, WHEELHOUSE_DATA_DIR: folder } },
  );
  return { status, stdout, stderr };
};

async function run(...statements: readonly string[]) {
  const client = await connect(url);
  for (const statement of statements) await client.query(statement);
  await client.end();
}

const audited = async () => (await database()).find(({ check }) => check === "audit log");

beforeAll(() =>
  run(`INSERT INTO audit_entry (id, at, actor_kind, actor_id, actor_name, action, object_kind, object_id)
    SELECT gen_random_uuid(), now(), 'system', 's', 's', 'x.y', 'z', i::text FROM generate_series(1, 1500) i`),
);
afterAll(() => fs.rmSync(folder, { recursive: true }));

test("a whole log is told with its head, which can be expected later", async () => {
  const told = verify("--json");
  expect(told.status).toBe(0);
  const { ok, entries, newest } = JSON.parse(told.stdout);
  expect({ ok, entries, seq: newest.seq }).toEqual({ ok: true, entries: 1_500, seq: 1_500 });
  const head = `${newest.seq}:${newest.hash}`;
  expect(verify("--expect", head).stdout).toContain(`Newest: ${head}`);
  expect(verify("--expect", "7").status).toBe(2);
  const later = JSON.parse(verify("--json", "--expect", `1600:${newest.hash}`).stdout);
  expect(later.broken).toMatchObject({ what: "missing", seq: 1_501 });
  expect(await audited()).toMatchObject({ state: "ok", message: expect.stringContaining("1000") });
}, 60_000);

test("a broken log is an exit code of 1 and one sentence, and the doctor says it too", async () => {
  await run(
    "ALTER TABLE audit_entry DISABLE TRIGGER USER",
    "UPDATE audit_entry SET actor_name = 'somebody else' WHERE seq = 1400",
    "ALTER TABLE audit_entry ENABLE TRIGGER USER",
  );
  const told = verify();
  expect(told.status).toBe(1);
  expect(told.stdout).toContain("Entry 1400 is not what was written");
  expect(await audited()).toMatchObject({ state: "fail", remedy: expect.any(String) });
}, 60_000);
