/** The recovery drill from the command line: what comes back, what is kept of it, and what stays behind. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readRecovery } from "@/lib/data/recovery/queries";
import { readAnyScrape } from "@/lib/health/queries";
import { db } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { databaseAt } from "@/server/doctor/database";
import { connect } from "@/server/migrate";
import { drill } from "./drill";
import { writeBackup } from "./dump";

const source = process.env.DATABASE_URL ?? "";
const beside = `${new URL(source).pathname.slice(1)}_recovery_drill`;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "wheelhouse-drill-test-"));
const file = path.join(folder, "kept.whb");
const silent = { isHere: false, note: () => undefined };
let ctx: ProjectCtx;

async function ask(sql: string) {
  const client = await connect(source);
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const drillDatabases = () => ask(`SELECT 1 FROM pg_database WHERE datname = '${beside}'`);
const beat = (ago: string) =>
  ask(`INSERT INTO heartbeat VALUES ('worker', now() - interval '${ago}')
       ON CONFLICT (name) DO UPDATE SET at = excluded.at`);

function command(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["bin/wheelhouse.mjs", "recovery-drill", ...words],
    { encoding: "utf8", env: { ...process.env, WHEELHOUSE_DATA_DIR: folder } },
  );
  return { status, stdout, stderr };
}

beforeAll(async () => {
  ctx = await testCtx({ as: "viewer" });
  await beat("3 hours");
  await writeBackup(source, file, () => undefined);
});
beforeEach(() => db().recoveryDrill.deleteMany());
afterAll(() => fs.rmSync(folder, { recursive: true }));

test("a drill restores, looks through, keeps its figures and leaves no database behind", async () => {
  await beat("2 seconds");
  const told = command("--json");
  expect(told.status, told.stderr).toBe(0);
  expect(JSON.parse(told.stdout)).toMatchObject({
    isOk: true,
    file: null,
    verdict: { isMet: true },
  });
  expect(await drillDatabases()).toEqual([]);

  const view = await readRecovery(ctx, { project: ctx.project.slug });
  const [kept] = view.drills;
  expect(kept).toMatchObject({ isOk: true, by: expect.stringMatching(/^command line/) });
  expect(kept?.restoreMs).toBeGreaterThan(0);
  expect(kept?.backupMs).toBeGreaterThan(0);
  expect(kept?.lostMs).toBeLessThan(3_600_000);
  expect(view.standing).toMatchObject({ state: "ok", remedy: expect.stringContaining("--from") });
  expect(await db().auditEntry.findFirst({ where: { action: "recovery.drill" } })).toMatchObject({
    actorKind: "system",
  });

  const scrape = await readAnyScrape(seenBy(ctx, "admin"), { project: ctx.project.slug });
  expect(scrape).toContain("wheelhouse_recovery_drill_ok 1\n");
  expect(scrape).toMatch(/wheelhouse_recovery_drill_timestamp_seconds 1[\d.]+\n/);
}, 120_000);

test("of a backup from hours ago it says how much would be missing, and that this is too much", async () => {
  const told = command("--from", file);
  expect(told.status).toBe(1);
  expect(told.stdout).toContain("Out of target: 3 h");
  const { drills, standing } = await readRecovery(ctx, { project: ctx.project.slug });
  expect(drills).toMatchObject([{ isOk: true, file: "kept.whb", backupMs: null }]);
  expect(drills[0]?.lostMs).toBeGreaterThan(3 * 3_600_000 - 1);
  expect(standing.state).toBe("critical");
}, 120_000);

describe("what a drill finds", () => {
  test("a damaged backup is a failed drill, kept as one, and no database stays", async () => {
    const spoiled = path.join(folder, "spoiled.whb");
    fs.writeFileSync(spoiled, fs.readFileSync(file).subarray(0, -200));
    const told = command("--from", spoiled);
    expect(told.status).toBe(1);
    expect(told.stdout).toContain("cut short or damaged");
    expect(await drillDatabases()).toEqual([]);
    const { drills } = await readRecovery(ctx, { project: ctx.project.slug });
    expect(drills).toMatchObject([{ isOk: false, verdict: { isMet: false } }]);
  }, 120_000);

  test("a broken audit log is a failed drill although every row came back", async () => {
    const broken = path.join(folder, "broken.whb");
    await ask(`INSERT INTO audit_entry (id, at, actor_kind, actor_id, actor_name, action, object_kind, object_id)
      SELECT gen_random_uuid(), now(), 'system', 's', 's', 'x.y', 'z', i::text FROM generate_series(1, 3) i`);
    await ask(`BEGIN; SET LOCAL session_replication_role = replica;
      UPDATE audit_entry SET actor_name = 'somebody else' WHERE object_id = '2' AND action = 'x.y'; COMMIT`);
    await writeBackup(source, broken, () => undefined);
    const found = await drill(source, { ...silent, from: broken });
    expect(found).toMatchObject({ isOk: false, detail: expect.stringContaining("audit log") });
  });
});

describe("a drill does not begin", () => {
  test("with a file that is not there", async () => {
    await expect(drill(source, { ...silent, from: "/no/such.whb" })).rejects.toThrow(/no file/);
  });

  test("while another one runs", async () => {
    const other = await connect(source);
    await other.query("SELECT pg_advisory_lock(72707370)");
    await expect(drill(source, silent)).rejects.toThrow(/Another recovery drill is running/);
    await other.end();
  });

  test("over a database of that name that no drill made, which stays", async () => {
    await ask(`CREATE DATABASE ${beside}`);
    await expect(drill(source, silent)).rejects.toThrow(/no drill made/);
    expect(await drillDatabases()).toHaveLength(1);
    await ask(`DROP DATABASE ${beside}`);
  });
});

test("the doctor's look at a database finds it reachable, migrated and chained", async () => {
  const checks = (await databaseAt(source)).map(({ check }) => check);
  expect(checks).toEqual(["database", "migrations", "clock", "worker", "audit log"]);
});
