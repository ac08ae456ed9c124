/** Peers that fail, senders that vanish, marks and answers: nothing is lost, doubled or told to the wrong one. */
import { beforeEach, describe, expect, test } from "vitest";
import { readDeliveries } from "@/lib/notify/store/deliveries";
import { wakeGroups } from "@/lib/notify/store/join";
import { claim } from "@/lib/notify/store/outbox";
import { channelAt, WELL } from "@/lib/notify/testing/peers";
import { peersHere } from "@/lib/notify/testing/peers-here";
import { receiver } from "@/lib/notify/testing/receiver";
import { addChannel, at, fire } from "@/lib/notify/testing/stage";
import { db } from "@/lib/platform/db";
import { pool } from "@/lib/platform/pool";
import { testCtx } from "@/lib/platform/test-ctx";
import { lookAtGroups } from "./alert-groups";
import { deliverDue, deliverUntil } from "./deliver";
import { type Act, arrived, clearStage, ends, firing, ids, play, stage } from "./testing/play";

beforeEach(clearStage);

/** Until when the one that waits is somebody's, in ms; 0 when it is nobody's. */
async function leaseOf(projectId: number): Promise<number> {
  const { leaseUntil } = await db().notification.findFirstOrThrow({ where: { projectId } });
  return leaseUntil?.getTime() ?? 0;
}

describe("faults", () => {
  test.each(["reset", "silence"] as const)("a %s is tried again", async (fate) => {
    const { ctx, peer } = await stage([fate]);
    let asked = 0;
    // The first time without patience, for the peer that says nothing.
    const peers = () => peersHere(asked++ === 0 ? 2_000 : 15_000);
    await play(ctx, [firing(0)], { until: 5, peers });
    expect(peer.heard).toHaveLength(2);
    expect((await arrived(ctx)).length).toBe(1);
  });

  test("an end waits until the beginning has arrived", async () => {
    const { ctx, peer } = await stage(Array.from({ length: 6 }, () => ({ status: 503 })));
    await play(ctx, [firing(0), ends(5)], { until: 60 });
    expect((await arrived(ctx)).map((line) => line.slice(line.indexOf(" ")))).toEqual([
      " F[a]",
      " R[a✓]",
    ]);
    const { event_action } = JSON.parse(peer.heard.at(-1)?.body ?? "{}");
    expect(event_action).toBe("resolve");
  });

  test("whoever heard in another's place hears of the end", async () => {
    const { ctx, channel } = await stage([{ status: 400 }]);
    const other = await receiver(WELL.opsgenie);
    const fallbackId = await addChannel(ctx, channelAt("opsgenie", other.url));
    await db().notificationChannel.update({ where: { id: channel }, data: { fallbackId } });
    await play(ctx, [firing(0), ends(5)]);
    expect(other.heard.map(({ path }) => path.includes("/close"))).toEqual([false, true]);
  });

  test("a claim that nobody finished is taken up again, as the same notification", async () => {
    const { ctx, peer } = await stage();
    await firing(0)[1](ctx);
    await lookAtGroups(pool(), undefined, { now: at(2) });
    const wish = { holder: "killed", limit: 5, busy: [] };
    expect(await claim(pool(), { ...wish, now: at(2) })).toHaveLength(1);
    expect(await deliverDue(pool(), { now: at(20), peers: () => peersHere() })).toBe(0);
    expect(await deliverDue(pool(), { now: at(33), peers: () => peersHere() })).toBe(1);
    expect(peer.heard).toHaveLength(1);
    expect(await db().notification.count({ where: { projectId: ctx.project.id } })).toBe(1);
  });

  test("a peer that takes longer than the lease is asked once", async () => {
    let answers = () => {};
    const until = new Promise<void>((resolve) => {
      answers = resolve;
    });
    const { ctx, peer } = await stage([{ until, answer: WELL.pagerduty }]);
    await firing(0)[1](ctx);
    await lookAtGroups(pool(), undefined, { now: at(2) });
    const stop = new AbortController();
    const ways = { peers: () => peersHere(), leaseSeconds: 3 };
    const sending = deliverUntil(pool(), stop.signal, ways);
    const lease = () => leaseOf(ctx.project.id);
    await expect.poll(lease, { timeout: 20_000 }).toBeGreaterThan(0);
    const first = await lease();
    await expect.poll(lease, { timeout: 20_000 }).toBeGreaterThan(first + 3_000);
    answers();
    const where = { notification: { projectId: ctx.project.id }, outcome: "delivered" };
    await expect.poll(() => db().notificationAttempt.count({ where })).toBe(1);
    stop.abort();
    await sending;
    expect(peer.heard).toHaveLength(1);
  });

  test("somebody who joins does not put off what was due already", async () => {
    const { ctx } = await stage([], { intervalMs: 300_000, repeatMs: 600_000 });
    await play(ctx, [firing(0)], { until: 5 });
    const where = { projectId: ctx.project.id };
    // As the next step of an escalation would have it.
    await db().alertGroup.updateMany({ where, data: { dueAt: at(60) } });
    await firing(20, "b")[1](ctx);
    const { dueAt } = await db().alertGroup.findFirstOrThrow({ where });
    expect(dueAt).toEqual(at(60));
  });

  test("many who send at once send each notification once", async () => {
    const { ctx, peer } = await stage([], { groupBy: ["name"] });
    const many = Array.from({ length: 12 }, (_, i) => firing(0, `n${i}`));
    for (const [, act] of many) await act(ctx);
    const looks = Array.from({ length: 4 }, () => lookAtGroups(pool(), undefined, { now: at(2) }));
    await Promise.all(looks);
    for (let round = 0; round < 6; round++) {
      const hands = Array.from({ length: 4 }, () =>
        deliverDue(pool(), { now: at(2), peers: () => peersHere() }),
      );
      await Promise.all(hands);
    }
    const keys = peer.heard.map(({ body }) => JSON.parse(body).dedup_key);
    expect(keys).toHaveLength(12);
    expect(new Set(keys).size).toBe(12);
  });
});

describe("marks and answers", () => {
  test("a drill is written down and sent to nobody", async () => {
    const { ctx, peer } = await stage();
    await play(ctx, [firing(0, "a", { mark: "drill" })], { until: 5 });
    expect(peer.heard).toEqual([]);
    const [row] = await db().notification.findMany({ where: { projectId: ctx.project.id } });
    expect(row).toMatchObject({ mark: "drill", state: "delivered" });
  });

  test("a test goes to the real channel and says that it is one", async () => {
    const { ctx, peer } = await stage();
    await play(ctx, [firing(0, "a", { mark: "test" })], { until: 3 });
    expect(JSON.parse(peer.heard[0]?.body ?? "{}").payload.summary).toMatch(/^TEST /);
  });

  test("an acknowledgement is told to a peer that keeps an incident, and stops the repeats", async () => {
    const { ctx } = await stage();
    const answered: Act = [
      4,
      async (one) => {
        const data = { acknowledgedAt: at(4), acknowledgedByName: "Ana" };
        await db().alert.update({ where: { id: ids.get("a") ?? "" }, data });
        await wakeGroups(pool(), one.project.id, at(4), [ids.get("a") ?? ""]);
      },
    ];
    await play(ctx, [firing(0), answered, ends(33)]);
    expect(await arrived(ctx)).toEqual(["2 F[a]", "4 A[a]", "34 R[a✓]"]);
  });

  test("for an alert the whole chain can be read", async () => {
    const { ctx } = await stage([{ status: 503, body: "later" }]);
    await play(ctx, [firing(0)], { until: 2 });
    const id = ids.get("a") ?? "";
    const why = await readDeliveries(pool(), ctx.project.id, id);
    expect(why.groups).toMatchObject([
      { labels: { svc: "s" }, receiver: "told of everything in the project", mutedBy: null },
    ]);
    const [first] = why.deliveries;
    expect(first).toMatchObject({ state: "waiting", channelKind: "pagerduty" });
    expect(first?.attempts).toMatchObject([
      { n: 1, outcome: "retry", status: 503, answer: "later" },
    ]);
    expect(first?.nextAt).toBe(at(2.5).toISOString());
  });

  test("an alert that nobody is told of says so", async () => {
    const ctx = await testCtx();
    const id = await fire(ctx, 0);
    const { nobody } = await readDeliveries(pool(), ctx.project.id, id);
    expect(nobody).toMatch(/^Nobody is told/);
  });
});
