/** Reads what was done. */
import { query } from "@/lib/platform/operation";
import { type AuditView, auditAskSchema } from "./schema";

export const listAudit = query({
  may: "audit:read",
  input: auditAskSchema,
  run: async ({ db, project }, { limit }): Promise<AuditView[]> => {
    const entries = await db.auditEntry.findMany({
      where: { projectId: project.id },
      orderBy: [{ at: "desc" }, { id: "desc" }],
      take: limit,
    });
    return entries.map(({ at, actorId: _actor, projectId: _project, ...entry }) => ({
      ...entry,
      at: at.toISOString(),
    }));
  },
});
