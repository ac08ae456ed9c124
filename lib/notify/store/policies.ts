/** A project's policy as its row has it. */
import { DEFAULT_POLICY, type Policy, policySchema } from "@/lib/notify/policy";
import { type Connection, rowsOf } from "@/lib/platform/rows";

export type KeptPolicy = { readonly policy: Policy; readonly revision: number };

export async function policyOf(on: Connection, projectId: number): Promise<KeptPolicy> {
  const [row] = await rowsOf<{ spec: unknown; revision: number }>(
    on,
    "SELECT spec, revision FROM notification_policy WHERE project_id = $1::int",
    [projectId],
  );
  if (!row) return { policy: DEFAULT_POLICY, revision: 0 };
  return { policy: policySchema.parse(row.spec), revision: row.revision };
}
