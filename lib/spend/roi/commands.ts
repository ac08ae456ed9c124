/** Says what outcomes are worth from an instant on: always a new version, never a changed one. */
import { Fault } from "@/lib/core/fault";
import { checkInputs, type Worth } from "@/lib/cost/roi/roi";
import { command } from "@/lib/platform/operation";
import { roiInputsSchema } from "./schema";

const MOST_VERSIONS = 1_000;

export const setRoiInputs = command({
  may: "cost:write",
  input: roiInputsSchema,
  run: async ({ db, project, now, actor }, { after, from, worth: rows, note, ...rest }) => {
    const { hourlyRateUsd: hourlyRate, targetMultiplier } = rest;
    const worth: Record<string, Worth> = Object.fromEntries(
      rows.map(({ type, by, each }) => [type, { by, each }]),
    );
    checkInputs({ from, hourlyRate, worth, targetMultiplier });
    const newest = await db.roiInput.findFirst({
      where: { projectId: project.id },
      orderBy: { version: "desc" },
    });
    if ((newest?.version ?? 0) !== after)
      throw new Fault(
        "conflict",
        `${newest?.byName ?? "Somebody"} has changed this since: look at the newest version first`,
        { field: "after" },
      );
    if (after >= MOST_VERSIONS)
      throw new Fault("conflict", `At most ${MOST_VERSIONS} versions are kept`);
    const version = after + 1;
    const { count } = await db.roiInput.createMany({
      data: {
        ...{ projectId: project.id, version, startsAt: from, hourlyRate, targetMultiplier },
        ...{ worth, note, byId: actor.id, byName: actor.name, createdAt: now },
      },
      skipDuplicates: true,
    });
    if (count === 0)
      throw new Fault("conflict", "Somebody has changed this at the same time: look again first");
    return { version };
  },
  audit: ({ from, hourlyRateUsd, targetMultiplier, worth, note }, { version }) => ({
    action: "cost.roi-inputs",
    object: { kind: "roi-inputs", id: String(version) },
    after: { from: from.toISOString(), hourlyRateUsd, targetMultiplier, worth, note },
  }),
});
