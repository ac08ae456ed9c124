/** Reads about who belongs to a project. */
import { inProjectSchema } from "@/lib/access/schema";
import type { Role } from "@/lib/core/roles";
import { query } from "@/lib/platform/operation";
import type { MemberView } from "./schema";
import { accountFields, accountOf } from "./store/accounts";

export const listMembers = query({
  may: "people:read",
  input: inProjectSchema,
  run: async ({ db, now, project }): Promise<MemberView[]> => {
    const people = await db.person.findMany({
      where: { OR: [{ isOwner: true }, { memberships: { some: { projectId: project.id } } }] },
      select: { ...accountFields(now), memberships: { where: { projectId: project.id } } },
      orderBy: { email: "asc" },
    });
    return people.map(({ memberships, ...row }) => {
      const { isOwner, ...account } = accountOf(row);
      return { ...account, role: isOwner ? "owner" : ((memberships[0]?.role ?? "viewer") as Role) };
    });
  },
});
