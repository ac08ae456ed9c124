/** Schedules with their overrides as their rows have them. */
import { Fault } from "@/lib/core/fault";
import { type Schedule, scheduleSchema } from "@/lib/oncall/schema";
import { type Connection, rowsOf } from "@/lib/platform/rows";

type Row = { readonly id: string; readonly spec: unknown; readonly revision: number };

export type KeptSchedule = Schedule & { readonly revision: number };

type OverrideRow = {
  readonly id: string;
  readonly scheduleId: string;
  readonly personId: string;
  readonly from: Date;
  readonly to: Date;
  readonly reason: string | null;
};

/** Of a project, by name, all or those with the ids; overrides that were over before `since` are left out. */
export async function schedulesIn(
  on: Connection,
  projectId: number,
  since: Date,
  ids: readonly string[] | null = null,
): Promise<KeptSchedule[]> {
  const rows = await rowsOf<Row>(
    on,
    `SELECT id::text, spec, revision FROM on_call_schedule
     WHERE project_id = $1::int AND ($2::uuid[] IS NULL OR id = ANY($2::uuid[])) ORDER BY name, id`,
    [projectId, ids],
  );
  const overrides = await rowsOf<OverrideRow>(
    on,
    `SELECT id::text, schedule_id::text AS "scheduleId", person_id::text AS "personId", "from", "to", reason
     FROM on_call_override WHERE schedule_id = ANY($1::uuid[]) AND "to" > $2::timestamptz
     ORDER BY created_at, id`,
    [rows.map(({ id }) => id), since],
  );
  return rows.map(({ id, spec, revision }) => ({
    ...scheduleSchema.parse(spec),
    ...{ id, revision },
    overrides: overrides
      .filter(({ scheduleId }) => scheduleId === id)
      .map(({ scheduleId: _in, reason, ...span }) => ({ ...span, ...(reason && { reason }) })),
  }));
}

/** Another project's schedule and one that does not exist answer alike: not found. */
export async function scheduleIn(
  on: Connection,
  projectId: number,
  id: string,
  since: Date,
): Promise<KeptSchedule> {
  const [schedule] = await schedulesIn(on, projectId, since, [id]);
  if (!schedule) throw new Fault("not-found", "There is no such schedule in this project");
  return schedule;
}

export const peopleIn = ({ layers, overrides }: Schedule): string[] => [
  ...layers.flatMap(({ participants }) => participants),
  ...overrides.map(({ personId }) => personId),
];
