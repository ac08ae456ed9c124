/** Reads about invitations: those that wait, and the one that somebody holds. */
import { inProjectSchema, nothingSchema } from "@/lib/access/schema";
import type { Role } from "@/lib/core/roles";
import { type InvitationOffer, type InvitationView, tokenSchema } from "@/lib/members/schema";
import { liveLink, projectOf } from "@/lib/members/store/links";
import { countLink, uncountLink } from "@/lib/members/store/tries";
import type { Db } from "@/lib/platform/db";
import { query } from "@/lib/platform/operation";
import type { AccessLink, Prisma } from "@/prisma/client/client";

export const listInvitations = query({
  may: "people:read",
  input: inProjectSchema,
  run: ({ db, now, project }) => waiting(db, { projectId: project.id }, now),
});

export const listOwnerInvitations = query({
  may: "instance:write",
  input: nothingSchema,
  run: ({ db, now }) => waiting(db, { isOwner: true }, now),
});

async function waiting(
  db: Db,
  where: Prisma.AccessLinkWhereInput,
  now: Date,
): Promise<InvitationView[]> {
  const links = await db.accessLink.findMany({
    where: { ...where, kind: "invitation", usedAt: null, revokedAt: null },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
  });
  const makers = await db.person.findMany({
    where: { id: { in: links.flatMap(({ createdById }) => createdById ?? []) } },
    select: { id: true, name: true },
  });
  const names = new Map(makers.map(({ id, name }) => [id, name]));
  return links.map((link) => ({
    id: link.id,
    email: link.email,
    role: roleOf(link),
    createdAt: link.createdAt.toISOString(),
    createdBy: names.get(link.createdById ?? "") ?? null,
    expiresAt: link.expiresAt.toISOString(),
    isExpired: link.expiresAt <= now,
  }));
}

const roleOf = ({ isOwner, role }: AccessLink): Role | "owner" =>
  isOwner ? "owner" : ((role ?? "viewer") as Role);

/** What the page of a link shows. A project that is gone by now takes its invitations with it. */
export const readInvitation = query({
  may: "link:use",
  input: tokenSchema,
  run: async (ctx, { token }): Promise<InvitationOffer> => {
    const { db, now, actor } = ctx;
    await countLink(ctx);
    const link = await liveLink(db, "invitation", token, now);
    await uncountLink(ctx);
    const project = await projectOf(db, link);
    const account = await db.person.findUnique({ where: { email: link.email } });
    return {
      email: link.email,
      role: roleOf(link),
      project: project?.name ?? null,
      hasAccount: account !== null,
      isYou: actor.kind === "person" && actor.id === account?.id,
    };
  },
});
