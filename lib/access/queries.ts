/** Reads about people, projects, keys and what was done. */

import { Fault } from "@/lib/core/fault";
import type { Role, Scope } from "@/lib/core/roles";
import { query } from "@/lib/platform/operation";
import { verifyPassword } from "@/lib/platform/password";
import { throttle } from "@/lib/platform/throttle";
import {
  type AuditView,
  auditAskSchema,
  credentialsSchema,
  inProjectSchema,
  type KeyView,
  type MemberView,
  nothingSchema,
  type ProjectView,
} from "./schema";

const QUARTER_HOUR_MS = 15 * 60_000;
/** One guesser at one account; many guessers at one account; one guesser at many accounts. */
const pairTries = throttle("sign-in-pair", { limit: 5, windowMs: QUARTER_HOUR_MS });
const accountTries = throttle("sign-in-account", { limit: 50, windowMs: QUARTER_HOUR_MS });
const addressTries = throttle("sign-in-address", { limit: 30, windowMs: QUARTER_HOUR_MS });

/** A wrong password, an unknown address and a disabled person answer alike, and take equally long. */
export const verifyCredentials = query({
  may: "public",
  input: credentialsSchema,
  run: async ({ db, now, address }, { email, password }) => {
    const from = address ?? "unknown";
    addressTries.take(from, now);
    accountTries.take(email, now);
    pairTries.take(`${from} ${email}`, now);
    const person = await db.person.findUnique({ where: { email }, include: { memberships: true } });
    const hash = person && !person.disabledAt ? person.passwordHash : null;
    const isRight = await verifyPassword(password, hash);
    if (!person || !isRight) {
      throw new Fault("unauthenticated", "The e-mail address or the password is not right");
    }
    pairTries.forgive(`${from} ${email}`);
    accountTries.forgive(email);
    addressTries.giveBack(from);
    const { id, name, isOwner, sessionVersion, memberships } = person;
    const roles = Object.fromEntries(memberships.map((m) => [m.projectId, m.role as Role]));
    return { id, name, email, isOwner, sessionVersion, roles };
  },
});

/** Nobody is there yet: the first visit is the set-up page. */
export const readSetup = query({
  may: "public",
  input: nothingSchema,
  run: async ({ db }) => ({ isOpen: (await db.person.count()) === 0 }),
});

export const readProject = query({
  may: "telemetry:read",
  input: inProjectSchema,
  run: async ({ project }): Promise<ProjectView> => ({
    slug: project.slug,
    name: project.name,
    timeZone: project.timeZone,
    isDemo: project.isDemo,
    rawDays: project.rawDays,
    targets: project.targets as ProjectView["targets"],
  }),
});

export const listKeys = query({
  may: "keys:read",
  input: inProjectSchema,
  run: async ({ db, project }): Promise<KeyView[]> => {
    const keys = await db.apiKey.findMany({
      where: { projectId: project.id },
      orderBy: [{ revokedAt: { sort: "asc", nulls: "first" } }, { createdAt: "desc" }],
    });
    const makers = await db.person.findMany({
      where: { id: { in: keys.flatMap(({ createdById }) => createdById ?? []) } },
      select: { id: true, name: true },
    });
    const nameOf = new Map(makers.map(({ id, name }) => [id, name]));
    return keys.map((key) => ({
      id: key.id,
      name: key.name,
      prefix: key.prefix,
      scopes: key.scopes as Scope[],
      environment: key.environment,
      requestsPerSecond: key.requestsPerSecond,
      createdAt: key.createdAt.toISOString(),
      createdBy: nameOf.get(key.createdById ?? "") ?? null,
      lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
      expiresAt: key.expiresAt?.toISOString() ?? null,
      revokedAt: key.revokedAt?.toISOString() ?? null,
    }));
  },
});

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

export const listAudit = query({
  may: "audit:read",
  input: auditAskSchema,
  run: async ({ db, project }, { limit }): Promise<AuditView[]> => {
    const entries = await db.auditEntry.findMany({
      where: { projectId: project.id },
      orderBy: [{ at: "desc" }, { id: "desc" }],
      take: limit,
    });
    return entries.map(({ at, actorId: _actor, projectId: _project, ...entry }) => ({
      ...entry,
      at: at.toISOString(),
    }));
  },
});
