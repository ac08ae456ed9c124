/** Rows of single-use links: making, finding and spending them. */
import { randomBytes, randomUUID } from "node:crypto";
import { Fault } from "@/lib/core/fault";
import type { Role } from "@/lib/core/roles";
import { LINKS, type LinkKind, refusalOf, stateOf, TOKEN_BYTES } from "@/lib/members/link";
import type { Actor } from "@/lib/platform/actor";
import type { Db, Transaction } from "@/lib/platform/db";
import { hashSecret } from "@/lib/platform/identity";
import type { AccessLink, Prisma, Project } from "@/prisma/client/client";

type Wanted = {
  readonly kind: LinkKind;
  readonly email: string;
  readonly personId?: string;
  readonly projectId?: number;
  readonly role?: Role;
  readonly isOwner?: boolean;
};
type Maker = { readonly db: Transaction; readonly now: Date; readonly actor: Actor };

/** The token is known to whoever made it and nowhere kept. */
export type MadeLink = { readonly id: string; readonly token: string; readonly expiresAt: Date };

/** An earlier link for the same purpose dies. */
export async function makeLink({ db, now, actor }: Maker, wanted: Wanted): Promise<MadeLink> {
  const { kind, email, personId = null, projectId = null, isOwner = false } = wanted;
  await revokeLinks(db, { kind, email, personId, projectId, isOwner }, now);
  const id = randomUUID();
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  const expiresAt = new Date(now.getTime() + LINKS[kind].goodForMs);
  await db.accessLink.create({
    data: {
      ...wanted,
      id,
      tokenHash: hashSecret(token),
      createdById: actor.kind === "person" ? actor.id : null,
      createdAt: now,
      expiresAt,
    },
  });
  return { id, token, expiresAt };
}

/** How many were live. */
export async function revokeLinks(
  db: Db,
  where: Prisma.AccessLinkWhereInput,
  now: Date,
): Promise<number> {
  const live = { usedAt: null, revokedAt: null };
  const { count } = await db.accessLink.updateMany({
    where: { ...where, ...live },
    data: { revokedAt: now },
  });
  return count;
}

/** A live link, found by its token's hash: what the database compares tells nothing about the token. */
export async function liveLink(
  db: Db,
  kind: LinkKind,
  token: string,
  now: Date,
): Promise<AccessLink> {
  const link = await db.accessLink.findFirst({ where: { tokenHash: hashSecret(token), kind } });
  const state = link ? stateOf(link, now) : "unknown";
  if (!link || state !== "live") throw deadLink(kind, state === "live" ? "unknown" : state);
  return link;
}

/** Of two who use one link at once, one does. */
export async function spendLink(db: Transaction, link: AccessLink, now: Date): Promise<void> {
  const { count } = await db.accessLink.updateMany({
    where: { id: link.id, usedAt: null, revokedAt: null },
    data: { usedAt: now },
  });
  if (count === 0) throw deadLink(link.kind as LinkKind, "used");
}

/** Null for an invitation to own the instance. A project that is gone takes its invitations with it. */
export async function projectOf(db: Db, { projectId }: AccessLink): Promise<Project | null> {
  if (projectId === null) return null;
  const project = await db.project.findUnique({ where: { id: projectId } });
  if (project) return project;
  const gone = "The project of this invitation has been removed: there is nothing left to join";
  throw new Fault("forbidden", gone, { link: "revoked" });
}

/** `link` lets a page say more than the sentence. */
export const deadLink = (kind: LinkKind, state: Parameters<typeof refusalOf>[1]): Fault =>
  new Fault("forbidden", refusalOf(kind, state), { link: state });
