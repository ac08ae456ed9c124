/** From an alert's transition through Postgres to a peer's socket, with the clock in the test's hand. */

import { Webhook } from "standardwebhooks";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { channelSchema } from "@/lib/notify/schema";
import { joinGroups, wakeGroups } from "@/lib/notify/store/join";
import { FORMATS } from "@/lib/notify/testing/formats";
import { channelAt, KINDS, SECRET, WELL } from "@/lib/notify/testing/peers";
import { peersHere } from "@/lib/notify/testing/peers-here";
import { receiver } from "@/lib/notify/testing/receiver";
import { addChannel, at, setPolicy, silence } from "@/lib/notify/testing/stage";
import { db } from "@/lib/platform/db";
import { mailer } from "@/lib/platform/mail";
import { pool } from "@/lib/platform/pool";
import { testCtx } from "@/lib/platform/test-ctx";
import { postOffice } from "@/lib/platform/test-post";
import {
  type Act,
  arrived,
  clearStage,
  ends,
  firing,
  ids,
  named,
  play,
  stage,
} from "./testing/play";

beforeEach(clearStage);

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

test("a project that has said nothing yet tells every channel of its own that is on", async () => {
  const ctx = await testCtx();
  const peer = await receiver(WELL.pagerduty, FORMATS.pagerduty);
  const add = (path: string) => addChannel(ctx, channelAt("pagerduty", `${peer.url}${path}`));
  await add("/first");
  await add("/second");
  const off = await add("/off");
  await db().notificationChannel.update({ where: { id: off }, data: { isEnabled: false } });
  await play(ctx, [firing(0)], { until: 120 });
  const paths = peer.heard.map(({ path }) => path.split("/")[1]);
  expect(paths.toSorted()).toEqual(["first", "second"]);
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
