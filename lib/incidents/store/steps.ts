/** Reads the steps of a runbook as an incident has them: who did them, whose they are, what was said. */
import type { StepView } from "@/lib/incidents/views";
import type { Db } from "@/lib/platform/db";

const MOST = 2_000;

export async function stepsOf(db: Db, incidentId: string, runbook: string): Promise<StepView[]> {
  const where = { incidentId, runbook };
  const [rows, comments] = await Promise.all([
    db.incidentStep.findMany({ where, take: MOST }),
    db.incidentEntry.findMany({
      where: { ...where, step: { not: null } },
      orderBy: [{ at: "asc" }, { id: "asc" }],
      take: MOST,
    }),
  ]);
  return rows.map(({ step, text, doneAt, doneByName, ownerId, ownerName }) => ({
    ...{ step, text },
    done: doneAt && { at: doneAt.toISOString(), by: doneByName ?? "somebody" },
    owner: ownerName === null ? null : { id: ownerId ?? "", name: ownerName },
    comments: comments
      .filter((one) => one.step === step)
      .map((one) => ({ id: one.id, at: one.at.toISOString(), by: one.byName, text: one.text })),
  }));
}

/** What the steps that were spoken of ask for, by runbook and step. */
export async function stepTexts(db: Db, incidentId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await db.incidentStep.findMany({ where: { incidentId }, take: MOST });
  return new Map(rows.map(({ runbook, step, text }) => [`${runbook} ${step}`, text]));
}
