/** Writes to channels: made, changed, switched, tried and removed. Secrets go in and never come out. */
import { randomUUID } from "node:crypto";
import { Fault } from "@/lib/core/fault";
import type { Channel, ChannelKind } from "@/lib/notify/schema";
import { allowedHosts } from "@/lib/notify/store/allowed-hosts";
import { sealedParts, secretOf } from "@/lib/notify/store/channels";
import { newId, post } from "@/lib/notify/store/outbox";
import { usesOf } from "@/lib/notify/store/uses";
import { testNotice } from "@/lib/notify/test-notice";
import type { Db } from "@/lib/platform/db";
import { homeUrl } from "@/lib/platform/home";
import { isMailConfigured } from "@/lib/platform/mail";
import { command, type ProjectCtx } from "@/lib/platform/operation";
import { checkUrl } from "@/lib/platform/outbound";
import { rowsOf } from "@/lib/platform/rows";
import type { Prisma } from "@/prisma/client/client";
import { judgedChannel, mergedConfig, signingSecret } from "./keep";
import { channelIn } from "./queries";
import {
  channelChangeSchema,
  channelIdSchema,
  channelRemovalSchema,
  channelSwitchSchema,
  type MadeChannel,
  newChannelSchema,
} from "./schema";

export const createChannel = command({
  may: "channels:write",
  input: newChannelSchema,
  run: async (ctx, { name, kind, config, wantsResolved, fallbackId }): Promise<MadeChannel> => {
    const { db, now, project } = ctx;
    const isMade = kind === "webhook" && !config.secret;
    const secret = isMade ? signingSecret() : null;
    const channel = judgedChannel(kind, {
      ...mergedConfig(kind, config, {}),
      ...(secret !== null && { secret }),
    });
    await judgePlace(db, channel);
    if (fallbackId) await channelIn(db, project.id, fallbackId);
    const id = randomUUID();
    await db.notificationChannel.create({
      data: {
        ...{ id, name, kind, wantsResolved, fallbackId },
        ...stored(channel),
        ...{ projectId: project.id, createdAt: now, updatedAt: now },
      },
    });
    return { id, secret };
  },
  audit: ({ name, kind, wantsResolved, fallbackId }, { id }) => ({
    action: "channel.create",
    object: { kind: "channel", id },
    after: { name, kind, wantsResolved, fallbackId },
  }),
});

export const changeChannel = command({
  may: "channels:write",
  input: channelChangeSchema,
  run: async (ctx, { id, revision, name, config, wantsResolved, fallbackId }) => {
    const { db, now, project } = ctx;
    const row = await channelIn(db, project.id, id);
    const kind = row.kind as ChannelKind;
    const channel = judgedChannel(kind, mergedConfig(kind, config, secretsOf(row.sealed, config)));
    await judgePlace(db, channel);
    await judgeFallback(ctx, id, fallbackId);
    const { count } = await db.notificationChannel.updateMany({
      where: { id, revision },
      data: {
        ...{ name, wantsResolved, fallbackId },
        ...stored(channel),
        ...{ updatedAt: now, revision: { increment: 1 } },
        // What was broken about it may have been what was changed.
        ...{ brokenSince: null, brokenReason: null },
      },
    });
    if (count === 0)
      throw new Fault("conflict", "Somebody else has changed this channel: read it again");
    return { id, before: { name: row.name, fallbackId: row.fallbackId } };
  },
  audit: ({ name, wantsResolved, fallbackId }, { id, before }) => ({
    action: "channel.update",
    object: { kind: "channel", id },
    before,
    after: { name, wantsResolved, fallbackId },
  }),
});

/** A secret that cannot be opened any more is asked for anew: the form says which. */
function secretsOf(sealed: string | null, written: Readonly<Record<string, unknown>>) {
  try {
    return secretOf(sealed);
  } catch (error) {
    if (error instanceof Fault && Object.keys(written).length > 0) return {};
    throw error;
  }
}

async function judgePlace(db: Db, { kind, config }: Channel): Promise<void> {
  if (kind === "email" && !isMailConfigured())
    throw new Fault(
      "invalid",
      "Mail is not configured: set WHEELHOUSE_SMTP_URL and WHEELHOUSE_MAIL_FROM and restart",
      { field: "config.to" },
    );
  if ("url" in config) checkUrl(config.url, await allowedHosts(db), "config.url");
}

async function judgeFallback({ db, project }: ProjectCtx, id: string, fallbackId: string | null) {
  if (fallbackId === id)
    throw new Fault("invalid", "fallbackId: a channel cannot stand in for itself", {
      field: "fallbackId",
    });
  if (fallbackId) await channelIn(db, project.id, fallbackId);
}

/** JSON in, JSON out: its schema has nothing else. */
function stored(channel: Channel) {
  const { config, sealed } = sealedParts(channel);
  return { config: config as Prisma.InputJsonObject, sealed };
}

export const switchChannel = command({
  may: "channels:write",
  input: channelSwitchSchema,
  run: async ({ db, now, project }, { id, isEnabled }) => {
    const { name, isEnabled: was } = await channelIn(db, project.id, id);
    await db.notificationChannel.update({
      where: { id },
      data: {
        isEnabled,
        updatedAt: now,
        ...(isEnabled && { brokenSince: null, brokenReason: null }),
      },
    });
    return { id, name, hasChanged: was !== isEnabled };
  },
  audit: ({ isEnabled }, { id, name, hasChanged }) =>
    hasChanged
      ? {
          action: isEnabled ? "channel.enable" : "channel.disable",
          object: { kind: "channel", id },
          after: { name },
        }
      : null,
});

/** What was told by it stays in the log. */
export const removeChannel = command({
  may: "channels:write",
  input: channelRemovalSchema,
  run: async ({ db, now, project }, { id }) => {
    const { name, kind } = await channelIn(db, project.id, id);
    const uses = await usesOf(db, project.id, id);
    if (uses.length > 0)
      throw new Fault(
        "conflict",
        `${name} is still told by ${uses.join(", ")}: choose another channel there first`,
      );
    await db.notificationChannel.update({
      where: { id },
      data: { removedAt: now, isEnabled: false, sealed: null, config: {}, updatedAt: now },
    });
    return { id, name, kind };
  },
  audit: ({ reason }, { id, name, kind }) => ({
    action: "channel.remove",
    object: { kind: "channel", id },
    before: { name, kind },
    ...(reason && { reason }),
  }),
});

/** The old one signs beside the new one until the next change of it. */
export const rotateChannelSecret = command({
  may: "channels:write",
  input: channelIdSchema,
  run: async ({ db, now, project }, { id }): Promise<MadeChannel & { name: string }> => {
    const row = await channelIn(db, project.id, id);
    if (row.kind !== "webhook")
      throw new Fault("invalid", "Only a webhook has a signing secret", { field: "id" });
    const { secret: previousSecret, previousSecret: _older, ...rest } = secretOf(row.sealed);
    const secret = signingSecret();
    const config = { ...(row.config as object), ...rest, secret, previousSecret };
    const data = { ...stored(judgedChannel("webhook", config)), updatedAt: now };
    await db.notificationChannel.update({
      where: { id },
      data: { ...data, revision: { increment: 1 } },
    });
    return { id, secret, name: row.name };
  },
  audit: (_, { id, name }) => ({
    action: "channel.rotate",
    object: { kind: "channel", id },
    after: { name },
  }),
});

/** Through the outbox, as an alert goes: what arrives then arrives. */
export const testChannel = command({
  may: "channels:write",
  input: channelIdSchema,
  run: async ({ db, project, actor }, { id }) => {
    const { name } = await channelIn(db, project.id, id);
    const [clock] = await rowsOf<{ now: Date }>(db, "SELECT now() AS now");
    if (!clock) throw new Error("The database told no time");
    const notificationId = newId(clock.now);
    const place = { project: project.slug, home: homeUrl(), by: actor.name };
    const notice = testNotice({ id: notificationId, channel: name, now: clock.now, ...place });
    const draft = {
      ...{ id: notificationId, projectId: project.id, channelId: id, kind: "firing" as const },
      ...{ why: "test", alertIds: [], notice, personId: null, mark: "test" as const },
      fallbackOfId: null,
    };
    await post(db, draft, clock.now);
    return { notificationId, name };
  },
  audit: ({ id }, { name }) => ({
    action: "channel.test",
    object: { kind: "channel", id },
    after: { name },
  }),
});
