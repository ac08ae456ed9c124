/** Writes about who belongs to a project. */
import { Fault } from "@/lib/core/fault";
import { forgetActors } from "@/lib/platform/identity";
import { command } from "@/lib/platform/operation";
import { roleChangeSchema } from "./schema";

export const setRole = command({
  may: "people:write",
  input: roleChangeSchema,
  run: async ({ db, now, project }, { email, role }) => {
    const person = await db.person.findUnique({ where: { email } });
    if (!person) throw new Fault("not-found", "There is nobody with this e-mail address");
    const key = { personId: person.id, projectId: project.id };
    const before = await db.membership.findUnique({ where: { personId_projectId: key } });
    if (role === null) await db.membership.deleteMany({ where: key });
    else {
      await db.membership.upsert({
        where: { personId_projectId: key },
        create: { ...key, role, createdAt: now },
        update: { role },
      });
    }
    forgetActors();
    return { id: person.id, email, role, before: before?.role ?? null };
  },
  audit: (_input, { id, email, role, before }) => ({
    action: "person.role",
    object: { kind: "person", id },
    before: { role: before },
    after: { email, role },
  }),
});
