/** Groups of alerts as their rows have them: dates are texts there. */
import { createHash } from "node:crypto";
import { z } from "zod";
import type { Group, Timing } from "@/lib/notify/grouping";
import type { Labels } from "@/lib/notify/notice";
import type { Receiver } from "@/lib/notify/policy";
import { type Connection, rowsOf } from "@/lib/platform/rows";

export type Mark = "test" | "drill" | null;

const stored = z.object({
  members: z.array(
    z.object({
      fingerprint: z.string(),
      state: z.enum(["firing", "resolved"]),
      mute: z
        .object({
          by: z.enum(["silence", "maintenance", "inhibition"]),
          id: z.string(),
          until: z.coerce.date().nullable(),
        })
        .nullable(),
      startedAt: z.coerce.date().nullable(),
      isFlapping: z.boolean(),
    }),
  ),
  told: z.array(
    z.object({
      channelId: z.string(),
      at: z.coerce.date(),
      firing: z.array(z.string()),
      flapping: z.array(z.string()),
    }),
  ),
  nextAt: z.coerce.date(),
  /** As it was when the group began: a change of the policy holds for the next one. */
  timing: z.object({ waitMs: z.number(), intervalMs: z.number(), repeatMs: z.number() }),
  /** By channel: the alerts of whose acknowledgement it has heard. */
  acknowledged: z.record(z.string(), z.array(z.string())).default({}),
});

export type GroupState = Group & {
  readonly timing: Timing;
  readonly acknowledged: Readonly<Record<string, readonly string[]>>;
};

type Row = {
  readonly id: string;
  readonly project_id: number;
  readonly key: string;
  readonly receiver: Receiver;
  readonly labels: Labels;
  readonly state: unknown;
  readonly escalation: unknown;
  readonly due_at: Date;
  readonly created_at: Date;
};

export type GroupRow = {
  readonly id: string;
  readonly projectId: number;
  readonly key: string;
  readonly receiver: Receiver;
  readonly mark: Mark;
  readonly labels: Labels;
  readonly state: GroupState;
  readonly escalation: unknown;
  readonly dueAt: Date;
  readonly createdAt: Date;
};

export const GROUP_COLUMNS =
  "id, project_id, key, receiver, labels, state, escalation, due_at, created_at";

export const groupOf = (row: Row): GroupRow => ({
  id: row.id,
  projectId: row.project_id,
  key: row.key,
  receiver: row.receiver,
  mark: markOf(row.key),
  labels: row.labels,
  state: stored.parse(row.state),
  escalation: row.escalation,
  dueAt: row.due_at,
  createdAt: row.created_at,
});

/** `real:`, `test:` or `drill:` and a hash of the receiver and the labels. */
export function groupKey(receiver: Receiver, mark: Mark, labels: Labels): string {
  const { route: _place, ...to } = receiver;
  const whole = JSON.stringify([to, Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))]);
  return `${mark ?? "real"}:${createHash("sha256").update(whole).digest("hex").slice(0, 32)}`;
}

const markOf = (key: string): Mark => {
  const [word] = key.split(":");
  return word === "test" || word === "drill" ? word : null;
};

export async function lockedGroups(
  on: Connection,
  condition: string,
  values: readonly unknown[],
): Promise<GroupRow[]> {
  // Always in one order, so that two who need the same groups wait instead of failing.
  const text = `SELECT ${GROUP_COLUMNS} FROM alert_group WHERE ${condition} ORDER BY key FOR UPDATE`;
  return (await rowsOf<Row>(on, text, values)).map(groupOf);
}

export async function saveGroup(
  on: Connection,
  id: string,
  state: GroupState,
  dueAt: Date,
  escalation: unknown = undefined,
): Promise<void> {
  await rowsOf(
    on,
    `UPDATE alert_group SET state = $2::jsonb, due_at = $3::timestamptz,
       escalation = CASE WHEN $4::boolean THEN $5::jsonb ELSE escalation END
     WHERE id = $1::uuid`,
    [
      id,
      JSON.stringify(state),
      dueAt,
      escalation !== undefined,
      escalation === undefined ? null : JSON.stringify(escalation),
    ],
  );
}
