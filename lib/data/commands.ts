/** Writes about refused events. */
import { command } from "@/lib/platform/operation";
import { quarantineChoiceSchema } from "./schema";

export const discardQuarantined = command({
  may: "quarantine:replay",
  input: quarantineChoiceSchema,
  run: async ({ db, project }, { ids, code }) => {
    const discarded = await db.$executeRaw`
      DELETE FROM quarantined_event
      WHERE project_id = ${project.id} AND replayed_at IS NULL
        AND (${ids ?? null}::text[] IS NULL OR id = ANY(${ids ?? null}::text[]::uuid[]))
        AND (${code ?? null}::text IS NULL OR code = ${code ?? null})`;
    return { discarded };
  },
  audit: ({ ids, code }, { discarded }) => ({
    action: "quarantine.discard",
    object: { kind: "quarantine", id: ids?.length === 1 ? (ids[0] ?? "") : "selection" },
    after: { discarded, ...(code && { code }), ...(ids && { ids: ids.slice(0, 100) }) },
  }),
});
