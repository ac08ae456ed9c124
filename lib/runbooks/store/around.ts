/** What stands around runbooks: the rules that name them, and the people who own them. */
import type { Severity } from "@/lib/alerts/schema";
import type { Db } from "@/lib/platform/db";
import { rowsOf } from "@/lib/platform/rows";
import type { Held } from "./kept";

export type RuleOf = {
  readonly id: string;
  readonly name: string;
  readonly severity: Severity;
  readonly runbook: string | null;
};

export const rulesIn = (db: Db, projectId: number): Promise<RuleOf[]> =>
  rowsOf<RuleOf>(
    db,
    `SELECT id::text, name, severity, nullif(spec->>'runbook', '') AS runbook FROM alert_rule
     WHERE project_id = $1::int ORDER BY name, id`,
    [projectId],
  );

/** Names of owners by their ids; who has left has none. */
export async function namesOf(db: Db, held: readonly Held[]): Promise<ReadonlyMap<string, string>> {
  const ids = held.flatMap(({ row }) => row?.ownerId ?? []);
  if (ids.length === 0) return new Map();
  const people = await db.person.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true },
  });
  return new Map(people.map(({ id, name }) => [id, name]));
}
