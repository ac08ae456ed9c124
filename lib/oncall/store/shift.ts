/** What happened in a shift, for the note to the next: the alerts of the time, and the silences that outlive it. */
import type { Span } from "@/lib/core/time";
import { type Matcher, writeMatcher } from "@/lib/notify/matcher";
import type { Severity } from "@/lib/notify/notice";
import type { ShiftAlert, ShiftSilence } from "@/lib/oncall/handoff";
import type { Db } from "@/lib/platform/db";

const MOST = 1_000;

/** Tests and drills are nobody's news. */
export async function alertsDuring(
  db: Db,
  projectId: number,
  { from, to }: Span,
): Promise<ShiftAlert[]> {
  const rows = await db.alert.findMany({
    where: {
      ...{ projectId, mark: null, startedAt: { lt: to } },
      OR: [{ endedAt: null }, { endedAt: { gt: from } }],
    },
    select: {
      ...{ name: true, severity: true, startedAt: true, endedAt: true },
      acknowledgedByName: true,
    },
    orderBy: { startedAt: "desc" },
    take: MOST,
  });
  return rows.map(({ name, severity, startedAt, endedAt, acknowledgedByName }) => ({
    ...{ rule: name, severity: severity as Severity, startedAt, endedAt },
    ...{ acknowledgedBy: acknowledgedByName, notes: [] },
  }));
}

export async function silencesAfter(
  db: Db,
  projectId: number,
  until: Date,
): Promise<ShiftSilence[]> {
  const rows = await db.silence.findMany({
    where: { projectId, endsAt: { gt: until }, startsAt: { lte: until } },
    orderBy: { endsAt: "asc" },
    take: MOST,
  });
  return rows.map(({ matchers, reason, createdByName, endsAt }) => ({
    about: `${(matchers as Matcher[]).map(writeMatcher).join(", ")} (${reason})`,
    ...{ by: createdByName, endsAt },
  }));
}
