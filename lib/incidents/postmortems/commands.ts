/** Keeps a postmortem: the first version and each later one, for whoever has read the one before. */
import { Fault } from "@/lib/core/fault";
import { postmortemSchema } from "@/lib/incidents/schema";
import { lockedIncident } from "@/lib/incidents/store/change";
import { databaseInstant } from "@/lib/notify/store/instant";
import { command } from "@/lib/platform/operation";

export const keepPostmortem = command({
  may: "incidents:write",
  input: postmortemSchema,
  run: async ({ db, project, actor }, { id, revision, text, isPublished }) => {
    const { number, title } = await lockedIncident(db, project.id, id);
    const known = await db.postmortem.findUnique({ where: { incidentId: id } });
    if ((known?.revision ?? 0) !== revision)
      throw new Fault(
        "conflict",
        `${known?.updatedByName ?? "Somebody"} has saved this postmortem since you read it: copy your text, load theirs, and put the two together`,
        { field: "revision" },
      );
    const now = await databaseInstant(db);
    const was = known?.publishedAt ?? null;
    const publishedAt = isPublished === undefined ? was : isPublished ? (was ?? now) : null;
    const data = { text, publishedAt, updatedAt: now, updatedByName: actor.name };
    const kept = await db.postmortem.upsert({
      where: { incidentId: id },
      create: { incidentId: id, ...data },
      update: { ...data, revision: revision + 1 },
    });
    return { id, number, title, revision: kept.revision, isPublished: publishedAt !== null };
  },
  afterwards: async (_ctx, { id, number, revision }) => ({ id, number, revision }),
  audit: ({ text }, { id, number, title, revision, isPublished }) => ({
    action: "incident.postmortem",
    object: { kind: "incident", id },
    after: { number, name: title, revision, isPublished, length: text.length },
  }),
});
