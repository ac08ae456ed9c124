import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { verifyAudit } from "@/lib/audit/store/links";
import { connect, migrate, readMigrations } from "@/server/migrate";
import { inOrder, listTables } from "./catalogue";
import { writeBackup } from "./dump";
import { restoreBackup } from "./load";

const source = process.env.DATABASE_URL ?? "";
const target = new URL(source);
target.pathname = `${target.pathname}_restored`;
const into = target.toString();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "wheelhouse-backup-"));
const file = path.join(folder, "all.whb");
const silent = () => undefined;

const ENTRIES = `
  INSERT INTO audit_entry (id, at, actor_kind, actor_id, actor_name, action, object_kind, object_id, after)
    SELECT gen_random_uuid(), now(), 'system', 's', E'tab\\t"é"', 'x.y', 'z', i::text, '{"a":"\\n", "n": 1.50}'
    FROM generate_series(1, 20) i;`;
const ROWS = `
  INSERT INTO project (slug, name, created_at) VALUES ('a', 'Ünïcode "quoted" \\ back', now()), ('b', E'tab\\tnew\\nline', now());
  INSERT INTO person (id, email, name, created_at) VALUES (gen_random_uuid(), 'a@b.c', 'A', now());
  INSERT INTO membership SELECT p.id, j.id, 'viewer', now() FROM person p, project j;
  INSERT INTO api_key (id, project_id, name, prefix, hash, scopes, created_at)
    VALUES (gen_random_uuid(), 1, 'k', 'wh', 'h', ARRAY['ingest','a,"b"\\'], now());
${ENTRIES}
  CREATE TABLE IF NOT EXISTS event_20200101 PARTITION OF event FOR VALUES FROM ('2020-01-01Z') TO ('2020-01-02Z')
    WITH (fillfactor = 90);
  CREATE UNIQUE INDEX IF NOT EXISTS event_20200101_once ON event_20200101 (project_id, shard_key, event_id);
  INSERT INTO event (ts, received_at, event_id, project_id, shard_key, kind, environment, cost_picos, attributes)
    SELECT timestamptz '2020-01-01Z' + i * interval '1 second', now(), gen_random_uuid(), 1, i, 1, 'production',
           9007199254740993 + i, jsonb_build_object('i', i) FROM generate_series(1, 3000) i;`;

async function on<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connect(url);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const drop = () =>
  on(source, (client) =>
    client.query(`DROP DATABASE IF EXISTS ${target.pathname.slice(1)} WITH (FORCE)`),
  );

/** A digest of every table's rows, whatever their order. */
const digests = (url: string) =>
  on(url, async (client) => {
    const all: Record<string, string> = {};
    for (const { name } of await listTables(client)) {
      const { rows } = await client.query<{ d: string }>(
        `SELECT count(*) || ':' || coalesce(md5(string_agg(t::text, '' ORDER BY t::text)), '') AS d
           FROM ${pg.escapeIdentifier(name)} t`,
      );
      all[name] = rows[0]?.d ?? "";
    }
    return all;
  });

beforeAll(async () => {
  await on(source, (client) => client.query(ROWS));
  await writeBackup(source, file, silent);
});
beforeEach(drop);
afterAll(async () => {
  await drop();
  fs.rmSync(folder, { recursive: true });
});

test("a restored database holds the same rows in every table, and its sequences go on", async () => {
  const { rows } = await restoreBackup(into, file, silent);
  expect(rows).toBeGreaterThan(3_000);
  expect(await digests(into)).toEqual(await digests(source));
  const next = await on(into, (client) =>
    client.query(
      "INSERT INTO project (slug, name, created_at) VALUES ('c', 'C', now()) RETURNING id",
    ),
  );
  expect(next.rows).toEqual([{ id: 3 }]);
});

test("a partition comes back with its own indexes and settings", async () => {
  await restoreBackup(into, file, silent);
  const sql = `SELECT indexdef FROM pg_indexes WHERE tablename = 'event_20200101'
    UNION ALL SELECT array_to_string(reloptions, ',') FROM pg_class WHERE relname = 'event_20200101' ORDER BY 1`;
  const [before, after] = await Promise.all([source, into].map((u) => on(u, (c) => c.query(sql))));
  expect(after?.rows).toEqual(before?.rows);
  expect(after?.rows.length).toBeGreaterThan(1);
});

test("the audit log comes back with its numbers and hashes, and goes on from there", async () => {
  const kept = await on(source, (client) => verifyAudit(client));
  expect(kept).toMatchObject({ ok: true, entries: 20 });
  await restoreBackup(into, file, silent);
  expect(await on(into, (client) => verifyAudit(client))).toEqual(kept);
  await on(into, (client) => client.query(ENTRIES));
  expect(await on(into, (client) => verifyAudit(client))).toMatchObject({ ok: true, entries: 40 });
});

test("a backup from before the chain is chained when it is restored", async () => {
  const old = path.join(folder, "old.whb");
  await migrate(into, { migrations: readMigrations().slice(0, 1) });
  await on(into, (client) => client.query(ENTRIES));
  await writeBackup(into, old, silent);
  await drop();
  await restoreBackup(into, old, silent);
  expect(await on(into, (client) => verifyAudit(client))).toMatchObject({ ok: true, entries: 20 });
});

test("a database that holds rows is refused and left as it is", async () => {
  await restoreBackup(into, file, silent);
  await expect(restoreBackup(into, file, silent)).rejects.toThrow(/is not empty/);
  expect(await digests(into)).toEqual(await digests(source));
});

test.each([
  ["cut short", (bytes: Buffer) => bytes.subarray(0, bytes.length - 200)],
  ["without its end", (bytes: Buffer) => gzipSync(gunzipSync(bytes).subarray(0, -40))],
  [
    "with one bit turned",
    (bytes: Buffer) => {
      const plain = gunzipSync(bytes);
      const at = plain.indexOf("production") + 3;
      plain[at] = (plain[at] ?? 0) ^ 1;
      return gzipSync(plain);
    },
  ],
])("a file %s is refused, and a whole one goes in afterwards", async (_how, spoil) => {
  const spoiled = path.join(folder, "spoiled.whb");
  fs.writeFileSync(spoiled, spoil(fs.readFileSync(file)));
  await expect(restoreBackup(into, spoiled, silent)).rejects.toThrow(/cut short or damaged/);
  await restoreBackup(into, file, silent);
  expect(await digests(into)).toEqual(await digests(source));
});

test("a file of another kind is refused", async () => {
  const other = path.join(folder, "other");
  fs.writeFileSync(other, "hello");
  await expect(restoreBackup(into, other, silent)).rejects.toThrow(/not a Wheelhouse backup/);
});

test("a backup that fails leaves no file", async () => {
  const missing = path.join(folder, "no", "where.whb");
  await expect(writeBackup(source, missing, silent)).rejects.toThrow(/was not written/);
  expect(fs.readdirSync(folder).filter((name) => name.includes("part"))).toEqual([]);
});

test("tables come after those they refer to; a circle is an error", () => {
  const names = inOrder([
    { name: "c", needs: ["b"] },
    { name: "b", needs: ["a"] },
    { name: "a", needs: [] },
  ]).map(({ name }) => name);
  expect(names).toEqual(["a", "b", "c"]);
  expect(() =>
    inOrder([
      { name: "a", needs: ["b"] },
      { name: "b", needs: ["a"] },
    ]),
  ).toThrow();
});
