/** A sender that is killed in the middle of sending loses nothing and doubles nothing. */
import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { FORMATS } from "@/lib/notify/testing/formats";
import { channelAt, WELL } from "@/lib/notify/testing/peers";
import { receiver } from "@/lib/notify/testing/receiver";
import { addChannel, at, fire, setPolicy } from "@/lib/notify/testing/stage";
import { db } from "@/lib/platform/db";
import { pool } from "@/lib/platform/pool";
import { testCtx } from "@/lib/platform/test-ctx";
import { bundle } from "@/scripts/bundle.mjs";
import { lookAtGroups } from "./alert-groups";

const KILLS = 20;
let folder = "";

beforeAll(async () => {
  folder = await bundle("sender", ["lib/jobs/testing/sender.ts"]);
});

const start = (): ChildProcess =>
  spawn(process.execPath, [path.join(folder, "sender.mjs")], {
    env: { ...process.env, WHEELHOUSE_LOG_LEVEL: "error" },
    stdio: "inherit",
  });

const ended = (child: ChildProcess) =>
  new Promise<void>((resolve) => child.once("exit", () => resolve()));

test(`killed ${KILLS} times while a peer is asked: the same notification arrives, once`, async () => {
  const ctx = await testCtx();
  const peer = await receiver(WELL.webhook, FORMATS.webhook);
  peer.fail(...Array.from({ length: KILLS }, () => "silence" as const));
  const channel = await addChannel(ctx, channelAt("webhook", peer.url));
  await setPolicy(ctx, { channels: [channel] });
  await fire(ctx, 0);
  await lookAtGroups(pool(), undefined, { now: at(2) });

  for (let kill = 1; kill <= KILLS; kill++) {
    const child = start();
    const end = ended(child);
    await expect.poll(() => peer.heard.length, { timeout: 60_000 }).toBe(kill);
    child.kill("SIGKILL");
    await end;
    // As if the lease had run out: nobody waits half a minute in a test.
    await pool().query("UPDATE notification SET lease_until = now() - interval '1 second'");
  }
  const child = start();
  const end = ended(child);
  const stateOf = async () => (await db().notification.findMany()).map(({ state }) => state);
  await expect.poll(stateOf, { timeout: 60_000 }).toEqual(["delivered"]);
  child.kill("SIGTERM");
  await end;

  expect(new Set(peer.heard.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  expect(peer.heard).toHaveLength(KILLS + 1);
  expect(await db().notificationAttempt.count()).toBe(1);
}, 600_000);
