/** For tests: plays scenes of alerts through the database to a peer, with the clock in the test's hand. */

import { lookAtGroups } from "@/lib/jobs/alert-groups";
import { deliverDue } from "@/lib/jobs/deliver";
import type { Peers } from "@/lib/notify/notifier";
import { FORMATS } from "@/lib/notify/testing/formats";
import { channelAt, WELL } from "@/lib/notify/testing/peers";
import { peersHere } from "@/lib/notify/testing/peers-here";
import { type Receiver, receiver } from "@/lib/notify/testing/receiver";
import { addChannel, at, fire, resolve, secondOf, setPolicy } from "@/lib/notify/testing/stage";
import { db } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";
import { pool } from "@/lib/platform/pool";
import { testCtx } from "@/lib/platform/test-ctx";

/** What other tests left behind would be due as well. */
export async function clearStage(): Promise<void> {
  await pool().query("DELETE FROM alert_group");
  await pool().query("DELETE FROM notification");
}

export type Act = readonly [second: number, act: (ctx: ProjectCtx) => Promise<unknown>];

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
export async function play(
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
export async function arrived(ctx: ProjectCtx): Promise<string[]> {
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

export async function stage(fates: Parameters<Receiver["fail"]> = [], policy: object = {}) {
  const ctx = await testCtx();
  const peer = await receiver(WELL.pagerduty, FORMATS.pagerduty);
  peer.fail(...fates);
  const channel = await addChannel(ctx, channelAt("pagerduty", peer.url));
  await setPolicy(ctx, { channels: [channel], ...policy });
  return { ctx, peer, channel };
}

export const named = (name: string) => ({ labels: { svc: "s", name } });
export const ids = new Map<string, string>();
export const firing = (second: number, name = "a", more: object = {}): Act => [
  second,
  async (ctx) => ids.set(name, await fire(ctx, second, { ...named(name), ...more })),
];
export const ends = (second: number, name = "a"): Act => [
  second,
  (ctx) => resolve(ctx, second, ids.get(name) ?? "", named(name)),
];
