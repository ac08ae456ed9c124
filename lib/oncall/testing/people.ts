/** For database tests: people who belong to a project, seen as actors. */
import { randomUUID } from "node:crypto";
import type { Role } from "@/lib/core/roles";
import type { Person } from "@/lib/platform/actor";
import type { ProjectCtx } from "@/lib/platform/operation";

export async function member(
  { db, project, now }: ProjectCtx,
  name: string,
  role: Role = "operator",
): Promise<Person> {
  const id = randomUUID();
  const email = `${id}@example.com`;
  const memberships = { create: { projectId: project.id, role, createdAt: now } };
  await db.person.create({ data: { id, email, name, createdAt: now, memberships } });
  const roles = { [project.id]: role };
  return { kind: "person", id, name, email, isOwner: false, roles, sessionId: null };
}

export const seenBy = (ctx: ProjectCtx, actor: Person): ProjectCtx => ({ ...ctx, actor });
