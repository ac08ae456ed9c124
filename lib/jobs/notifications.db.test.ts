/** From an alert's transition through Postgres to a peer's socket, with the clock in the test's hand. */
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { Webhook } from "standardwebhooks";
import type { Peers } from "@/lib/notify/notifier";
import { channelSchema } from "@/lib/notify/schema";
import { readDeliveries } from "@/lib/notify/store/deliveries";
import { joinGroups, wakeGroups } from "@/lib/notify/store/join";
import { claim } from "@/lib/notify/store/outbox";
import { FORMATS } from "@/lib/notify/testing/formats";
import { channelAt, KINDS, SECRET, WELL } from "@/lib/notify/testing/peers";
import { peersHere } from "@/lib/notify/testing/peers-here";
import { type Receiver, receiver } from "@/lib/notify/testing/receiver";
import {
  addChannel,
  at,
  fire,
  resolve,
  secondOf,
  setPolicy,
  silence,
} from "@/lib/notify/testing/stage";
import { db } from "@/lib/platform/db";
import { mailer } from "@/lib/platform/mail";
import type { ProjectCtx } from "@/lib/platform/operation";
import { pool } from "@/lib/platform/pool";
import { testCtx } from "@/lib/platform/test-ctx";
import { postOffice } from "@/lib/platform/test-post";
import { lookAtGroups } from "./alert-groups";
import { deliverDue } from "./deliver";

beforeEach(async () => {
  await pool().query("DELETE FROM alert_group");
  await pool().query("DELETE FROM notification");
});

type Act = readonly [second: number, act: (ctx: ProjectCtx) => Promise<unknown>];

/** When something is due next: a group to look at, or a notification that waits for no earlier one. */
async function dueNext(): Promise<Date | null> {
  const { rows } = await pool().query<{ at: Date | null }>(
    `SELECT least((SELECT min(due_at) FROM alert_group),
       (SELECT min(due_at) FROM notification AS n WHERE state = 'waiting' AND NOT EXISTS (
         SELECT 1 FROM notification AS e WHERE e.channel_id = n.channel_id AND e.state = 'waiting'
           AND e.dedup_key = n.dedup_key AND (e.created_at, e.id) < (n.created_at, n.id)))) AS at`,
  );
  return rows[0]?.at ?? null;
}

/** What happens at one instant comes first, then whatever is due: as the loops would, without waiting. */
async function play(
  ctx: ProjectCtx,
  acts: readonly Act[],
  {
    until = 40,
    peers = () => peersHere(),
  }: { until?: number; peers?: () => Omit<Peers, "now"> } = {},
): Promise<void> {
  const rest = [...acts];
  let now = at(0);
  for (let steps = 0; steps < 300; steps++) {
    const due = await dueNext();
    const next = rest[0] ? at(rest[0][0]) : null;
    const times = [due, next].flatMap((time) => (time ? [time.getTime()] : []));
    const then = Math.min(...times);
    if (!(then <= at(until).getTime())) return;
    now = new Date(Math.max(now.getTime(), then));
    if (next && next <= now) await rest.shift()?.[1](ctx);
    else {
      await lookAtGroups(pool(), undefined, { now });
      await deliverDue(pool(), { now, peers, random: () => 0.5 });
    }
  }
  throw new Error("The scene does not end");
}

/** `2 F[a b]`, `14 R[b✓]`, as each arrived. */
async function arrived(ctx: ProjectCtx): Promise<string[]> {
  const rows = await db().notificationAttempt.findMany({
    where: { notification: { projectId: ctx.project.id }, outcome: "delivered" },
    include: { notification: true },
    orderBy: [{ at: "asc" }, { notificationId: "asc" }],
  });
  return rows.map(({ at: when, notification: { notice, kind } }) => {
    const { alerts } = notice as unknown as {
      alerts: { labels: Record<string, string>; state: string }[];
    };
    const names = alerts
      .map(({ labels, state }) => `${labels.name ?? ""}${state === "firing" ? "" : "✓"}`)
      .sort((a, b) => Number(a.endsWith("✓")) - Number(b.endsWith("✓")) || (a < b ? -1 : 1));
    const letter = { firing: "F", acknowledged: "A", resolved: "R" }[kind];
    return `${secondOf(when)} ${letter}[${names.join(" ")}]`;
  });
}

async function stage(fates: Parameters<Receiver["fail"]> = [], policy: object = {}) {
  const ctx = await testCtx();
  const peer = await receiver(WELL.pagerduty, FORMATS.pagerduty);
  peer.fail(...fates);
  const channel = await addChannel(ctx, channelAt("pagerduty", peer.url));
  await setPolicy(ctx, { channels: [channel], ...policy });
  return { ctx, peer, channel };
}

const named = (name: string) => ({ labels: { svc: "s", name } });
const ids = new Map<string, string>();
const firing = (second: number, name = "a", more: object = {}): Act => [
  second,
  async (ctx) => ids.set(name, await fire(ctx, second, { ...named(name), ...more })),
];
const ends = (second: number, name = "a"): Act => [
  second,
  (ctx) => resolve(ctx, second, ids.get(name) ?? "", named(name)),
];

describe("a real Alertmanager's rows, through the database and the socket", () => {
  test("A1 what ends within the wait is nobody's news", async () => {
    const { ctx, peer } = await stage();
    await play(ctx, [firing(0), ends(1)]);
    expect(peer.heard).toEqual([]);
    expect(await db().alertGroup.count({ where: { projectId: ctx.project.id } })).toBe(0);
  });

  test("A2 changes are told at the interval, with what is over beside what is not", async () => {
    const { ctx, peer } = await stage();
    await play(ctx, [firing(0), firing(3, "b"), ends(8), ends(12.5, "b")]);
    expect(await arrived(ctx)).toEqual(["2 F[a]", "6 F[a b]", "10 F[b a✓]", "14 R[b✓]"]);
    expect(peer.heard.map(({ body }) => JSON.parse(body).event_action)).toEqual([
      "trigger",
      "trigger",
      "trigger",
      "resolve",
    ]);
    expect(new Set(peer.heard.map(({ body }) => JSON.parse(body).dedup_key)).size).toBe(1);
  });

  test("A3 it is repeated exactly when the repeat is due", async () => {
    const { ctx } = await stage();
    await play(ctx, [firing(0), ends(28)]);
    expect(await arrived(ctx)).toEqual(["2 F[a]", "12 F[a]", "22 F[a]", "30 R[a✓]"]);
  });

  test("A4 an end and a new beginning between two words are not told", async () => {
    const { ctx } = await stage();
    const again: Act = [
      4,
      async (one) => {
        const id = ids.get("a") ?? "";
        await db().alert.update({ where: { id }, data: { endedAt: null, endReason: null } });
        const change = { projectId: one.project.id, alertId: id, state: "firing" as const };
        const more = { ...named("a"), severity: "critical" as const, mark: null };
        const from = { startedAt: at(4), channels: [], escalation: null };
        await joinGroups(pool(), [{ ...change, ...more, ...from }], at(4));
      },
    ];
    await play(ctx, [firing(0), ends(2.7), again, ends(9)]);
    expect(await arrived(ctx)).toEqual(["2 F[a]", "10 R[a✓]"]);
  });

  test("A5 a greater alert keeps the smaller one quiet until it is over", async () => {
    const is = (value: string) => [{ name: "severity", operator: "=" as const, value }];
    const inhibitions = [{ source: is("critical"), target: is("medium"), equal: ["svc"] }];
    const { ctx } = await stage([], { inhibitions });
    const warn = firing(0, "warn", { severity: "medium" });
    await play(ctx, [firing(0, "crit"), warn, ends(5, "crit"), ends(14, "warn")]);
    expect(await arrived(ctx)).toEqual(["2 F[crit]", "6 F[warn crit✓]", "14 R[warn✓]"]);
  });

  test("A6 the end goes through a silence to a peer that keeps something open", async () => {
    const { ctx } = await stage();
    await play(ctx, [firing(0), [3, (one) => silence(one, 3, 12)], ends(5)]);
    expect(await arrived(ctx)).toEqual(["2 F[a]", "6 R[a✓]"]);
  });

  test("A7 a silence that ends while it fires tells at once", async () => {
    const { ctx } = await stage();
    const mute: Act = [
      3,
      async (one) => {
        await silence(one, 3, 5);
        await wakeGroups(pool(), one.project.id, at(3));
      },
    ];
    await play(ctx, [firing(0), mute, ends(17)]);
    const [first, second, ...rest] = await arrived(ctx);
    expect([first, second, rest.at(-1)]).toEqual(["2 F[a]", "5 F[a]", "18 R[a✓]"]);
  });

  test("A9 503 twice is tried again soon, under one key", async () => {
    const { ctx, peer } = await stage([{ status: 503 }, { status: 503 }]);
    await play(ctx, [firing(0)], { until: 6 });
    expect(peer.heard).toHaveLength(3);
    expect(await arrived(ctx)).toEqual(["3.5 F[a]"]);
    const [row] = await db().notification.findMany({ where: { projectId: ctx.project.id } });
    expect(row).toMatchObject({ state: "delivered", attempts: 3 });
  });

  test("A10 what will not get better marks the channel and goes to the fallback", async () => {
    const { ctx, channel } = await stage([{ status: 400, body: "no such key" }]);
    const other = await receiver(WELL.slack, FORMATS.slack);
    const fallbackId = await addChannel(ctx, channelAt("slack", other.url));
    await db().notificationChannel.update({ where: { id: channel }, data: { fallbackId } });
    await play(ctx, [firing(0)], { until: 3 });
    expect(other.heard).toHaveLength(1);
    const broken = await db().notificationChannel.findUniqueOrThrow({ where: { id: channel } });
    expect(broken).toMatchObject({ brokenSince: at(2), brokenReason: "400 no such key" });
  });

  test("A11 a peer that names a time is left in peace until then", async () => {
    const { ctx, peer } = await stage([{ status: 429, headers: { "retry-after": "7" } }]);
    await play(ctx, [firing(0)], { until: 9.5 });
    expect(peer.heard).toHaveLength(2);
    expect(await arrived(ctx)).toEqual(["9 F[a]"]);
  });
});

describe("every kind of channel", () => {
  test.each(KINDS)("%s hears of the beginning and of the end", async (kind) => {
    const ctx = await testCtx();
    const isFormed = kind !== "sms" && kind !== "opsgenie";
    const peer = await receiver(WELL[kind], isFormed ? FORMATS[kind] : undefined);
    const channel = await addChannel(ctx, channelAt(kind, peer.url));
    await setPolicy(ctx, { channels: [channel] });
    await play(ctx, [firing(0), ends(5)]);
    expect(peer.heard).toHaveLength(2);
    const rows = await db().notification.findMany({ where: { projectId: ctx.project.id } });
    expect(rows.map(({ state }) => state)).toEqual(["delivered", "delivered"]);
  });

  test("mail hears of both", async () => {
    const office = await postOffice();
    const { send, close } = mailer({ url: office.url, from: "alerts@example.com" });
    onTestFinished(() => {
      close();
      office.close();
    });
    const ctx = await testCtx();
    const to = { kind: "email", config: { to: ["ana@example.com"] } };
    await setPolicy(ctx, { channels: [await addChannel(ctx, channelSchema.parse(to))] });
    await play(ctx, [firing(0), ends(5)], { peers: () => ({ ...peersHere(), mail: send }) });
    expect(office.inbox.map(({ subject }) => subject)).toEqual([
      "[FIRING] HighErrorRate — s · a",
      "[RESOLVED] HighErrorRate — s · a",
    ]);
  });

  test("a webhook's signature is right for the standard's own library, try after try", async () => {
    const ctx = await testCtx();
    const peer = await receiver(WELL.webhook, FORMATS.webhook);
    peer.fail({ status: 500 });
    const channel = await addChannel(ctx, channelAt("webhook", peer.url));
    await setPolicy(ctx, { channels: [channel] });
    await play(ctx, [firing(0)], { until: 9 });
    expect(peer.heard).toHaveLength(2);
    const oracle = new Webhook(SECRET);
    for (const { headers, body } of peer.heard) {
      // Its time is the test's: the library judges by the real one.
      const id = String(headers["webhook-id"]);
      const seconds = new Date(Number(headers["webhook-timestamp"]) * 1_000);
      expect(headers["webhook-signature"]).toBe(oracle.sign(id, seconds, body));
    }
    expect(new Set(peer.heard.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  });
});

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
