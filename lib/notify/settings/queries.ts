/** Reads of channels, of the policy and of what was delivered. */
import { inProjectSchema } from "@/lib/access/schema";
import { Fault } from "@/lib/core/fault";
import { SECRET_FIELDS } from "@/lib/notify/schema";
import { settingHosts } from "@/lib/notify/store/allowed-hosts";
import { secretOf } from "@/lib/notify/store/channels";
import { deliveriesWhere, readDeliveries } from "@/lib/notify/store/deliveries";
import { policyOf } from "@/lib/notify/store/policies";
import type { Db } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { isMailConfigured } from "@/lib/platform/mail";
import { query } from "@/lib/platform/operation";
import type { NotificationChannel } from "@/prisma/client/client";
import {
  alertDeliveriesSchema,
  type ChannelHealth,
  type ChannelsView,
  type ChannelView,
  channelIdSchema,
  type DeliveryFilter,
  type DeliveryView,
  deliveriesAskSchema,
} from "./schema";

export const readChannels = query({
  may: "channels:read",
  input: inProjectSchema,
  run: async ({ db, project }): Promise<ChannelsView> => {
    const rows = await db.notificationChannel.findMany({
      where: { projectId: project.id, removedAt: null },
      orderBy: [{ personId: { sort: "asc", nulls: "first" } }, { name: "asc" }, { id: "asc" }],
    });
    const people = await db.person.findMany({
      where: { id: { in: rows.flatMap(({ personId }) => personId ?? []) } },
      select: { id: true, name: true },
    });
    const nameOf = new Map(people.map(({ id, name }) => [id, name]));
    const { policy, revision } = await policyOf(db, project.id);
    return {
      channels: rows.map((row) => viewOf(row, nameOf.get(row.personId ?? "") ?? null)),
      isMailConfigured: isMailConfigured(),
      policy,
      policyRevision: revision,
      hosts: { fixed: env().WHEELHOUSE_OUTBOUND_ALLOW ?? [], chosen: await settingHosts(db) },
    };
  },
});

function viewOf(row: NotificationChannel, person: string | null): ChannelView {
  const kind = row.kind as ChannelView["kind"];
  return {
    id: row.id,
    name: row.name,
    kind,
    person,
    config: row.config as ChannelView["config"],
    ...secretsIn(kind, row.sealed),
    wantsResolved: row.wantsResolved,
    isEnabled: row.isEnabled,
    fallbackId: row.fallbackId,
    health: healthOf(row),
    lastDeliveredAt: row.lastDeliveredAt?.toISOString() ?? null,
    brokenSince: row.brokenSince?.toISOString() ?? null,
    brokenReason: row.brokenReason,
    revision: row.revision,
  };
}

/** The names only, and of an address its host. A row that cannot be opened any more is still listed, so that it can be mended. */
function secretsIn(
  kind: ChannelView["kind"],
  sealed: string | null,
): Pick<ChannelView, "secrets" | "host"> {
  try {
    const secret = secretOf(sealed);
    return { secrets: Object.keys(secret), host: hostOf(secret.url) };
  } catch (error) {
    if (error instanceof Fault) return { secrets: SECRET_FIELDS[kind], host: null };
    throw error;
  }
}

const hostOf = (url: unknown): string | null =>
  typeof url === "string" && URL.canParse(url) ? new URL(url).host : null;

type Health = Pick<NotificationChannel, "isEnabled" | "brokenSince" | "lastDeliveredAt">;
function healthOf({ isEnabled, brokenSince, lastDeliveredAt }: Health): ChannelHealth {
  if (!isEnabled) return "off";
  if (brokenSince) return "broken";
  return lastDeliveredAt ? "working" : "never";
}

export async function channelIn(db: Db, projectId: number, id: string) {
  const row = await db.notificationChannel.findFirst({ where: { id, projectId, removedAt: null } });
  if (!row) throw new Fault("not-found", "There is no such channel in this project");
  return row;
}

const CONDITIONS: Readonly<Record<DeliveryFilter, string>> = {
  all: "true",
  waiting: "n.state = 'waiting'",
  dead: "n.state = 'dead'",
  failed: `EXISTS (SELECT 1 FROM notification_attempt AS a
    WHERE a.notification_id = n.id AND a.outcome <> 'delivered')`,
};

export const listDeliveries = query({
  may: "channels:read",
  input: deliveriesAskSchema,
  run: ({ db, project }, { state, channel }): Promise<DeliveryView[]> =>
    deliveriesWhere(
      db,
      `n.project_id = $1::int AND ($2::uuid IS NULL OR n.channel_id = $2::uuid) AND ${CONDITIONS[state]}`,
      [project.id, channel ?? null],
    ),
});

export const readDelivery = query({
  may: "channels:read",
  input: channelIdSchema,
  run: async ({ db, project }, { id }): Promise<DeliveryView> => {
    const [view] = await deliveriesWhere(db, "n.project_id = $1::int AND n.id = $2::uuid", [
      project.id,
      id,
    ]);
    if (!view) throw new Fault("not-found", "There is no such notification in this project");
    return view;
  },
});

/** The answers of peers are part of it: whoever sees alerts may see why they were or were not told. */
export const readAlertDeliveries = query({
  may: "alerts:read",
  input: alertDeliveriesSchema,
  run: async ({ db, project }, { id }) => {
    const where = { id, projectId: project.id };
    if (!(await db.alert.findFirst({ where, select: { id: true } })))
      throw new Fault("not-found", "There is no such alert, or it is no longer kept");
    return readDeliveries(db, project.id, id);
  },
});
