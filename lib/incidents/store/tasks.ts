/** Reads what is to be done: of one incident, of all that are open, or of earlier incidents of the same rules. */
import type { ActionView, TaskView } from "@/lib/incidents/views";
import { type Connection, rowsOf } from "@/lib/platform/rows";

type TaskRow = {
  readonly id: string;
  readonly kind: TaskView["kind"];
  readonly title: string;
  readonly ownerId: string | null;
  readonly ownerName: string | null;
  readonly dueOn: string | null;
  readonly doneAt: Date | null;
  readonly doneByName: string | null;
  readonly revision: number;
};

type ActionRow = TaskRow & {
  readonly incidentId: string;
  readonly number: number;
  readonly incidentTitle: string;
};

const COLUMNS = `t.id::text, t.kind, t.title, t.owner_id::text AS "ownerId", t.owner_name AS "ownerName",
  to_char(t.due_on, 'YYYY-MM-DD') AS "dueOn", t.done_at AS "doneAt", t.done_by_name AS "doneByName",
  t.revision`;
const ACTION = `${COLUMNS}, i.id::text AS "incidentId", i.number, i.title AS "incidentTitle"`;

const MOST = 200;

/** `today` is the project's, as `2026-11-30`. */
export async function tasksOf(
  on: Connection,
  incidentId: string,
  today: string,
): Promise<TaskView[]> {
  const rows = await rowsOf<TaskRow>(
    on,
    `SELECT ${COLUMNS} FROM incident_task AS t WHERE t.incident_id = $1::uuid
     ORDER BY t.kind DESC, t.position, t.created_at, t.id`,
    [incidentId],
  );
  return rows.map((row) => taskView(row, today));
}

/** Of incidents of any of these rules, but for one; not done, and not of drills. */
export async function openActions(
  on: Connection,
  projectId: number,
  today: string,
  of: { readonly rules: readonly string[]; readonly but?: string } | null = null,
): Promise<ActionView[]> {
  const rows = await rowsOf<ActionRow>(
    on,
    `SELECT ${ACTION} FROM incident_task AS t JOIN incident AS i ON i.id = t.incident_id
     WHERE i.project_id = $1::int4 AND t.kind = 'action' AND t.done_at IS NULL AND NOT i.is_drill
       AND ($2::text[] IS NULL OR i.rules && $2::text[])
       AND ($3::uuid IS NULL OR i.id <> $3::uuid)
     ORDER BY t.due_on NULLS LAST, t.created_at, t.id LIMIT ${MOST}`,
    [projectId, of?.rules ?? null, of?.but ?? null],
  );
  return rows.map((row) => ({
    ...taskView(row, today),
    incident: { id: row.incidentId, number: row.number, title: row.incidentTitle },
  }));
}

function taskView(row: TaskRow, today: string): TaskView {
  const { id, kind, title, ownerId, ownerName, dueOn, doneAt, doneByName, revision } = row;
  return {
    ...{ id, kind, title, dueOn, revision },
    owner: ownerName === null ? null : { id: ownerId ?? "", name: ownerName },
    isOverdue: doneAt === null && dueOn !== null && dueOn < today,
    done: doneAt && { at: doneAt.toISOString(), by: doneByName ?? "somebody" },
  };
}
