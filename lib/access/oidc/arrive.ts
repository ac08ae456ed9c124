/** Signing in with an identity provider: who that is here, what their claims let them do, and a session. */
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { openSession } from "@/lib/access/commands";
import { type Claimed, claimed } from "@/lib/core/role-map";
import type { Role } from "@/lib/core/roles";
import type { SignedIn } from "@/lib/platform/auth";
import { inTransaction, type Transaction } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { type Ctx, command } from "@/lib/platform/operation";
import { Prisma } from "@/prisma/client/client";
import { type Arrival, arrivalFrom, isAllowed, trouble } from "./claims";
import { claimedRoleSchema, identitySchema, ownershipSchema } from "./schema";

const SINGLE_SIGN_ON = { kind: "system", id: "oidc", name: "single sign-on" } as const;

export async function arrive(ctx: Ctx, claims: unknown): Promise<SignedIn> {
  const arrival = arrivalFrom(claims, env().WHEELHOUSE_OIDC_ROLE_CLAIM);
  const id = await admitted(ctx, arrival).catch((error: unknown) => {
    // Of two first sign-ins at the same moment one made the person; the other finds them now.
    const isLate = error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002";
    if (isLate) return admitted(ctx, arrival);
    throw error;
  });
  const person = await ctx.db.person.findUniqueOrThrow({
    where: { id },
    include: { memberships: true },
  });
  const { name, email, isOwner, memberships } = person;
  const roles = Object.fromEntries(memberships.map((m) => [m.projectId, m.role as Role]));
  return openSession(ctx, { id, name, email, isOwner, roles }, { method: "oidc", proof: null });
}

type Within = Ctx & { readonly db: Transaction };
type Said = z.output<typeof identitySchema>;

/** Everything up to the session, or nothing of it. */
const admitted = (ctx: Ctx, arrival: Arrival): Promise<string> =>
  inTransaction(ctx.db, async (db) => {
    const within = { ...ctx, db, actor: SINGLE_SIGN_ON };
    const { issuer, subject, email, name } = arrival;
    const { id } = await recognise(within, { issuer, subject, email, name });
    const rules = env().WHEELHOUSE_OIDC_ROLES;
    if (rules) await applyClaims({ ...within, db }, id, claimed(rules, arrival.values));
    return id;
  });

/** Finds the person behind an identity, ties it to somebody with the same verified address, or makes somebody new. */
const recognise = command({
  may: "instance:write",
  input: identitySchema,
  run: async (ctx, identity) => (await returning(ctx, identity)) ?? (await tied(ctx, identity)),
  audit: ({ issuer, subject }, { id, did, email }) =>
    did && { action: did, object: { kind: "person", id }, after: { email, issuer, subject } },
});

type Recognised = {
  readonly id: string;
  readonly email: string | null;
  /** What the audit log says about it; null for somebody who was here before. */
  readonly did: "person.create" | "person.link" | null;
};

async function returning(
  ctx: Within,
  { issuer, subject, email }: Said,
): Promise<Recognised | null> {
  const { db, now } = ctx;
  const identity = await db.identity.findUnique({
    where: { issuer_subject: { issuer, subject } },
    include: { person: true },
  });
  if (!identity) return null;
  if (identity.person.disabledAt) throw trouble("disabled");
  if (!isAllowed(email, env().WHEELHOUSE_OIDC_ALLOWED_DOMAINS)) {
    throw trouble(email === null ? "unverified" : "domain");
  }
  await db.identity.update({ where: { id: identity.id }, data: { lastUsedAt: now } });
  return { id: identity.personId, email, did: null };
}

async function tied({ db, now }: Within, identity: Said): Promise<Recognised> {
  const { issuer, subject, email, name } = identity;
  const domains = env().WHEELHOUSE_OIDC_ALLOWED_DOMAINS;
  if (email === null) throw trouble("unverified");
  if (!isAllowed(email, domains)) throw trouble("domain");
  const known = await personToTie(db, email, issuer);
  if (!known && !domains) throw trouble("unknown");
  if (known && !known.isOwner) await withoutEarlierWays(db, known.id, email, now);
  const id = known?.id ?? (await newcomer(db, email, name, now));
  const data = { id: randomUUID(), personId: id, issuer, subject };
  await db.identity.create({ data: { ...data, createdAt: now, lastUsedAt: now } });
  return { id, email, did: known ? "person.link" : "person.create" };
}

/**
 * Whoever made the account with a password need not be whoever the address belongs to: a link that was
 * copied proves no mailbox. An owner keeps the password, as the way in when the provider is away.
 */
async function withoutEarlierWays(db: Transaction, personId: string, email: string, now: Date) {
  await db.person.update({
    where: { id: personId },
    data: { passwordHash: null, totpSecret: null, totpEnabledAt: null, recoveryHashes: [] },
  });
  await db.session.updateMany({
    where: { personId, endedAt: null },
    data: { endedAt: now, endedReason: "identity tied" },
  });
  await db.accessLink.updateMany({
    where: { email, usedAt: null, revokedAt: null },
    data: { revokedAt: now },
  });
}

/** An address that was given to somebody new must not open the account of whoever had it before. */
async function personToTie(db: Transaction, email: string, issuer: string) {
  const person = await db.person.findUnique({ where: { email }, include: { identities: true } });
  if (person?.disabledAt) throw trouble("disabled");
  if (person?.identities.some((identity) => identity.issuer === issuer)) throw trouble("taken");
  return person;
}

async function newcomer(db: Transaction, email: string, name: string | null, now: Date) {
  const data = { id: randomUUID(), email, name: name ?? email.split("@", 1)[0] ?? email };
  await db.person.create({ data: { ...data, createdAt: now } });
  return data.id;
}

async function applyClaims(ctx: Within, personId: string, { isOwner, roleIn }: Claimed) {
  if (isOwner !== null) await claimOwnership(ctx, { personId, isOwner });
  const { db } = ctx;
  const projects = await db.project.findMany({ select: { id: true, slug: true } });
  const memberships = await db.membership.findMany({ where: { personId } });
  const held = new Map(memberships.map(({ projectId, role }) => [projectId, role]));
  for (const { id, slug } of projects) {
    const role = roleIn(slug);
    if (role === undefined || role === (held.get(id) ?? null)) continue;
    await claimRole(ctx, { project: slug, personId, role });
  }
}

/** The instance keeps an owner, whatever the provider says: without one nobody could repair it. */
const claimOwnership = command({
  may: "instance:write",
  input: ownershipSchema,
  run: async ({ db }, { personId, isOwner }) => {
    // Two who lose it at the same moment wait for each other here.
    const owners = await db.$queryRaw<{ id: string }[]>`
      SELECT id FROM person WHERE is_owner AND disabled_at IS NULL ORDER BY id FOR UPDATE`;
    const was = owners.some(({ id }) => id === personId);
    const isLast = was && owners.length === 1;
    if (was === isOwner) return { changed: false };
    if (isLast) log.warn("the last owner stays, although the claims say otherwise", { personId });
    else await db.person.update({ where: { id: personId }, data: { isOwner } });
    return { changed: !isLast };
  },
  audit: ({ personId, isOwner }, { changed }) =>
    changed
      ? {
          action: "person.owner",
          object: { kind: "person", id: personId },
          before: { isOwner: !isOwner },
          after: { isOwner, by: "claims" },
        }
      : null,
});

const claimRole = command({
  may: "people:write",
  input: claimedRoleSchema,
  run: async ({ db, now, project }, { personId, role }) => {
    const key = { personId, projectId: project.id };
    const before = await db.membership.findUnique({ where: { personId_projectId: key } });
    if (role === null) await db.membership.deleteMany({ where: key });
    else {
      await db.membership.upsert({
        where: { personId_projectId: key },
        create: { ...key, role, createdAt: now },
        update: { role },
      });
    }
    return { before: before?.role ?? null };
  },
  audit: ({ personId, role }, { before }) => ({
    action: "person.role",
    object: { kind: "person", id: personId },
    before: { role: before },
    after: { role, by: "claims" },
  }),
});
