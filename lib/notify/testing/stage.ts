/** For database tests: a project whose alerts fire and end at chosen seconds, with real channels and real sockets. */
import { randomUUID } from "node:crypto";
import { labelFingerprint } from "@/lib/core/hash";
import { policySchema } from "@/lib/notify/policy";
import type { Channel } from "@/lib/notify/schema";
import { sealedParts } from "@/lib/notify/store/channels";
import type { Mark } from "@/lib/notify/store/groups";
import { joinGroups } from "@/lib/notify/store/join";
import { db } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";
import { withConnection } from "@/lib/platform/pool";
import type { Prisma } from "@/prisma/client/client";

const BEGAN = Date.parse("2026-11-20T10:00:00.000Z");
export const at = (second: number): Date => new Date(BEGAN + Math.round(second * 1_000));
export const secondOf = (instant: Date): number => (instant.getTime() - BEGAN) / 1_000;

/** As the rows of a real Alertmanager were recorded. */
const SHORT = { waitMs: 2_000, intervalMs: 4_000, repeatMs: 10_000 };

export async function addChannel(
  ctx: ProjectCtx,
  channel: Channel,
  more: { readonly fallbackId?: string; readonly name?: string } = {},
): Promise<string> {
  const id = randomUUID();
  const { config, sealed } = sealedParts(channel);
  await db().notificationChannel.create({
    data: {
      ...{ id, projectId: ctx.project.id, name: channel.kind, kind: channel.kind, sealed },
      config: config as Prisma.InputJsonObject,
      ...{ createdAt: ctx.now, updatedAt: ctx.now },
      ...more,
    },
  });
  return id;
}

export const setPolicy = (ctx: ProjectCtx, policy: object) =>
  db().notificationPolicy.create({
    data: {
      projectId: ctx.project.id,
      spec: policySchema.parse({ ...SHORT, groupBy: ["svc"], ...policy }),
      updatedAt: ctx.now,
    },
  });

type Wrong = {
  readonly name?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly channels?: readonly string[];
  readonly escalation?: string;
  readonly mark?: Mark;
  readonly severity?: "critical" | "high" | "medium" | "low";
  readonly runbook?: string;
  readonly rule?: object;
  readonly value?: number;
};

const changeOf = (
  ctx: ProjectCtx,
  id: string,
  { labels = { svc: "s" }, severity = "critical", mark = null, ...wrong }: Wrong,
) => ({
  ...{ alertId: id, projectId: ctx.project.id, labels, severity, mark },
  channels: wrong.channels ?? [],
  escalation: wrong.escalation ?? null,
});

async function join(
  ctx: ProjectCtx,
  change: Omit<Parameters<typeof joinGroups>[1][number], "startedAt"> & { startedAt: Date },
  now: Date,
): Promise<void> {
  await withConnection(ctx.pool, async (client) => {
    await client.query("BEGIN");
    await joinGroups(client, [change], now);
    await client.query("COMMIT");
  });
}

/** Opens an alert as the evaluation does, and gives its id. */
export async function fire(ctx: ProjectCtx, second: number, wrong: Wrong = {}): Promise<string> {
  const id = randomUUID();
  const now = at(second);
  const { name = "HighErrorRate", labels = { svc: "s" }, rule, value = 0.072 } = wrong;
  await db().alert.create({
    data: {
      ...{ id, projectId: ctx.project.id, source: "rule", name, kind: "firing", labels, value },
      ...{ key: id, fingerprint: labelFingerprint(labels), annotations: {}, startedAt: now },
      ...{ severity: wrong.severity ?? "critical", mark: wrong.mark ?? null },
      runbook: wrong.runbook ?? null,
      ...(rule && { rule }),
    },
  });
  await join(ctx, { ...changeOf(ctx, id, wrong), state: "firing", startedAt: now }, now);
  return id;
}

export async function resolve(
  ctx: ProjectCtx,
  second: number,
  id: string,
  wrong: Wrong = {},
): Promise<void> {
  const now = at(second);
  const { startedAt } = await db().alert.update({
    where: { id },
    data: { endedAt: now, endReason: "condition" },
  });
  await join(ctx, { ...changeOf(ctx, id, wrong), state: "resolved", startedAt }, now);
}

export const silence = (ctx: ProjectCtx, from: number, to: number, svc = ".*") =>
  db().silence.create({
    data: {
      ...{ id: randomUUID(), projectId: ctx.project.id, reason: "known", createdById: "x" },
      matchers: [{ name: "svc", operator: "=~", value: svc }],
      ...{ startsAt: at(from), endsAt: at(to), createdByName: "Ana" },
      ...{ createdAt: at(from), updatedAt: at(from) },
    },
  });
