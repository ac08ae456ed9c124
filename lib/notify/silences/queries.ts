/** Reads of silences, and of what matchers mean among the alerts that fire. */
import { DAY } from "@/lib/core/time";
import type { Severity } from "@/lib/notify/notice";
import { databaseInstant } from "@/lib/notify/store/instant";
import type { Db } from "@/lib/platform/db";
import { query } from "@/lib/platform/operation";
import {
  type Matched,
  type MatchPreview,
  previewSchema,
  type SilencesView,
  type SilenceView,
  silenceIdSchema,
  silencesAskSchema,
} from "./schema";
import { silenceIn } from "./store";
import { arranged, matchesOf, viewOf } from "./view";

const KEPT_MS = 30 * DAY;
const MOST_ENDED = 100;
/** More than fire at once anywhere that is looked after. */
const MOST_FIRING = 5_000;

export const listSilences = query({
  may: "alerts:read",
  input: silencesAskSchema,
  run: async ({ db, project }): Promise<SilencesView> => {
    const now = await databaseInstant(db);
    const since = new Date(now.getTime() - KEPT_MS);
    const [live, ended, firing] = await Promise.all([
      db.silence.findMany({ where: { projectId: project.id, endsAt: { gt: now } } }),
      db.silence.findMany({
        where: { projectId: project.id, endsAt: { lte: now, gte: since } },
        orderBy: { endsAt: "desc" },
        take: MOST_ENDED,
      }),
      firingAlerts(db, project.id),
    ]);
    return arranged([...live, ...ended].map((row) => viewOf(row, firing, now)));
  },
});

export const readSilence = query({
  may: "alerts:read",
  input: silenceIdSchema,
  run: async ({ db, project }, { id }): Promise<SilenceView> => {
    const silence = await silenceIn(db, project.id, id);
    const now = await databaseInstant(db);
    return viewOf(silence, await firingAlerts(db, project.id), now);
  },
});

/** Which of the alerts that fire now these matchers mean. */
export const previewMatches = query({
  may: "alerts:read",
  input: previewSchema,
  run: async ({ db, project }, { matchers }): Promise<MatchPreview> => {
    const firing = await firingAlerts(db, project.id);
    return { ...matchesOf(matchers, firing), firing: firing.length };
  },
});

/** Tests and drills are told whatever is silenced. */
export async function firingAlerts(db: Db, projectId: number): Promise<Matched[]> {
  const rows = await db.alert.findMany({
    where: { projectId, endedAt: null, mark: null },
    select: { id: true, name: true, severity: true, labels: true },
    orderBy: { startedAt: "desc" },
    take: MOST_FIRING,
  });
  return rows.map(({ id, name, severity, labels }) => ({
    ...{ id, name },
    severity: severity as Severity,
    labels: labels as Matched["labels"],
  }));
}
