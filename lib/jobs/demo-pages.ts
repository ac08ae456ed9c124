/** The demo's past pages: what its on-call was told of its past alerts, by a channel that leads nowhere. */
import { randomBytes, randomUUID } from "node:crypto";
import { fingerprint64 } from "@/lib/core/hash";
import { uuidV7 } from "@/lib/core/ids";
import { SECOND } from "@/lib/core/time";
import { noticeOf, type StoredAlert } from "@/lib/notify/alert-notice";
import { type Channel, channelSchema } from "@/lib/notify/schema";
import { alertsIn } from "@/lib/notify/store/alert-rows";
import { sealedParts } from "@/lib/notify/store/channels";
import { homeUrl } from "@/lib/platform/home";
import type { ProjectCtx } from "@/lib/platform/operation";
import { rowsOf } from "@/lib/platform/rows";
import type { Prisma } from "@/prisma/client/client";

/** Off, and of an address that is for documentation only: whoever switches it on is told that nothing is sent there. */
const CHANNEL: Channel = channelSchema.parse({
  kind: "slack",
  config: { url: "https://192.0.2.1/demo" },
});
const NAME = "Demo on-call (sends nothing)";
const RECEIVER = "on-call of the demo";
/** As a group waits for others of its kind before it is told. */
const TOLD_AFTER_MS = 30 * SECOND;
const ANSWER = "part of the demo: nothing was sent";
/** Rows of one statement. */
const PIECE = 200;

/** Repeated after a crash: what is there already stays as it is. */
export async function writeDemoPages(ctx: ProjectCtx): Promise<void> {
  const channelId = await demoChannel(ctx);
  const ids = await untoldOf(ctx, channelId);
  for (let from = 0; from < ids.length; from += PIECE) {
    const alerts = await alertsIn(ctx.pool, ctx.project.id, ids.slice(from, from + PIECE));
    await tell(ctx, channelId, [...alerts.values()]);
  }
}

async function demoChannel({ db, project, now }: ProjectCtx): Promise<string> {
  const known = await db.notificationChannel.findFirst({
    where: { projectId: project.id, name: NAME },
  });
  if (known) return known.id;
  const id = randomUUID();
  const { config, sealed } = sealedParts(CHANNEL);
  await db.notificationChannel.create({
    data: {
      ...{ id, projectId: project.id, name: NAME, kind: CHANNEL.kind, isEnabled: false, sealed },
      // JSON in, JSON out: its schema has nothing else.
      ...{ config: config as Prisma.InputJsonObject, createdAt: now, updatedAt: now },
    },
  });
  return id;
}

/** What pages and is over; what fires now is told as the project's own settings have it. */
async function untoldOf({ pool, project }: ProjectCtx, channelId: string): Promise<string[]> {
  const rows = await rowsOf<{ readonly id: string }>(
    pool,
    `SELECT a.id::text FROM alert AS a
     WHERE a.project_id = $1::int4 AND a.mark IS NULL AND a.severity IN ('critical', 'high')
       AND a.ended_at >= a.started_at + $3::float8 * interval '1 millisecond'
       AND NOT EXISTS (SELECT 1 FROM notification AS n
         WHERE n.channel_id = $2::uuid AND n.alert_ids @> ARRAY[a.id])
     ORDER BY a.started_at, a.id`,
    [project.id, channelId, TOLD_AFTER_MS],
  );
  return rows.map(({ id }) => id);
}

/** The page and, once it was over, the word of its end. */
async function tell(
  ctx: ProjectCtx,
  channelId: string,
  alerts: readonly StoredAlert[],
): Promise<void> {
  const rows = alerts.flatMap((alert) => {
    const page = rowOf(ctx, channelId, alert, "firing", alert.startedAt.getTime() + TOLD_AFTER_MS);
    const { endedAt } = alert;
    return endedAt ? [page, rowOf(ctx, channelId, alert, "resolved", endedAt.getTime())] : [page];
  });
  await ctx.db.notification.createMany({ data: rows });
  await ctx.db.notificationAttempt.createMany({
    data: rows.map(({ id, createdAt }) => ({
      ...{ notificationId: id, n: 1, at: createdAt, durationMs: 0 },
      ...{ outcome: "delivered", answer: ANSWER },
    })),
  });
}

function rowOf(
  { project }: ProjectCtx,
  channelId: string,
  alert: StoredAlert,
  kind: "firing" | "resolved",
  atMs: number,
) {
  const id = uuidV7(atMs, randomBytes(10));
  const now = new Date(atMs);
  const dedupKey = `wh:${fingerprint64([String(project.id), alert.fingerprint])}`;
  const isFiring = kind === "firing";
  const why = isFiring ? "new" : "resolved";
  const notice = noticeOf({
    ...{ id, kind, why, mark: null, project: project.slug, home: homeUrl(), dedupKey, now },
    group: { key: alert.fingerprint, labels: alert.labels, receiver: RECEIVER },
    firing: isFiring ? [alert] : [],
    resolved: isFiring ? [] : [alert],
    ...{ deployed: [], because: null },
  });
  return {
    ...{ id, projectId: project.id, channelId, kind, why, alertIds: [alert.id], dedupKey },
    // As the outbox stores it: dates become texts.
    notice: JSON.parse(JSON.stringify(notice)) as Prisma.InputJsonObject,
    ...{ state: "delivered", attempts: 1 },
    ...{ createdAt: now, firstAt: now, dueAt: now, endedAt: now },
  };
}
