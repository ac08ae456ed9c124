/** Notes a press of the kill switch, from which processes measure how fast it was felt; and reads what they measured. */
import { randomUUID } from "node:crypto";
import { DRILL_WATCH_MS, type DrillReport, type DrillView } from "@/lib/flags/drill";
import type { Transaction } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";
import { type Connection, rowsOf } from "@/lib/platform/rows";
import { EVERYWHERE } from "./live";

type WriteCtx = ProjectCtx & { readonly db: Transaction };

/** The database's now, while its transaction goes on. */
export async function pressInstant(on: Connection): Promise<Date> {
  const [row] = await rowsOf<{ at: Date }>(on, "SELECT clock_timestamp() AS at");
  if (!row) throw new Error("The database has no time");
  return row.at;
}

type Pressed = {
  readonly flag: string;
  readonly environment: string;
  readonly isDrill: boolean;
  readonly at: Date;
};

/** After the revision has grown, in the transaction that made it grow. */
export async function notePress(
  { db, project, actor }: WriteCtx,
  { flag, environment, isDrill, at }: Pressed,
): Promise<string> {
  const states = await db.environmentState.findMany({
    where: { projectId: project.id, environment: { in: [EVERYWHERE, environment] } },
  });
  const revision = states.reduce((sum, state) => sum + state.revision, 0);
  const id = randomUUID();
  const by = { byId: actor.id, byName: actor.name };
  await db.flagDrill.create({
    data: { id, projectId: project.id, environment, flag, isDrill, pressedAt: at, revision, ...by },
  });
  return id;
}

const MOST_DRILLS = 20;

/** Newest first. */
export async function readPresses({ db, project }: ProjectCtx, flag: string): Promise<DrillView[]> {
  const now = await pressInstant(db);
  const rows = await db.flagDrill.findMany({
    where: { projectId: project.id, flag },
    orderBy: { pressedAt: "desc" },
    take: MOST_DRILLS,
    include: { reports: { omit: { drillId: true }, orderBy: { replica: "asc" } } },
  });
  return rows.map(({ id, environment, isDrill, pressedAt, byName, reports }) => ({
    ...{ id, environment, isDrill, at: pressedAt.toISOString(), by: byName },
    isOver: now.getTime() - pressedAt.getTime() > DRILL_WATCH_MS,
    reports: reports satisfies DrillReport[],
  }));
}
