/** Channels of people's own. Everybody has one where mail is configured: the address they sign in with. */
import { createHash } from "node:crypto";
import { isMailConfigured } from "@/lib/platform/mail";
import { type Connection, rowsOf } from "@/lib/platform/rows";
import { CHANNEL_COLUMNS, type ChannelRow } from "./channels";

/** The same at each call, so that two who make it at once make one. */
function ownId(projectId: number, personId: string): string {
  const hex = createHash("sha256").update(`channel:${projectId}:${personId}`).digest("hex");
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(18, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}

/** By person, those that can be told now; made where they are missing, and kept at the person's address. */
export async function personalChannels(
  on: Connection,
  projectId: number,
  personIds: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, readonly ChannelRow[]>> {
  const wanted = [...new Set(personIds)].sort();
  if (isMailConfigured()) await ensureOwn(on, projectId, wanted, now);
  const rows = await rowsOf<ChannelRow>(
    on,
    `SELECT ${CHANNEL_COLUMNS} FROM notification_channel AS c
     JOIN person AS p ON p.id = c.person_id AND p.disabled_at IS NULL
     WHERE c.project_id = $1::int AND c.person_id = ANY($2::uuid[]) AND c.removed_at IS NULL
       AND c.is_enabled ORDER BY c.created_at, c.id`,
    [projectId, wanted],
  );
  return new Map(wanted.map((id) => [id, rows.filter(({ personId }) => personId === id)]));
}

async function ensureOwn(
  on: Connection,
  projectId: number,
  personIds: readonly string[],
  now: Date,
): Promise<void> {
  for (const personId of personIds) {
    await rowsOf(
      on,
      `INSERT INTO notification_channel AS c (id, project_id, person_id, name, kind, config, created_at, updated_at)
       SELECT $1::uuid, $2::int, p.id, p.email, 'email',
         jsonb_build_object('to', jsonb_build_array(p.email)), $4::timestamptz, $4::timestamptz
       FROM person AS p WHERE p.id = $3::uuid
       ON CONFLICT (id) DO UPDATE SET config = excluded.config, name = excluded.name,
         updated_at = excluded.updated_at
       WHERE c.config <> excluded.config AND c.removed_at IS NULL`,
      [ownId(projectId, personId), projectId, personId, now],
    );
  }
}
