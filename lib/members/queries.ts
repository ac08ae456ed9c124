/** Reads about who belongs to a project. */
import { inProjectSchema } from "@/lib/access/schema";
import type { Role } from "@/lib/core/roles";
import { query } from "@/lib/platform/operation";
import type { MemberView } from "./schema";

export const listMembers = query({
  may: "people:read",
  input: inProjectSchema,
  run: async ({ db, project }): Promise<MemberView[]> => {
    const people = await db.person.findMany({
      where: {
        disabledAt: null,
        OR: [{ isOwner: true }, { memberships: { some: { projectId: project.id } } }],
      },
      include: { memberships: { where: { projectId: project.id } } },
      orderBy: { email: "asc" },
    });
    return people.map(({ email, name, isOwner, memberships }) => ({
      email,
      name,
      role: isOwner ? "owner" : ((memberships[0]?.role ?? "viewer") as Role),
    }));
  },
});
