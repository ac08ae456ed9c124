/** Escalation policies as their rows have them, with what uses them. */
import { Fault } from "@/lib/core/fault";
import { policySchema } from "@/lib/oncall/schema";
import type { Db } from "@/lib/platform/db";
import { rowsOf } from "@/lib/platform/rows";
import type { PolicyView } from "./schema";

const OWN_WAY = "the project's notification policy";

export async function policiesIn(db: Db, projectId: number): Promise<PolicyView[]> {
  const [rows, uses] = await Promise.all([
    db.escalationPolicy.findMany({
      where: { projectId },
      orderBy: [{ name: "asc" }, { id: "asc" }],
    }),
    rowsOf<{ readonly name: string; readonly of: string }>(
      db,
      `SELECT name, spec->>'escalation' AS of FROM alert_rule
       WHERE project_id = $1::int AND spec->>'escalation' IS NOT NULL
       UNION ALL SELECT $2, spec->>'escalation' FROM notification_policy
       WHERE project_id = $1::int AND spec->>'escalation' IS NOT NULL
       UNION ALL SELECT $2, route->>'escalation' FROM notification_policy,
         jsonb_array_elements(coalesce(spec->'routes', '[]'::jsonb)) AS route
       WHERE project_id = $1::int AND route->>'escalation' IS NOT NULL`,
      [projectId, OWN_WAY],
    ),
  ]);
  return rows.map(({ id, revision, spec }) => ({
    ...{ id, revision, policy: policySchema.parse(spec) },
    usedBy: [...new Set(uses.filter((use) => use.of === id).map(({ name }) => name))].sort(),
  }));
}

/** Another project's policy and one that does not exist answer alike: not found. */
export async function policyIn(db: Db, projectId: number, id: string): Promise<PolicyView> {
  const found = (await policiesIn(db, projectId)).find((one) => one.id === id);
  if (!found) throw new Fault("not-found", "There is no such escalation policy in this project");
  return found;
}
