/** Reads what people said outcomes are worth, version by version. */
import type { Inputs } from "@/lib/cost/roi/roi";
import type { ProjectCtx } from "@/lib/platform/operation";
import { storedWorthSchema, type VersionView } from "@/lib/spend/roi/schema";

/** Newest first. */
export async function readVersions({
  db,
  project,
}: Pick<ProjectCtx, "db" | "project">): Promise<VersionView[]> {
  const rows = await db.roiInput.findMany({
    where: { projectId: project.id },
    orderBy: { version: "desc" },
  });
  return rows.map(({ version, startsAt, hourlyRate, worth, createdAt, ...row }) => ({
    ...{ version, from: startsAt.toISOString(), hourlyRateUsd: hourlyRate },
    targetMultiplier: row.targetMultiplier,
    worth: storedWorthSchema.parse(worth),
    ...{ note: row.note, byName: row.byName, at: createdAt.toISOString() },
  }));
}

export const inputsOf = ({
  version,
  from,
  hourlyRateUsd,
  worth,
  targetMultiplier,
}: VersionView): Inputs => ({
  ...{ version, from: new Date(from), hourlyRate: hourlyRateUsd, worth, targetMultiplier },
});
