/** Writes about what somebody may do in a project. */
import { Fault } from "@/lib/core/fault";
import type { Role } from "@/lib/core/roles";
import { forgetActors } from "@/lib/platform/identity";
import { command } from "@/lib/platform/operation";
import { roleChangeSchema } from "./schema";
import { revokeLinks } from "./store/links";

export const setRole = command({
  may: "people:write",
  input: roleChangeSchema,
  run: async ({ db, now, project }, { email, role, was }) => {
    const person = await db.person.findUnique({ where: { email } });
    if (!person) throw new Fault("not-found", "There is nobody with this e-mail address");
    // Of two who change one person's role, the second sees what the first did.
    await db.$queryRaw`SELECT id FROM person WHERE id = ${person.id}::uuid FOR UPDATE`;
    const key = { personId: person.id, projectId: project.id };
    const found = await db.membership.findUnique({ where: { personId_projectId: key } });
    const before = (found?.role ?? null) as Role | null;
    if (was !== undefined && was !== before) throw changedMeanwhile(before);
    if (role === null) await db.membership.deleteMany({ where: key });
    else {
      await db.membership.upsert({
        where: { personId_projectId: key },
        create: { ...key, role, createdAt: now },
        update: { role },
      });
    }
    // What an admin invited is not to outlast what they were.
    if (before === "admin" && role !== "admin" && !person.isOwner) {
      await revokeLinks(db, { createdById: person.id, projectId: project.id }, now);
    }
    forgetActors();
    return { id: person.id, email, role, before };
  },
  audit: (_input, { id, email, role, before }) =>
    role === before
      ? null
      : {
          action: "person.role",
          object: { kind: "person", id },
          before: { role: before },
          after: { email, role },
        },
});

function changedMeanwhile(role: Role | null): Fault {
  const what = role === null ? "took this person out of the project" : `changed this to ${role}`;
  return new Fault("conflict", `Somebody ${what} meanwhile`, { field: "role", role });
}
