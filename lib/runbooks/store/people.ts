/** Who belongs to a project and may own something of it. */
import type { Transaction } from "@/lib/platform/db";

export async function peopleOf(db: Transaction, projectId: number): Promise<string[]> {
  const people = await db.person.findMany({
    where: { OR: [{ memberships: { some: { projectId } } }, { isOwner: true }] },
    select: { id: true },
  });
  return people.map(({ id }) => id);
}
