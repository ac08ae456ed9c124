/** Accepting an invitation: a new account with a password of one's own, or one more project for who has one. */
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { emailField } from "@/lib/access/schema";
import { projectField } from "@/lib/core/ask";
import { Fault } from "@/lib/core/fault";
import { ROLES, type Role } from "@/lib/core/roles";
import { acceptanceSchema } from "@/lib/members/schema";
import { liveLink, projectOf, spendLink } from "@/lib/members/store/links";
import { countLink, uncountLink } from "@/lib/members/store/tries";
import type { Actor } from "@/lib/platform/actor";
import type { Transaction } from "@/lib/platform/db";
import { forgetActors } from "@/lib/platform/identity";
import { type Ctx, command } from "@/lib/platform/operation";
import { hashPassword, judgePassword } from "@/lib/platform/password";
import type { AccessLink, Person, Project } from "@/prisma/client/client";

type Accepted = {
  readonly email: string;
  /** Where to go now; null for an owner, who sees them all. */
  readonly project: string | null;
};

export const acceptInvitation = command({
  may: "link:use",
  input: acceptanceSchema,
  run: async (ctx, { token, name, password }) => {
    const { db, now, actor } = ctx;
    await countLink(ctx);
    const link = await liveLink(db, "invitation", token, now);
    await uncountLink(ctx);
    const project = await projectOf(db, link);
    const known = await db.person.findUnique({ where: { email: link.email } });
    const person = known
      ? await joining(ctx, link, known)
      : await newcomer(ctx, link, password, name);
    if (project) await join({ ...ctx, actor: actorFor(actor) }, joinInput(link, project, person));
    forgetActors();
    return { id: person.id, link, accepted: { email: link.email, project: project?.slug ?? null } };
  },
  afterwards: async (_ctx, { accepted }): Promise<Accepted> => accepted,
  audit: (_input, { id, link }) => ({
    action: "invitation.accept",
    object: { kind: "person", id },
    after: { email: link.email, invitation: link.id, isOwner: link.isOwner },
  }),
});

type Joiner = Pick<Person, "id" | "email">;
type Within = Ctx & { readonly db: Transaction };

async function newcomer(
  { db, now }: Within,
  link: AccessLink,
  password: string | undefined,
  name = link.email.split("@")[0] ?? link.email,
): Promise<Joiner> {
  const { email, isOwner } = link;
  if (password === undefined)
    throw new Fault("invalid", "Choose a password", { field: "password" });
  judgePassword(password, { email, name });
  const passwordHash = await hashPassword(password);
  await spendLink(db, link, now);
  const person = { id: randomUUID(), email, name, isOwner, passwordHash, createdAt: now };
  // Two invitations of one person, accepted at once, make one account.
  const { count } = await db.person.createMany({ data: [person], skipDuplicates: true });
  if (count === 0) throw accountThere(email);
  return person;
}

const accountThere = (email: string): Fault => {
  const message = `There is an account for ${email}: sign in to it, then open this link again`;
  return new Fault("conflict", message, { hasAccount: true });
};

/** Whoever holds the link could be anybody: an account that is there is theirs who can sign in to it. */
async function joining(
  { db, now, actor }: Within,
  link: AccessLink,
  known: Person,
): Promise<Joiner> {
  if (actor.id !== known.id) throw accountThere(known.email);
  await spendLink(db, link, now);
  return link.isOwner
    ? db.person.update({ where: { id: known.id }, data: { isOwner: true } })
    : known;
}

/** The link lets them in, so the project's own audit log has a line about it. */
const actorFor = (actor: Actor): Actor => ({
  kind: "system",
  id: "invitation",
  name: actor.kind === "person" ? `invitation of ${actor.name}` : "invitation",
});

const joinInput = (link: AccessLink, project: Project, person: Joiner) => ({
  project: project.slug,
  personId: person.id,
  email: person.email,
  role: (link.role ?? "viewer") as Role,
});

const join = command({
  may: "people:write",
  input: z.strictObject({
    project: projectField,
    personId: z.uuid(),
    email: emailField,
    role: z.enum(ROLES),
  }),
  run: async ({ db, now, project }, { personId, role }) => {
    const key = { personId, projectId: project.id };
    // Who has been given another role since the invitation keeps that one.
    const membership = await db.membership.upsert({
      where: { personId_projectId: key },
      create: { ...key, role, createdAt: now },
      update: {},
    });
    return membership.role;
  },
  audit: ({ personId, email }, role) => ({
    action: "person.join",
    object: { kind: "person", id: personId },
    after: { email, role },
  }),
});
