import { describe, expect, test } from "vitest";
import { DAY, HOUR, TIERS, type Tier } from "@/lib/core/time";
import type { ProjectCtx } from "@/lib/platform/operation";
import { pool as ownPool } from "@/lib/platform/pool";
import { testCtx } from "@/lib/platform/test-ctx";
import {
  call,
  key,
  lastDay,
  request,
  send,
  storedIn,
  totals,
} from "@/lib/telemetry/intake/test-events";
import { COMPACTION } from "@/lib/telemetry/store/compaction";
import { readErrorGroups } from "@/lib/telemetry/store/error-groups";
import { listPartitions } from "@/lib/telemetry/store/partitions";
import { readSketches } from "@/lib/telemetry/store/sketches";
import { compactPartials, movePiece } from "./compact";
import { type Lead, takeLease } from "./leader";
import { makePartitionsAhead } from "./partitions";
import { reconcile } from "./reconcile";
import { forgetOld } from "./retention";

const going = new AbortController().signal;
const tiers = Object.keys(TIERS) as Tier[];

async function leadNow(name: string, holder = "me"): Promise<Lead> {
  const lead = await takeLease(ownPool(), name, holder);
  if (!lead) throw new Error("somebody else leads");
  return lead;
}

const compactAll = async (name = "test") => compactPartials(ownPool(), await leadNow(name), going);

async function partialsLeft({ pool, project }: ProjectCtx): Promise<number> {
  const { rows } = await pool.query(
    "SELECT count(*)::int4 AS n FROM counter_partial WHERE project_id = $1",
    [project.id],
  );
  return rows[0].n;
}

const someEvents = (n: number) =>
  Array.from({ length: n }, (_, i) =>
    i % 2 ? call() : request({ durationMs: 10 + i, user: `user-${i % 7}` }),
  );

describe("compaction", () => {
  test("changes where the sums are kept and none of the sums, in every tier", async () => {
    const ctx = await testCtx({ as: key });
    await send(ctx, someEvents(40));
    const before = await totals(ctx);
    await compactAll();
    expect(await partialsLeft(ctx)).toBe(0);
    for (const tier of tiers) expect(await totals(ctx, tier)).toEqual(before);
    await send(ctx, someEvents(10));
    for (const tier of tiers) {
      expect(await totals(ctx, tier)).toMatchObject({ requests: 25, calls: 25 });
    }
  });

  test("by two at once, many times over, moves every row once", async () => {
    const ctx = await testCtx({ as: key });
    for (let i = 0; i < 10; i++) await send(ctx, someEvents(20));
    const lead = await leadNow("twins");
    const piece = () => movePiece(ctx.pool, COMPACTION.counter_partial ?? "", lead, 3);
    await Promise.all(Array.from({ length: 12 }, piece));
    await Promise.all([compactAll("a"), compactAll("b")]);
    expect(await partialsLeft(ctx)).toBe(0);
    for (const tier of tiers) {
      expect(await totals(ctx, tier)).toMatchObject({ requests: 100, calls: 100 });
    }
  });

  test("killed in the middle has moved nothing, and the next run moves it all", async () => {
    const ctx = await testCtx({ as: key });
    await send(ctx, someEvents(30));
    const lead = await leadNow("killed");
    const client = await ctx.pool.connect();
    client.on("error", () => undefined);
    await client.query("BEGIN");
    await client.query(COMPACTION.counter_partial ?? "", [1_000, lead.name, lead.token]);
    const { rows } = await client.query("SELECT pg_backend_pid() AS pid");
    await ctx.pool.query("SELECT pg_terminate_backend($1)", [rows[0].pid]);
    client.release(true);
    expect(await totals(ctx)).toMatchObject({ requests: 15, calls: 15 });
    await compactAll();
    expect(await totals(ctx, "1d")).toMatchObject({ requests: 15, calls: 15 });
  });

  test("a leader whose lease was taken moves nothing", async () => {
    const ctx = await testCtx({ as: key });
    await send(ctx, someEvents(10));
    const stale = await leadNow("fenced", "paused");
    expect(await takeLease(ctx.pool, "fenced", "eager")).toBeNull();
    await ctx.pool.query(
      "UPDATE lease SET expires_at = now() - interval '1 s' WHERE name = 'fenced'",
    );
    const next = await leadNow("fenced", "eager");
    expect(next.token).toBe(stale.token + 1n);
    expect(await compactPartials(ctx.pool, stale, going)).toBe(0);
    expect(await partialsLeft(ctx)).toBeGreaterThan(0);
    expect(await compactPartials(ctx.pool, next, going)).toBeGreaterThan(0);
  });

  test("merges histograms that grew long, and keeps what they say", async () => {
    const ctx = await testCtx({ as: key });
    const ts = Date.now();
    for (let i = 0; i < 20; i++) {
      const wide = Array.from({ length: 60 }, (_, n) =>
        request({ ts, durationMs: 1.3 ** (n % 40) }),
      );
      await send(ctx, wide);
      await compactAll();
    }
    const { rows } = await ctx.pool.query(
      "SELECT max(octet_length(h))::int4 AS length FROM sketch_1d WHERE project_id = $1",
      [ctx.project.id],
    );
    expect(rows[0].length).toBeLessThan(2_048);
    const [all] = await readSketches(ctx.pool, {
      projectId: ctx.project.id,
      span: lastDay(),
      tier: "1d",
      subject: "request",
      dim: "all",
    });
    expect(all?.sketch).toMatchObject({ n: 1_200, min: 1 });
  });

  test("an error that returns after it was resolved has regressed", async () => {
    const ctx = await testCtx({ as: key });
    const failing = () =>
      request({ status: "error", user: "ann", error: { type: "Timeout", message: "31 s" } });
    await send(ctx, [failing(), failing()]);
    await compactAll();
    await ctx.pool.query(
      "UPDATE error_group SET state = 'resolved', resolved_at = now() WHERE project_id = $1",
      [ctx.project.id],
    );
    const ask = { projectId: ctx.project.id, span: lastDay(), tier: "1m", limit: 9 } as const;
    expect(await readErrorGroups(ctx.pool, ask)).toMatchObject([{ state: "resolved", users: 1 }]);
    await send(ctx, [{ ...failing(), ts: Date.now() + 5_000, user: "bob" }]);
    await compactAll();
    expect(await readErrorGroups(ctx.pool, ask)).toMatchObject([
      { state: "regressed", total: 3, inSpan: 3, users: 2 },
    ]);
  });
});

describe("reconciliation", () => {
  const read = async ({ pool, project }: ProjectCtx) =>
    (
      await pool.query(
        `SELECT raw_requests::int4 AS raw, rollup_requests::int4 AS rollup,
           (raw_cost_picos - rollup_cost_picos)::int4 AS money
         FROM reconciliation WHERE project_id = $1`,
        [project.id],
      )
    ).rows;

  test("finds no difference, checks again after late events, and would see one", async () => {
    const ctx = await testCtx({ as: key });
    const ts = Date.now() - 3 * HOUR;
    await send(ctx, [request({ ts }), call({ ts })]);
    await compactAll();
    await reconcile(ctx.pool, new Date(), going);
    expect(await read(ctx)).toEqual([{ raw: 1, rollup: 1, money: 0 }]);
    await send(ctx, [request({ ts })]);
    await compactAll();
    await reconcile(ctx.pool, new Date(), going);
    expect(await read(ctx)).toEqual([{ raw: 2, rollup: 2, money: 0 }]);
    await ctx.pool.query(
      "UPDATE counter_1h SET requests = requests + 5 WHERE project_id = $1 AND requests > 0",
      [ctx.project.id],
    );
    await reconcile(ctx.pool, new Date(), going);
    expect(await read(ctx)).toEqual([{ raw: 2, rollup: 7, money: 0 }]);
  });
});

describe("partitions and retention", () => {
  test("days are ready a week ahead, and making them twice at once is harmless", async () => {
    const { pool } = await testCtx();
    await Promise.all([
      makePartitionsAhead(pool, new Date()),
      makePartitionsAhead(pool, new Date()),
    ]);
    const days = (await listPartitions(pool)).map(({ day }) => day.getTime());
    const today = Math.floor(Date.now() / DAY) * DAY;
    for (let ahead = 0; ahead <= 7; ahead++) expect(days).toContain(today + ahead * DAY);
  });

  test("a project forgets its own raw events; a day nobody keeps is dropped whole", async () => {
    const importer = { scopes: ["ingest", "import"] } as const;
    const ctx = await testCtx({ as: importer });
    const short = await testCtx({ as: importer });
    const { pool } = ctx;
    const ts = Date.now() - 10 * DAY;
    await send(ctx, [request({ ts }), request()]);
    await send(short, [request({ ts }), request()]);
    await compactAll();
    await pool.query("UPDATE project SET raw_days = 8 WHERE id = $1", [short.project.id]);
    await forgetOld(pool, new Date(), going);
    expect([await storedIn(ctx), await storedIn(short)]).toEqual([2, 1]);
    expect(await totals(short, "1m")).toMatchObject({ requests: 1 });
    const span = { from: new Date(ts - DAY), to: new Date() };
    const { rows } = await pool.query(
      "SELECT sum(requests)::int4 AS n FROM counter_1h WHERE project_id = $1 AND bucket >= $2",
      [short.project.id, span.from],
    );
    expect(rows[0].n).toBe(2);

    const name = `event_${new Date(ts).toISOString().slice(0, 10).replaceAll("-", "")}`;
    const names = async () => (await listPartitions(pool)).map((partition) => partition.name);
    expect(await names()).toContain(name);
    await forgetOld(pool, new Date(Date.now() + 25 * DAY), going);
    expect(await names()).not.toContain(name);
  });
});
