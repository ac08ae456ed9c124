/** The names that the rollups of a day have: a correction goes where its call was counted, "other" included. */
import type { ClientBase } from "pg";
import { DAY } from "@/lib/core/time";
import type { Cap, Dimension } from "@/lib/telemetry/fold/key";
import { OTHER } from "@/lib/telemetry/intake/cardinality";

const COLUMNS = [
  "environment",
  "agent",
  "agent_type",
  "provider",
  "model",
  "version",
  "variant",
] as const satisfies readonly Dimension[];
type Names = Readonly<Record<(typeof COLUMNS)[number], string>>;

export async function knownNames(
  client: ClientBase,
  projectId: number,
  day: Date,
  users: readonly string[],
): Promise<Cap> {
  const within = [projectId, day, new Date(day.getTime() + DAY)];
  const list = COLUMNS.join(", ");
  const { rows } = await client.query<Names>(
    `SELECT ${list} FROM counter_1d WHERE project_id = $1 AND bucket = $2
     UNION SELECT ${list} FROM counter_partial
     WHERE project_id = $1 AND bucket >= $2 AND bucket < $3`,
    within,
  );
  const found = await client.query<{ user_id: string }>(
    `SELECT user_id FROM user_activity_1d
     WHERE project_id = $1 AND bucket = $2 AND user_id = ANY($4)
     UNION SELECT user_id FROM user_activity_partial
     WHERE project_id = $1 AND bucket >= $2 AND bucket < $3 AND user_id = ANY($4)`,
    [...within, [...users, OTHER]],
  );
  const known = new Map<Dimension, ReadonlySet<string>>(
    COLUMNS.map((column) => [column, new Set(rows.map((row) => row[column]))] as const),
  );
  known.set("user", new Set(found.rows.map(({ user_id }) => user_id)));
  return (dimension, _project, value) => {
    const names = known.get(dimension);
    return names && !names.has(value) && names.has(OTHER) ? OTHER : value;
  };
}
