/** What counted tries promise, whichever replica counts them. */
import { randomUUID } from "node:crypto";
import pg from "pg";
import { expect, test } from "vitest";
import { pool } from "./pool";
import { tries } from "./tries";

const START = new Date("2026-11-03T10:00:00Z").getTime();
const at = (seconds: number) => new Date(START + seconds * 1_000);
const three = tries("test", { limit: 3, windowMs: 60_000 });

test("tries beyond the limit are refused with the time to wait", async () => {
  const who = randomUUID();
  for (const second of [0, 1, 2]) await three.take(pool(), who, at(second));
  await expect(three.take(pool(), who, at(20))).rejects.toMatchObject({
    code: "rate-limited",
    message: "Too many attempts: try again in 40 seconds",
    detail: { retryAfterSeconds: 40 },
  });
});

test("of many at once through several connections, no more than the limit get through", async () => {
  const who = randomUUID();
  const other = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 8 });
  const all = Array.from({ length: 40 }, (_, i) =>
    three.take(i % 2 === 0 ? pool() : other, who, at(0)),
  );
  const through = (await Promise.allSettled(all)).filter(({ status }) => status === "fulfilled");
  await other.end();
  expect(through).toHaveLength(3);
});

test("the window passes, and refused tries do not prolong it", async () => {
  const who = randomUUID();
  for (const second of [0, 1, 2]) await three.take(pool(), who, at(second));
  await expect(three.take(pool(), who, at(59))).rejects.toThrow();
  await three.take(pool(), who, at(60));
  await three.take(pool(), who, at(61));
});

test("one name's tries do not count against another's, nor one kind's against another kind's", async () => {
  const who = randomUUID();
  const once = tries("test-once", { limit: 1, windowMs: 60_000 });
  await once.take(pool(), who, at(0));
  await once.take(pool(), `${who}-other`, at(0));
  await three.take(pool(), who, at(0));
});

test("what was forgiven or given back is not counted", async () => {
  const who = randomUUID();
  const take = () => three.take(pool(), who, at(0));
  for (let n = 0; n < 3; n++) await take();
  await three.giveBack(pool(), who);
  await take();
  await expect(take()).rejects.toThrow();
  await three.forgive(pool(), who);
  for (let n = 0; n < 3; n++) await take();
});

test("what was typed is not kept", async () => {
  const typed = `my password, in the wrong field ${randomUUID()}`;
  await three.take(pool(), typed, at(0));
  const { rows } = await pool().query("SELECT name, key FROM attempt");
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toContain("wrong field");
});

test("without a database nothing may be tried", async () => {
  const nowhere = new pg.Pool({ connectionString: "postgresql://nobody@127.0.0.1:9/none" });
  await expect(three.take(nowhere, "ada", at(0))).rejects.toThrow(/ECONNREFUSED/);
  await nowhere.end();
});
