import { afterEach, beforeEach, expect, test } from "vitest";
import { verifyAudit } from "@/lib/audit/store/links";
import { connect, type Migration, migrate, migrationState, readMigrations } from "./migrate";

const own = new URL(process.env.DATABASE_URL ?? "");
own.pathname = `${own.pathname}_migrate`;
const url = own.toString();

const step = (name: string, sql: string): Migration => ({
  name,
  sql,
  checksum: `sum-${sql.length}`,
});
const first = step("1_first", "CREATE TABLE a (x int); INSERT INTO a VALUES (1)");
const second = step("2_second", "ALTER TABLE a ADD y int; CREATE INDEX ON a (y)");

async function drop(): Promise<void> {
  const admin = await connect(process.env.DATABASE_URL ?? "");
  await admin.query(`DROP DATABASE IF EXISTS ${own.pathname.slice(1)} WITH (FORCE)`);
  await admin.end();
}
beforeEach(drop);
afterEach(drop);

test("a missing database is made, and each migration applied once, in order", async () => {
  expect(await migrate(url, { migrations: [first] })).toEqual(["1_first"]);
  expect(await migrate(url, { migrations: [first, second] })).toEqual(["2_second"]);
  expect(await migrate(url, { migrations: [first, second] })).toEqual([]);
});

test("processes that start together apply each migration once", async () => {
  const runs = await Promise.all(
    [1, 2, 3].map(() => migrate(url, { migrations: [first, second] })),
  );
  expect(runs.flat().sort()).toEqual(["1_first", "2_second"]);
});

test("a migration that fails in the middle leaves nothing and can be mended", async () => {
  const broken = step("2_second", "ALTER TABLE a ADD y int; SELECT 1/0");
  await migrate(url, { migrations: [first] });
  await expect(migrate(url, { migrations: [first, broken] })).rejects.toThrow(/2_second failed/);
  expect(await migrate(url, { migrations: [first, second] })).toEqual(["2_second"]);
});

test("a migration changed afterwards, or unknown to this version, is refused", async () => {
  await migrate(url, { migrations: [first, second] });
  await expect(
    migrate(url, { migrations: [first, { ...second, checksum: "other" }] }),
  ).rejects.toThrow(/changed after it was applied/);
  await expect(migrate(url, { migrations: [first] })).rejects.toThrow(/newer Wheelhouse/);
});

test("the product's own migrations are all applied to the database of a test", async () => {
  const state = await migrationState(process.env.DATABASE_URL ?? "");
  expect(state.pending).toEqual([]);
  expect(state.applied).toEqual(readMigrations().map(({ name }) => name));
});

test("audit entries from before the chain are taken into it in the order of their time", async () => {
  const [before, ...rest] = readMigrations();
  await migrate(url, { migrations: before ? [before] : [] });
  const client = await connect(url);
  try {
    // Newest first, and three in each instant.
    await client.query(`
      INSERT INTO audit_entry (id, at, actor_kind, actor_id, actor_name, action, object_kind, object_id, after)
      SELECT gen_random_uuid(), timestamptz '2026-01-01Z' - (i / 3) * interval '1 hour', 'system', 's', 'é', 'x.y',
             'z', i::text, jsonb_build_object('i', i) FROM generate_series(0, 99) i`);
    expect(await migrate(url)).toEqual(rest.map(({ name }) => name));
    expect(await verifyAudit(client)).toMatchObject({ ok: true, entries: 100 });
    const { rows } = await client.query("SELECT at FROM audit_entry ORDER BY seq");
    const times = rows.map(({ at }) => at.getTime());
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    await client.query(`
      INSERT INTO audit_entry (id, at, actor_kind, actor_id, actor_name, action, object_kind, object_id)
      VALUES (gen_random_uuid(), now(), 'system', 's', 's', 'x.y', 'z', '1')`);
    expect(await verifyAudit(client)).toMatchObject({ ok: true, newest: { seq: 101 } });
    await expect(client.query("UPDATE audit_entry SET reason = ''")).rejects.toThrow(/append-only/);
  } finally {
    await client.end();
  }
});

test("an unreachable database is one sentence without its password", async () => {
  const act = migrate("postgresql://someone:hunter2@127.0.0.1:1/wheelhouse");
  await expect(act).rejects.toThrow("The database 127.0.0.1:1/wheelhouse cannot be reached");
});
