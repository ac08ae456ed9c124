/** The database numbers and chains the audit log, whoever writes at once, and no forgery passes the check. */
import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { createProject } from "@/lib/access/commands";
import { createApiKey, rotateApiKey } from "@/lib/keys/commands";
import type { ProjectCtx } from "@/lib/platform/operation";
import { pool } from "@/lib/platform/pool";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { verifyAudit, verifyNewest } from "./store/links";

const run = (sql: string) => pool().query(sql);

/** Past the triggers, as somebody can who owns the database; the log itself is wiped between tests. */
async function forced(...statements: readonly string[]) {
  await run("ALTER TABLE audit_entry DISABLE TRIGGER USER");
  for (const statement of statements) await run(statement);
  await run("ALTER TABLE audit_entry ENABLE TRIGGER USER");
}

const entriesUpTo = (n: number) =>
  run(`INSERT INTO audit_entry (id, at, actor_kind, actor_id, actor_name, action, object_kind, object_id, before, after)
    SELECT gen_random_uuid(), now(), 'system', 's', 'Sören "S" \\ 漢', 'x.y', 'z', i::text,
           '{"b": 1.50, "a": ["\\u00e9", null]}', jsonb_build_object('i', i)
    FROM generate_series(1, ${n}) i`);

beforeEach(() => forced("TRUNCATE audit_entry"));

const keyOf = ({ project }: ProjectCtx, n: number) => ({
  project: project.slug,
  name: `key ${n}`,
  scopes: ["read" as const],
});

test("fifty commands at once in one project and in many are numbered without a gap and chained", async () => {
  const one = await testCtx();
  const owner = seenBy(one, "owner");
  const others = await Promise.all(Array.from({ length: 10 }, () => testCtx()));
  await Promise.all([
    ...Array.from({ length: 20 }, (_, n) => createApiKey(one, keyOf(one, n))),
    ...others.flatMap((ctx) => [
      createApiKey(ctx, keyOf(ctx, 0)),
      createApiKey(ctx, keyOf(ctx, 1)),
    ]),
    ...Array.from({ length: 10 }, () =>
      createProject(owner, { name: "At once", slug: randomUUID() }),
    ),
  ]);
  const { rows } = await run("SELECT seq FROM audit_entry ORDER BY seq");
  expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
  expect(await verifyAudit(pool())).toMatchObject({ ok: true, entries: 50, broken: null });
});

test("a command within another does not hold the log while the other still works", async () => {
  const ctx = await testCtx();
  const { slug: project } = ctx.project;
  const { id } = await createApiKey(ctx, keyOf(ctx, 1));
  const waiting = () =>
    run(
      "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
    );
  const other = await pool().connect();
  try {
    await other.query("BEGIN");
    await other.query("SELECT FROM api_key WHERE id = $1 FOR UPDATE", [id]);
    // Makes the new key by a command of its own, then waits for the old one.
    const rotated = rotateApiKey(ctx, { project, id, reason: "due", overlapHours: 1 });
    await expect.poll(async () => (await waiting()).rowCount).toBe(1);
    await other.query(
      `INSERT INTO audit_entry (id, at, actor_kind, actor_id, actor_name, action, object_kind, object_id)
       VALUES (gen_random_uuid(), now(), 'system', 's', 's', 'x.y', 'z', '1')`,
    );
    await other.query("COMMIT");
    await rotated;
  } finally {
    other.release();
  }
  const { rows } = await run("SELECT action FROM audit_entry ORDER BY seq");
  expect(rows.map(({ action }) => action)).toEqual([
    "key.create",
    "x.y",
    "key.create",
    "key.rotate",
  ]);
  expect(await verifyAudit(pool())).toMatchObject({ ok: true, entries: 4 });
});

test("a command that fails after its entry leaves no gap", async () => {
  const ctx = await testCtx();
  await createApiKey(ctx, keyOf(ctx, 1));
  const failing = ctx.pool.query(`
    BEGIN; INSERT INTO audit_entry (id, at, actor_kind, actor_id, actor_name, action, object_kind, object_id)
      VALUES (gen_random_uuid(), now(), 'system', 's', 's', 'x.y', 'z', '1'); SELECT 1/0; COMMIT`);
  await expect(failing).rejects.toThrow(/division by zero/);
  await createApiKey(ctx, keyOf(ctx, 2));
  expect(await verifyAudit(pool())).toMatchObject({ ok: true, entries: 2 });
});

test("numbers and hashes that a writer brings along are not taken", async () => {
  await entriesUpTo(2);
  await run(`INSERT INTO audit_entry (id, seq, prev_hash, hash, at, actor_kind, actor_id, actor_name, action, object_kind, object_id)
    VALUES (gen_random_uuid(), 77, 'mine', 'mine', now(), 'system', 's', 's', 'x.y', 'z', '1')`);
  expect(await verifyAudit(pool())).toMatchObject({ ok: true, newest: { seq: 3 } });
});

test.each([
  "UPDATE audit_entry SET actor_name = 'somebody else'",
  "UPDATE audit_entry SET hash = hash",
  "DELETE FROM audit_entry",
  "TRUNCATE audit_entry",
])("the database refuses: %s", async (statement) => {
  await entriesUpTo(3);
  await expect(run(statement)).rejects.toMatchObject({ code: "42501" });
  expect(await verifyAudit(pool())).toMatchObject({ ok: true, entries: 3 });
});

const FORGED = `INSERT INTO audit_entry (id, seq, prev_hash, hash, at, actor_kind, actor_id, actor_name, action, object_kind, object_id)
  SELECT gen_random_uuid(), %, p.hash, repeat('a', 64), now(), 'person', 'x', 'Somebody', 'x.y', 'z', '1'
  FROM audit_entry p WHERE p.seq = 4`;
/** Numbers are unique, so a gap is opened from the end. */
const OPEN_A_GAP = "UPDATE audit_entry SET seq = -seq - 1 WHERE seq >= 5";
const CLOSE_IT = "UPDATE audit_entry SET seq = -seq WHERE seq < 0";

describe("past the triggers", () => {
  // biome-ignore format: a table reads in columns
  test.each([
    ["another actor",          "changed",  5, ["UPDATE audit_entry SET actor_name = 'x' WHERE seq = 5"]],
    ["another time",           "changed",  5, ["UPDATE audit_entry SET at = at + interval '1 ms' WHERE seq = 5"]],
    ["another before",         "changed",  5, ["UPDATE audit_entry SET before = NULL WHERE seq = 5"]],
    ["another after",          "changed",  5, ["UPDATE audit_entry SET after = '{}' WHERE seq = 5"]],
    ["another session",        "changed",  5, ["UPDATE audit_entry SET session_id = gen_random_uuid() WHERE seq = 5"]],
    ["another project",        "changed",  5, ["UPDATE audit_entry SET project_id = 9 WHERE seq = 5"]],
    ["another reason",         "changed",  5, ["UPDATE audit_entry SET reason = '' WHERE seq = 5"]],
    ["a text hashed again",    "changed",  5, ["UPDATE audit_entry SET reason = 'x' WHERE seq = 5",
      "UPDATE audit_entry e SET hash = encode(sha256(convert_to(prev_hash || audit_entry_text(e), 'UTF8')), 'hex') WHERE seq = 5"]],
    ["an entry less",          "missing",  5, ["DELETE FROM audit_entry WHERE seq = 5"]],
    ["the first entries gone", "missing",  1, ["DELETE FROM audit_entry WHERE seq < 4"]],
    ["one less, renumbered",   "missing",  5, ["DELETE FROM audit_entry WHERE seq = 5",
      "UPDATE audit_entry SET seq = -seq + 1 WHERE seq > 5", CLOSE_IT]],
    ["an entry more",          "inserted", 5, [OPEN_A_GAP, CLOSE_IT, FORGED.replace("%", "5"),
      "UPDATE audit_entry e SET hash = encode(sha256(convert_to(prev_hash || audit_entry_text(e), 'UTF8')), 'hex') WHERE seq = 5"]],
    ["an entry before all",    "inserted", 0, [FORGED.replace("%", "0")]],
    ["a number twice",         "inserted", 5, ["DROP INDEX audit_entry_seq_key", FORGED.replace("%", "5"),
      "UPDATE audit_entry SET id = 'ffffffff-ffff-ffff-ffff-ffffffffffff' WHERE hash LIKE 'aaaaaaaaaaaaaaaa%'"]],
  ] as const)("%s is found", async (_what, what, seq, statements) => {
    await entriesUpTo(10);
    expect(await verifyAudit(pool())).toMatchObject({ ok: true, entries: 10 });
    await forced(...statements);
    expect(await verifyAudit(pool())).toMatchObject({ ok: false, broken: { what, seq } });
    await forced("TRUNCATE audit_entry");
    await run("CREATE UNIQUE INDEX IF NOT EXISTS audit_entry_seq_key ON audit_entry (seq)");
  });

  test("a tail cut off is found by whoever noted the head", async () => {
    await entriesUpTo(10);
    const { newest } = await verifyAudit(pool());
    await forced("DELETE FROM audit_entry WHERE seq > 8");
    expect((await verifyAudit(pool())).ok).toBe(true);
    const noted = newest ?? undefined;
    expect(await verifyAudit(pool(), noted)).toMatchObject({ broken: { what: "missing", seq: 9 } });
    await entriesUpTo(2);
    expect(await verifyAudit(pool(), noted)).toMatchObject({
      broken: { what: "changed", seq: 10 },
    });
  });
});

test("the newest entries can be checked alone", async () => {
  await entriesUpTo(30);
  expect(await verifyNewest(pool(), 10)).toMatchObject({ ok: true, entries: 10 });
  expect(await verifyNewest(pool(), 100)).toMatchObject({ ok: true, entries: 30 });
  await forced("UPDATE audit_entry SET reason = 'x' WHERE seq = 25");
  expect(await verifyNewest(pool(), 10)).toMatchObject({ broken: { what: "changed", seq: 25 } });
  expect(await verifyNewest(pool(), 5)).toMatchObject({ ok: true });
});

test("a hundred thousand entries are read in pages, never many at once", async () => {
  for (let round = 0; round < 10; round += 1) await entriesUpTo(10_000);
  const pages: number[] = [];
  // The reader asks with a text and its values, and in no other of the many ways.
  const counting = {
    query: async (text: string, values: unknown[]) => {
      const answer = await pool().query(text, values);
      pages.push(answer.rows.length);
      return answer;
    },
  } as unknown as ReturnType<typeof pool>;
  expect(await verifyAudit(counting)).toMatchObject({ ok: true, entries: 100_000 });
  expect(Math.max(...pages)).toBeLessThanOrEqual(1_000);
  expect(pages.length).toBe(101);
}, 120_000);
