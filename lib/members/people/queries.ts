/** Reads about everybody who has an account on this instance. */
import { nothingSchema } from "@/lib/access/schema";
import type { Role } from "@/lib/core/roles";
import type { PersonView } from "@/lib/members/schema";
import { accountFields, accountOf } from "@/lib/members/store/accounts";
import { query } from "@/lib/platform/operation";

export const listPeople = query({
  may: "instance:write",
  input: nothingSchema,
  run: async ({ db, now }): Promise<PersonView[]> => {
    const people = await db.person.findMany({
      select: {
        ...accountFields(now),
        memberships: {
          select: { role: true, project: { select: { name: true } } },
          orderBy: { project: { name: "asc" } },
        },
      },
      orderBy: { email: "asc" },
    });
    return people.map(({ memberships, ...row }) => ({
      ...accountOf(row),
      projects: memberships.map(({ role, project }) => ({
        name: project.name,
        role: role as Role,
      })),
    }));
  },
});
