/** What was told to whom, try by try, and for one alert the whole chain that led there. */
import type { Mute } from "@/lib/notify/mute";
import type { AttemptView, DeliveryView, MutedView, WhyView } from "@/lib/notify/settings/schema";
import { type Connection, rowsOf } from "@/lib/platform/rows";
import { GROUP_COLUMNS, groupOf } from "./groups";
import { becauseOf } from "./listeners";
import { reachingOf } from "./reaching";

type AttemptRow = Omit<AttemptView, "at" | "nextAt"> & {
  readonly id: string;
  readonly at: Date;
  readonly nextAt: Date | null;
};
type Row = Omit<DeliveryView, "attempts" | "createdAt" | "endedAt" | "nextAt"> & {
  readonly createdAt: Date;
  readonly endedAt: Date | null;
  readonly dueAt: Date;
};

const SELECT = `SELECT n.id::text, n.channel_id::text AS "channelId", c.name AS channel,
  c.kind AS "channelKind", n.kind, n.why, n.notice->>'title' AS title, n.alert_ids::text[] AS "alertIds",
  n.mark, n.state, n.created_at AS "createdAt", n.ended_at AS "endedAt", n.due_at AS "dueAt",
  n.fallback_of_id::text AS "fallbackOf", n.notice->>'why' AS because
  FROM notification AS n JOIN notification_channel AS c ON c.id = n.channel_id`;

/** Newest first. */
export async function deliveriesWhere(
  on: Connection,
  condition: string,
  values: readonly unknown[],
  limit = 100,
): Promise<DeliveryView[]> {
  const rows = await rowsOf<Row>(
    on,
    `${SELECT} WHERE ${condition} ORDER BY n.created_at DESC, n.id DESC LIMIT ${limit}`,
    values,
  );
  const attempts = await rowsOf<AttemptRow>(
    on,
    `SELECT notification_id::text AS id, n, at, duration_ms AS "durationMs", outcome, status, answer,
       next_at AS "nextAt"
     FROM notification_attempt WHERE notification_id = ANY($1::uuid[]) ORDER BY n`,
    [rows.map(({ id }) => id)],
  );
  return rows.map(({ createdAt, endedAt, dueAt, ...row }) => ({
    ...row,
    createdAt: createdAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    nextAt: row.state === "waiting" ? dueAt.toISOString() : null,
    attempts: attempts
      .filter(({ id }) => id === row.id)
      .map(({ id: _of, at, nextAt, ...attempt }) => ({
        ...attempt,
        at: at.toISOString(),
        nextAt: nextAt?.toISOString() ?? null,
      })),
  }));
}

type GroupRows = Parameters<typeof groupOf>[0];

export async function readDeliveries(
  on: Connection,
  projectId: number,
  alertId: string,
): Promise<WhyView> {
  const deliveries = await deliveriesWhere(
    on,
    "n.project_id = $1::int AND n.alert_ids @> ARRAY[$2::uuid]",
    [projectId, alertId],
  );
  const rows = await rowsOf<GroupRows>(
    on,
    `SELECT ${GROUP_COLUMNS} FROM alert_group
     WHERE project_id = $1::int AND state @> $2::jsonb ORDER BY created_at`,
    [projectId, JSON.stringify({ members: [{ fingerprint: alertId }] })],
  );
  const groups = await Promise.all(rows.map((row) => whyOf(on, row, alertId)));
  const escalations = groups.flatMap(({ escalation }) => escalation ?? []);
  const reaching = await reachingOf(on, projectId, escalations);
  return { groups, deliveries, nobody: nobodyWords(groups, deliveries, reaching) };
}

async function whyOf(
  on: Connection,
  row: GroupRows,
  alertId: string,
): Promise<WhyView["groups"][number]> {
  const { receiver, key, labels, state, projectId } = groupOf(row);
  const names = await rowsOf<{ id: string; name: string }>(
    on,
    `SELECT id::text, name FROM notification_channel
     WHERE project_id = $1::int AND id::text = ANY($2::text[]) AND removed_at IS NULL AND is_enabled`,
    [projectId, [...receiver.channels]],
  );
  const mute = state.members.find(({ fingerprint }) => fingerprint === alertId)?.mute ?? null;
  return {
    ...{ key, labels },
    receiver: becauseOf(receiver),
    escalation: receiver.escalation,
    channels: receiver.channels.map((id) => ({
      id,
      name: names.find((one) => one.id === id)?.name ?? null,
    })),
    dueAt: row.due_at.toISOString(),
    mutedBy: mute && (await mutedView(on, mute)),
  };
}

async function mutedView(on: Connection, { by, id, until }: Mute): Promise<MutedView> {
  const words = await wordsOf(on, by, id);
  return { by, id, words, until: until?.toISOString() ?? null };
}

async function wordsOf(on: Connection, by: Mute["by"], id: string): Promise<string> {
  if (by === "inhibition") return `inhibition ${id} of the project: a greater alert explains it`;
  const text =
    by === "silence"
      ? "SELECT reason || ', by ' || created_by_name AS words FROM silence WHERE id = $1::uuid"
      : "SELECT name AS words FROM maintenance_window WHERE id = $1::uuid";
  const [row] = await rowsOf<{ words: string }>(on, text, [id]);
  return row?.words ?? "it was removed meanwhile";
}

function nobodyWords(
  groups: WhyView["groups"],
  deliveries: WhyView["deliveries"],
  reaching: ReadonlySet<string>,
): string | null {
  if (deliveries.length > 0) return null;
  if (groups.length === 0) return "It belongs to no group: it ended before anybody had to be told.";
  if (groups.some(({ mutedBy }) => mutedBy)) return null;
  const isAnybody = groups.some(
    ({ channels, escalation }) =>
      reaching.has(escalation ?? "") || channels.some(({ name }) => name !== null),
  );
  if (isAnybody) return null;
  return groups.some(({ escalation }) => escalation !== null)
    ? "Nobody is told: its escalation policy is gone, or reaches nobody who has a channel that is switched on."
    : "Nobody is told: neither the rule nor the project names a channel that is switched on.";
}
