/** Writes about how a project tells: its policy, what is sent again, and where notifications may go. */
import { Fault } from "@/lib/core/fault";
import { channelIdSchema, hostsSchema, policyChangeSchema } from "@/lib/notify/settings/schema";
import { OUTBOUND_HOSTS, settingHosts } from "@/lib/notify/store/allowed-hosts";
import { wakeGroups } from "@/lib/notify/store/join";
import { policyOf } from "@/lib/notify/store/policies";
import type { Db } from "@/lib/platform/db";
import { openedBy } from "@/lib/platform/network";
import { command } from "@/lib/platform/operation";
import { rowsOf } from "@/lib/platform/rows";

/** Timing and receivers hold for groups that begin afterwards; inhibitions at once. */
export const savePolicy = command({
  may: "channels:write",
  input: policyChangeSchema,
  run: async ({ db, now, project }, { policy, revision }) => {
    const before = await policyOf(db, project.id);
    await judgeChannels(db, project.id, [
      ...policy.channels,
      ...policy.routes.flatMap(({ channels }) => channels),
    ]);
    await judgeEscalations(db, project.id, [
      policy.escalation,
      ...policy.routes.map(({ escalation }) => escalation),
    ]);
    const rows = await rowsOf<{ revision: number }>(
      db,
      `INSERT INTO notification_policy AS p (project_id, spec, revision, updated_at)
       VALUES ($1::int, $2::jsonb, 1, $3::timestamptz)
       ON CONFLICT (project_id) DO UPDATE SET spec = excluded.spec, revision = p.revision + 1,
         updated_at = excluded.updated_at
       WHERE p.revision = $4::int RETURNING revision`,
      [project.id, JSON.stringify(policy), now, revision],
    );
    const [row] = rows;
    // Of one that was never saved, revision 0 is right.
    if (!row || (row.revision === 1 && revision !== 0))
      throw new Fault("conflict", "Somebody else has changed the policy: read it again");
    const [clock] = await rowsOf<{ now: Date }>(db, "SELECT now() AS now");
    await wakeGroups(db, project.id, clock?.now ?? now);
    return { revision: row.revision, before: before.policy, slug: project.slug };
  },
  audit: ({ policy }, { before, slug }) => ({
    action: "notification-policy.update",
    object: { kind: "project", id: slug },
    before,
    after: policy,
  }),
});

async function judgeChannels(db: Db, projectId: number, ids: readonly string[]): Promise<void> {
  const wanted = [...new Set(ids)];
  const known = await db.notificationChannel.findMany({
    where: { projectId, id: { in: wanted }, removedAt: null },
    select: { id: true },
  });
  const missing = wanted.find((id) => !known.some((one) => one.id === id));
  if (missing)
    throw new Fault("invalid", `channels: there is no channel ${missing} in this project`, {
      field: "policy.channels",
    });
}

async function judgeEscalations(
  db: Db,
  projectId: number,
  ids: readonly (string | null)[],
): Promise<void> {
  const wanted = [...new Set(ids.flatMap((id) => id ?? []))];
  const known = await db.escalationPolicy.findMany({
    where: { projectId, id: { in: wanted } },
    select: { id: true },
  });
  const missing = wanted.find((id) => !known.some((one) => one.id === id));
  if (missing)
    throw new Fault(
      "invalid",
      `escalation: there is no escalation policy ${missing} in this project`,
      { field: "policy.escalation" },
    );
}

/** For those that were given up. It is the same notification: a receiver that has it already knows. */
export const replayDelivery = command({
  may: "channels:write",
  input: channelIdSchema,
  run: async ({ db, project }, { id }) => {
    const rows = await rowsOf<{ channelId: string; title: string; channel: string }>(
      db,
      `UPDATE notification AS n SET state = 'waiting', due_at = now(), ended_at = NULL,
         first_at = NULL, lease_by = NULL, lease_until = NULL
       FROM notification_channel AS c
       WHERE n.id = $2::uuid AND n.project_id = $1::int AND n.state = 'dead' AND c.id = n.channel_id
         AND c.removed_at IS NULL
       RETURNING n.channel_id::text AS "channelId", n.notice->>'title' AS title, c.name AS channel`,
      [project.id, id],
    );
    const [row] = rows;
    if (!row) throw await refusal(db, project.id, id);
    return { id, ...row };
  },
  audit: (_, { id, channel, title }) => ({
    action: "notification.replay",
    object: { kind: "notification", id },
    after: { channel, title },
  }),
});

async function refusal(db: Db, projectId: number, id: string): Promise<Fault> {
  const known = await db.notification.findFirst({ where: { id, projectId } });
  if (!known) return new Fault("not-found", "There is no such notification in this project");
  return new Fault(
    "conflict",
    known.state === "dead"
      ? "Its channel was removed: there is nowhere to send it"
      : "Only what was given up is sent again; this one is waiting or has arrived",
  );
}

export const setOutboundHosts = command({
  may: "instance:write",
  input: hostsSchema,
  run: async ({ db, now }, { hosts }) => {
    judgeHosts(hosts);
    const before = await settingHosts(db);
    await db.instanceSetting.upsert({
      where: { name: OUTBOUND_HOSTS },
      create: { name: OUTBOUND_HOSTS, value: hosts, updatedAt: now },
      update: { value: hosts, updatedAt: now },
    });
    return { before, hosts };
  },
  audit: ({ hosts }, { before }) => ({
    action: "outbound-hosts.update",
    object: { kind: "instance", id: OUTBOUND_HOSTS },
    before: { hosts: before },
    after: { hosts },
  }),
});

function judgeHosts(hosts: readonly string[]): void {
  hosts.forEach((host, i) => {
    if (opensAll(host))
      throw new Fault(
        "invalid",
        `"${host}" would open every host there is: name those that are meant`,
        {
          field: `hosts.${i}`,
        },
      );
    try {
      openedBy([host]);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      throw new Fault("invalid", error.message, { field: `hosts.${i}` });
    }
  });
}

/** A star means nothing in the list, and whoever writes it means all. */
const opensAll = (host: string): boolean => host.includes("*") || /\/0+$/.test(host);
