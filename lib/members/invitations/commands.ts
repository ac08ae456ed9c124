/** Writes about invitations: making, renewing, taking back. */
import { Fault } from "@/lib/core/fault";
import type { Role } from "@/lib/core/roles";
import { addedLetter, invitationLetter } from "@/lib/members/letters";
import { linkPath } from "@/lib/members/link";
import {
  type Invited,
  idSchema,
  invitationIdSchema,
  invitationSchema,
  ownerInvitationSchema,
} from "@/lib/members/schema";
import { type MadeLink, makeLink, revokeLinks } from "@/lib/members/store/links";
import { deliver, ownAddress, tell } from "@/lib/members/store/post";
import type { Transaction } from "@/lib/platform/db";
import { forgetActors } from "@/lib/platform/identity";
import { type Audit, type Ctx, command, type ProjectCtx } from "@/lib/platform/operation";
import type { Prisma } from "@/prisma/client/client";

type Place = { readonly project: string | null; readonly role: Role | "owner" };
type Invitation = Place & MadeLink & { readonly email: string };
type Added = { readonly personId: string; readonly email: string; readonly role: Role };
type Within = ProjectCtx & { readonly db: Transaction };

/** Who has an account is added at once and told; everybody else gets a link. */
export const invite = command({
  may: "people:write",
  input: invitationSchema,
  run: async (ctx, { email, role }): Promise<Invitation | Added> => {
    const { project } = ctx;
    const personId = await addKnown(ctx, email, role);
    if (personId !== null) return { personId, email, role };
    const wanted = { kind: "invitation", email, role, projectId: project.id } as const;
    return { ...(await makeLink(ctx, wanted)), email, role, project: project.name };
  },
  afterwards: async (ctx, made): Promise<Invited> => {
    if ("token" in made) return sent(ctx, made);
    const { email, role } = made;
    const place = { project: ctx.project.name, role };
    const url = ownAddress(`/?project=${encodeURIComponent(ctx.project.slug)}`);
    tell(addedLetter({ ...place, to: email, by: ctx.actor.name, url }));
    return { outcome: "added", email, role, expiresAt: null, delivery: null };
  },
  audit: (_input, made) =>
    "token" in made
      ? created(made)
      : {
          action: "person.role",
          object: { kind: "person", id: made.personId },
          before: { role: null },
          after: { email: made.email, role: made.role },
        },
});

export const inviteOwner = command({
  may: "instance:write",
  input: ownerInvitationSchema,
  run: async (ctx, { email }): Promise<Invitation> => {
    if (await ctx.db.person.findUnique({ where: { email } })) {
      throw new Fault("conflict", "Somebody with this address has an account: make them an owner", {
        field: "email",
      });
    }
    const link = await makeLink(ctx, { kind: "invitation", email, isOwner: true });
    return { ...link, email, role: "owner", project: null };
  },
  afterwards: sent,
  audit: (_input, made) => created(made),
});

export const revokeInvitation = command({
  may: "people:write",
  input: invitationIdSchema,
  run: ({ db, now, project }, { id }) => takeBack(db, { id, projectId: project.id }, now),
  audit: (_input, done) => revoked(done),
});

export const revokeOwnerInvitation = command({
  may: "instance:write",
  input: idSchema,
  run: ({ db, now }, { id }) => takeBack(db, { id, isOwner: true }, now),
  audit: (_input, done) => revoked(done),
});

/** A new link for the same; the old one dies. */
export const renewInvitation = command({
  may: "people:write",
  input: invitationIdSchema,
  run: (ctx, { id }) => renew(ctx, { id, projectId: ctx.project.id }, ctx.project.name),
  afterwards: sent,
  audit: (_input, made) => created(made),
});

export const renewOwnerInvitation = command({
  may: "instance:write",
  input: idSchema,
  run: (ctx, { id }) => renew(ctx, { id, isOwner: true }, null),
  afterwards: sent,
  audit: (_input, made) => created(made),
});

/** The id of who was added, null when there is no account yet. */
async function addKnown(ctx: Within, email: string, role: Role): Promise<string | null> {
  const { db, project, now } = ctx;
  const key = { projectId: project.id };
  const person = await db.person.findUnique({
    where: { email },
    include: { memberships: { where: key } },
  });
  if (!person) return null;
  const inTheWay = person.isOwner
    ? "This person owns the instance and is in every project already"
    : person.disabledAt
      ? "This person's account is disabled: ask an owner of the instance to enable it"
      : person.memberships[0] && `This person is here already, as ${person.memberships[0].role}`;
  if (inTheWay) throw new Fault("conflict", inTheWay, { field: "email" });
  const { count } = await db.membership.createMany({
    data: [{ ...key, personId: person.id, role, createdAt: now }],
    skipDuplicates: true,
  });
  if (count === 0) throw new Fault("conflict", "Somebody has just added this person");
  forgetActors();
  return person.id;
}

async function sent({ actor }: Ctx, made: Invitation): Promise<Invited> {
  const { email, role, project, expiresAt } = made;
  const by = actor.name;
  const delivery = await deliver(linkPath("invitation", made.token), (url) =>
    invitationLetter({ to: email, by, url, expiresAt, project, role }),
  );
  return { outcome: "invited", email, role, expiresAt: expiresAt.toISOString(), delivery };
}

async function found(db: Transaction, where: Prisma.AccessLinkWhereInput) {
  const link = await db.accessLink.findFirst({ where: { ...where, kind: "invitation" } });
  if (!link) throw new Fault("not-found", "There is no such invitation");
  if (link.usedAt) throw new Fault("conflict", "This invitation has been accepted already");
  return link;
}

async function takeBack(db: Transaction, where: Prisma.AccessLinkWhereInput, now: Date) {
  const { id, email } = await found(db, where);
  const wasLive = (await revokeLinks(db, { id }, now)) === 1;
  return { id, email, wasLive };
}

async function renew(
  ctx: Ctx & { readonly db: Transaction },
  where: Prisma.AccessLinkWhereInput,
  project: string | null,
): Promise<Invitation> {
  const { db, now } = ctx;
  const { id, email, role, projectId, isOwner } = await found(db, where);
  if (await db.person.findUnique({ where: { email } })) {
    throw new Fault("conflict", "This person has an account by now: invite them again to add them");
  }
  if ((await revokeLinks(db, { id }, now)) === 0) {
    throw new Fault("conflict", "Somebody has just renewed or taken back this invitation");
  }
  // Roles are written by `makeLink` alone.
  const given = isOwner ? null : (role as Role);
  const link = await makeLink(ctx, {
    kind: "invitation",
    email,
    isOwner,
    ...(projectId !== null && { projectId }),
    ...(given && { role: given }),
  });
  return { ...link, email, role: given ?? "owner", project };
}

const created = ({ id, email, role, expiresAt }: Invitation): Audit => ({
  action: "invitation.create",
  object: { kind: "invitation", id },
  after: { email, role, expiresAt: expiresAt.toISOString() },
});

type Revoked = { readonly id: string; readonly email: string; readonly wasLive: boolean };

const revoked = ({ id, email, wasLive }: Revoked): Audit | null =>
  wasLive
    ? { action: "invitation.revoke", object: { kind: "invitation", id }, before: { email } }
    : null;
