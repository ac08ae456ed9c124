/** A project's policy as its row has it. */
import { DEFAULT_POLICY, type Policy, policySchema } from "@/lib/notify/policy";
import { type Connection, rowsOf } from "@/lib/platform/rows";

export type KeptPolicy = { readonly policy: Policy; readonly revision: number };

const MOST_CHANNELS = 16;

/** Until somebody says otherwise, every channel of the project hears of everything. */
export async function policyOf(on: Connection, projectId: number): Promise<KeptPolicy> {
  const [row] = await rowsOf<{ spec: unknown; revision: number }>(
    on,
    "SELECT spec, revision FROM notification_policy WHERE project_id = $1::int",
    [projectId],
  );
  if (!row)
    return { policy: { ...DEFAULT_POLICY, channels: await allOf(on, projectId) }, revision: 0 };
  return { policy: policySchema.parse(row.spec), revision: row.revision };
}

async function allOf(on: Connection, projectId: number): Promise<string[]> {
  const rows = await rowsOf<{ id: string }>(
    on,
    `SELECT id::text FROM notification_channel
     WHERE project_id = $1::int AND person_id IS NULL AND removed_at IS NULL AND is_enabled
     ORDER BY created_at, id LIMIT ${MOST_CHANNELS}`,
    [projectId],
  );
  return rows.map(({ id }) => id);
}
