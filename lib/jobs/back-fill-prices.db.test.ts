/** Stored calls priced anew: whole or not at all, once however often it is killed, and back again. */
import { describe, expect, test } from "vitest";
import { picosOf } from "@/lib/core/money";
import { DAY, HOUR, MINUTE, TIERS, type Tier } from "@/lib/core/time";
import type { ProjectCtx } from "@/lib/platform/operation";
import { endPrice, removePrice } from "@/lib/pricing/commands";
import { readPricing } from "@/lib/pricing/queries";
import { backFillPiece } from "@/lib/pricing/store/backfill";
import {
  ago,
  OWN_MODEL,
  OWN_TERMS,
  price,
  pricedProject,
} from "@/lib/pricing/testing/priced-project";
import { call, request, send, totals } from "@/lib/telemetry/intake/test-events";
import { readCounters } from "@/lib/telemetry/store/counters";
import { compactPartials } from "./compact";
import { takeLease } from "./leader";
import { reconcile } from "./reconcile";

const going = new AbortController().signal;
const tiers = Object.keys(TIERS) as Tier[];
/** A thousand tokens in and five hundred out at $2 and $10 a million. */
const EACH = picosOf("0.007");
const reason = "tried";
const inProject = ({ project }: ProjectCtx) => ({ project: project.slug });
const later = () => new Date(Date.now() + 5 * MINUTE);

async function compactAll({ pool }: ProjectCtx): Promise<void> {
  const lead = await takeLease(pool, "back-fill tests", "me");
  if (!lead) throw new Error("somebody else leads");
  await compactPartials(pool, lead, going);
}

/** Both passes, in small pieces. */
async function fill({ pool }: ProjectCtx, pieceRows = 7): Promise<void> {
  while (await backFillPiece(pool, later(), pieceRows));
}

async function isUnfinished({ pool, project }: ProjectCtx): Promise<boolean> {
  const { rowCount } = await pool.query(
    "SELECT FROM price_backfill WHERE project_id = $1 AND finished_at IS NULL",
    [project.id],
  );
  return rowCount !== 0;
}

async function differences(ctx: ProjectCtx) {
  await compactAll(ctx);
  await reconcile(ctx.pool, later(), going);
  const { rows } = await ctx.pool.query(
    `SELECT count(*)::int4 AS hours, coalesce(sum(abs(raw_cost_picos - rollup_cost_picos)), 0)::text AS money,
       coalesce(sum(abs(raw_calls - rollup_calls)), 0)::text AS calls
     FROM reconciliation WHERE project_id = $1`,
    [ctx.project.id],
  );
  return rows[0] as { hours: number; money: string; calls: string };
}

const own = (hoursAgo: number, more: object = {}) =>
  call({ ...OWN_MODEL, ts: Date.now() - hoursAgo * HOUR, ...more });

/** Calls over two days, some of another model, some failed, by three people. */
const somewhere = (n: number) =>
  Array.from({ length: n }, (_, i) =>
    own(2 + (i % 40), {
      user: `user-${i % 3}`,
      traceId: `t-${i % 5}`,
      ...(i % 4 === 0 && { status: "error", error: { type: "Broken" } }),
    }),
  );

const userMoney = async ({ pool, project }: ProjectCtx) =>
  (
    await pool.query(
      `SELECT sum(cost_picos)::text AS money FROM (
         SELECT cost_picos FROM user_activity_1d WHERE project_id = $1
         UNION ALL SELECT cost_picos FROM user_activity_partial WHERE project_id = $1) AS t`,
      [project.id],
    )
  ).rows[0].money as string;

const backFill = (ctx: ProjectCtx, more: object = {}) =>
  price(ctx, { ...OWN_MODEL, from: ago(3 * DAY), terms: OWN_TERMS, isBackfilled: true, ...more });

describe("a back-fill", () => {
  test("prices what is stored, corrects every tier, and leaves nothing to reconcile", async () => {
    const { admin, sender } = await pricedProject();
    await send(sender, [...somewhere(40), request(), call({ ts: Date.now() - 3 * HOUR })]);
    await compactAll(admin);
    const before = await totals(admin);
    expect(before).toMatchObject({ calls: 41, unpricedCalls: 40, unpricedTokens: 60_000 });
    const { backfillId } = await backFill(admin);
    expect(backfillId).not.toBeNull();
    await fill(admin);
    await compactAll(admin);
    for (const tier of tiers)
      expect(await totals(admin, tier)).toEqual({
        ...before,
        ...{ unpricedCalls: 0, unpricedTokens: 0, costPicos: before.costPicos + 40n * EACH },
        errorCostPicos: 10n * EACH,
      });
    expect(await userMoney(admin)).toBe(String(40n * EACH));
    expect(await differences(admin)).toMatchObject({ money: "0", calls: "0" });
    const view = await readPricing(admin, { ...inProject(admin), range: "7d" });
    expect(view.unpriced).toEqual([]);
    expect(view.backfills).toMatchObject([
      { state: "done", changed: 40, before: "0", after: "0.28", cause: "apply" },
    ]);
  });

  test("killed in the middle, again and again, goes on where it stopped and counts nothing twice", async () => {
    const { admin, sender } = await pricedProject();
    await send(sender, somewhere(60));
    await compactAll(admin);
    await backFill(admin);
    let killed = 0;
    while (await isUnfinished(admin)) {
      // What a process that dies leaves behind: a transaction that was never committed.
      const dying = { ...admin.pool, connect: () => dyingClient(admin) };
      const attempt = backFillPiece(dying as unknown as ProjectCtx["pool"], later(), 11);
      await expect(attempt).rejects.toThrow();
      killed++;
      // Finds nothing to do for as long as the dead one's locks are not gone.
      await backFillPiece(admin.pool, later(), 11);
    }
    expect(killed).toBeGreaterThan(5);
    await compactAll(admin);
    for (const tier of tiers)
      expect(await totals(admin, tier)).toMatchObject({
        ...{ calls: 60, unpricedCalls: 0, costPicos: 60n * EACH, errorCostPicos: 15n * EACH },
      });
    expect(await differences(admin)).toMatchObject({ money: "0", calls: "0" });
  });

  test("by several at once is done once", async () => {
    const { admin, sender } = await pricedProject();
    await send(sender, somewhere(50));
    await backFill(admin);
    await Promise.all([fill(admin, 3), fill(admin, 5), fill(admin, 4)]);
    await fill(admin);
    expect(await totals(admin)).toMatchObject({ unpricedCalls: 0, costPicos: 50n * EACH });
    expect(await differences(admin)).toMatchObject({ money: "0" });
  });

  test("prices each call by its own instant, where a price changes in the middle of an hour", async () => {
    const { admin, sender } = await pricedProject();
    const hour = Math.floor((Date.now() - 5 * HOUR) / HOUR) * HOUR;
    const turn = new Date(hour + 30 * MINUTE);
    const at = (ms: number) => call({ ...OWN_MODEL, ts: ms });
    await send(sender, [at(turn.getTime() - 1), at(turn.getTime()), at(turn.getTime() + 1)]);
    await backFill(admin, { from: turn });
    await fill(admin);
    expect(await totals(admin)).toMatchObject({ unpricedCalls: 1, costPicos: 2n * EACH });
    expect(await differences(admin)).toMatchObject({ money: "0" });
  });

  test("taken back leaves all as it was, and what other prices made as it is", async () => {
    const { admin, sender } = await pricedProject();
    await price(admin, { from: ago(3 * DAY) });
    await send(sender, [...somewhere(30), call({ ts: Date.now() - 2 * HOUR })]);
    const before = await totals(admin);
    const { id } = await backFill(admin);
    await fill(admin);
    expect(await totals(admin)).toMatchObject({ unpricedCalls: 0 });
    await removePrice(admin, { ...inProject(admin), id, reason });
    await fill(admin);
    expect(await totals(admin)).toEqual(before);
    expect(await differences(admin)).toMatchObject({ money: "0" });
  });

  test("of a price that ends in the past takes its calls back from there on", async () => {
    const { admin, sender } = await pricedProject();
    await send(sender, [own(10), own(6), own(2)]);
    const { id } = await backFill(admin);
    await fill(admin);
    await endPrice(admin, { ...inProject(admin), id, to: ago(8 * HOUR), reason });
    await fill(admin);
    expect(await totals(admin)).toMatchObject({ unpricedCalls: 2, costPicos: EACH });
    expect(await differences(admin)).toMatchObject({ money: "0" });
  });

  test("finds what a process priced as before while it ran", async () => {
    const { admin, sender } = await pricedProject();
    await send(sender, somewhere(20));
    await backFill(admin);
    while (await backFillPiece(admin.pool, new Date()));
    expect(await totals(admin)).toMatchObject({ unpricedCalls: 0 });
    const late = own(3);
    await send(sender, [late]);
    // As a process stores it that has not heard of the price yet.
    await admin.pool.query(
      "UPDATE event SET cost_picos = NULL, price_version = NULL WHERE project_id = $1 AND event_id = $2",
      [admin.project.id, late.id],
    );
    await admin.pool.query(
      `UPDATE counter_partial SET cost_picos = 0, unpriced_calls = 1, unpriced_tokens = 1500
       WHERE project_id = $1 AND ctid = (SELECT ctid FROM counter_partial
         WHERE project_id = $1 AND calls = 1 AND cost_picos > 0 AND bucket = date_trunc('minute', $2::timestamptz) LIMIT 1)`,
      [admin.project.id, new Date(Number(late.ts))],
    );
    const view = await readPricing(admin, inProject(admin));
    expect(view.backfills).toMatchObject([{ state: "settling" }]);
    await fill(admin);
    expect(await totals(admin)).toMatchObject({
      calls: 21,
      unpricedCalls: 0,
      costPicos: 21n * EACH,
    });
    expect(await differences(admin)).toMatchObject({ money: "0" });
  });

  test("corrects names beyond the bound where they were counted", async () => {
    const { admin, sender } = await pricedProject();
    const one = own(3, { agent: "overflowing" });
    await send(sender, [one]);
    await admin.pool.query(
      "UPDATE counter_partial SET agent = '__other__' WHERE project_id = $1 AND agent = 'overflowing'",
      [admin.project.id],
    );
    await backFill(admin);
    await fill(admin);
    const rows = await readCounters(admin.pool, {
      ...{ projectId: admin.project.id, span: { from: ago(DAY), to: later() }, tier: "1m" },
      by: ["agent"],
    });
    expect(
      rows.map(({ key, unpricedCalls, costPicos }) => [key.agent, unpricedCalls, costPicos]),
    ).toEqual([["__other__", 0, EACH]]);
  });
});

/** A connection whose process dies before it can commit. */
async function dyingClient({ pool }: ProjectCtx) {
  const client = await pool.connect();
  client.on("error", () => undefined);
  const query = client.query.bind(client) as (...given: unknown[]) => Promise<unknown>;
  const dying = async (...given: unknown[]) => {
    if (given[0] !== "COMMIT") return query(...given);
    const { rows } = (await query("SELECT pg_backend_pid() AS pid")) as { rows: { pid: number }[] };
    await pool.query("SELECT pg_terminate_backend($1)", [rows[0]?.pid]);
    return query("COMMIT");
  };
  const handler: ProxyHandler<typeof client> = {
    get: (target, name) => {
      if (name === "query")
        return (...given: unknown[]) =>
          typeof given[0] === "object" && given[0] !== null && "_events" in given[0]
            ? query(...given)
            : dying(...given);
      const value = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  };
  return new Proxy(client, handler);
}
