/** Writes about people, projects and keys. */
import { randomBytes, randomUUID, timingSafeEqual } from "node:crypto";
import type { z } from "zod";
import { Fault } from "@/lib/core/fault";
import type { Role } from "@/lib/core/roles";
import type { Person } from "@/lib/platform/actor";
import { networkOf } from "@/lib/platform/address";
import type { SignedIn } from "@/lib/platform/auth";
import type { Transaction } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { forgetActors, hashSecret } from "@/lib/platform/identity";
import { type Ctx, command } from "@/lib/platform/operation";
import { hashPassword, judgePassword } from "@/lib/platform/password";
import { tries } from "@/lib/platform/tries";
import { Prisma } from "@/prisma/client/client";
import { forgiveTries, verifyCredentials, wrongCode } from "./queries";
import {
  type credentialsSchema,
  newPersonSchema,
  newProjectSchema,
  nothingSchema,
  type Proof,
  type SignInMethod,
  setupSchema,
  signInSchema,
} from "./schema";
import { slugOf } from "./slug";
import { wordFrom } from "./word";

const DAY_MS = 24 * 3_600_000;

type NewPerson = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  /** The password, when it was made here: told once. */
  readonly password: string | null;
};

export const createPerson = command({
  may: "instance:write",
  input: newPersonSchema,
  run: async ({ db, now }, input): Promise<NewPerson> => {
    const made = input.password === undefined ? wordFrom(randomBytes(20)) : null;
    const { email, isOwner, name = nameFrom(email) } = input;
    if (input.password !== undefined) judgePassword(input.password, { email, name });
    const passwordHash = await hashPassword(input.password ?? made ?? "");
    const project = input.project === undefined ? null : await projectBySlug(db, input.project);
    const person = await unique(
      "email",
      "Somebody with this e-mail address is there already",
      db.person.create({
        data: { id: randomUUID(), email, name, isOwner, passwordHash, createdAt: now },
      }),
    );
    if (project) await putMember(db, person.id, project.id, input.role, now);
    return { id: person.id, email, name, password: made };
  },
  audit: ({ project, role, isOwner }, { id, email, name }) => ({
    action: "person.create",
    object: { kind: "person", id },
    after: { email, name, isOwner, ...(project && { project, role }) },
  }),
});

/** Judges the credentials outside any transaction, because hashing takes its time; then notes the sign-in. */
export async function signIn(ctx: Ctx, credentials: unknown): Promise<SignedIn> {
  const { known, proof } = await verifyCredentials(
    ctx,
    credentials as z.input<typeof credentialsSchema>,
  );
  const signedIn = await openSession(ctx, known, { method: "password", proof });
  await forgiveTries(ctx, known);
  return signedIn;
}

type Known = Omit<Person, "kind" | "sessionId">;
type Way = { readonly method: SignInMethod; readonly proof: Proof | null };

/** Every sign-in has a session of its own, with an id that nobody has seen before. */
export async function openSession(ctx: Ctx, person: Known, way: Way): Promise<SignedIn> {
  const sessionId = randomUUID();
  const replaces = ctx.actor.kind === "person" ? ctx.actor.sessionId : null;
  const actor = { kind: "person", ...person, sessionId } as const;
  await recordSignIn({ ...ctx, actor }, { id: person.id, sessionId, replaces, ...way });
  forgetActors();
  return { id: person.id, name: person.name, email: person.email, sessionId };
}

const recordSignIn = command({
  may: "session",
  input: signInSchema,
  run: async (ctx, { id, sessionId, method, proof, replaces }): Promise<void> => {
    const { db, now, address, userAgent = null } = ctx;
    if (proof) await spend(db, id, proof);
    if (replaces) await endSession(db, replaces, now, "replaced");
    await db.person.update({ where: { id }, data: { lastSignInAt: now } });
    const expiresAt = new Date(now.getTime() + env().WHEELHOUSE_SESSION_DAYS * DAY_MS);
    const times = { createdAt: now, lastSeenAt: now, expiresAt };
    await db.session.create({
      data: { id: sessionId, personId: id, method, address, userAgent, ...times },
    });
  },
  audit: ({ id, method, proof }) => ({
    action: "session.start",
    object: { kind: "person", id },
    after: { method, ...(proof && { secondFactor: proof.kind }) },
  }),
});

/** Of two sign-ins with the same code at the same moment, one comes too late. */
async function spend(db: Transaction, personId: string, proof: Proof): Promise<void> {
  const used =
    proof.kind === "totp"
      ? await db.$executeRaw`UPDATE person SET totp_last_step = ${proof.step}
          WHERE id = ${personId}::uuid AND totp_last_step < ${proof.step}`
      : await db.$executeRaw`UPDATE person SET recovery_hashes = array_remove(recovery_hashes, ${proof.hash})
          WHERE id = ${personId}::uuid AND ${proof.hash} = ANY(recovery_hashes)`;
  if (used === 0) throw wrongCode();
}

const endSession = (db: Transaction, id: string, now: Date, endedReason: string) =>
  db.session.updateMany({ where: { id, endedAt: null }, data: { endedAt: now, endedReason } });

/** Ends the session of whoever asks, on every replica. */
export const signOut = command({
  may: "session",
  input: nothingSchema,
  run: async ({ db, now, actor }): Promise<void> => {
    if (actor.kind === "person" && actor.sessionId) {
      await endSession(db, actor.sessionId, now, "signed-out");
    }
  },
  afterwards: async () => forgetActors(),
  audit: (_input, _output, { actor }) => ({
    action: "session.end",
    object: { kind: "person", id: actor.id },
    after: { reason: "signed-out" },
  }),
});

export const createProject = command({
  may: "instance:write",
  input: newProjectSchema,
  run: async ({ db, now }, { name, timeZone, isDemo, slug = slugOf(name) }) => {
    if (slug === "") {
      throw new Fault("invalid", "Give a slug: the name has no letters for one", { field: "slug" });
    }
    const { id } = await unique(
      "slug",
      "There is a project with this slug already",
      db.project.create({ data: { slug, name, timeZone, isDemo, createdAt: now } }),
    );
    return { id, slug, name, timeZone };
  },
  audit: (_input, { id, slug, name, timeZone }) => ({
    action: "project.create",
    object: { kind: "project", id: String(id) },
    after: { slug, name, timeZone },
  }),
});

const SETUP = "setup-token";
const setupTries = tries("setup", { limit: 10, windowMs: 15 * 60_000 });

/** Makes the one-time token of the set-up page, in place of any earlier one. */
export const openSetup = command({
  may: "instance:write",
  input: nothingSchema,
  run: async ({ db, now }): Promise<{ readonly token: string }> => {
    const token = wordFrom(randomBytes(20));
    const row = { value: { hash: hashSecret(token) }, updatedAt: now };
    await db.instanceSetting.upsert({
      where: { name: SETUP },
      create: { name: SETUP, ...row },
      update: row,
    });
    return { token };
  },
  audit: () => ({ action: "setup.open", object: { kind: "instance", id: "setup" } }),
});

/** The first person, who owns the instance, and the first project. Only once, only with the token. */
export const completeSetup = command({
  may: "setup:complete",
  input: setupSchema,
  run: async (ctx, { token, projectName, timeZone, ...person }) => {
    const { db, pool, now, address } = ctx;
    await setupTries.take(pool, address === null ? "unknown" : networkOf(address), now);
    const kept = await db.instanceSetting.findUnique({ where: { name: SETUP } });
    if (!kept || (await db.person.count()) > 0) {
      throw new Fault("conflict", "This instance is set up already: sign in instead");
    }
    if (!isSameHash(hashSecret(token.trim()), (kept.value as { hash?: string }).hash)) {
      throw new Fault("forbidden", "This is not the token from the log", { field: "token" });
    }
    // Of two who come at once with the right token, one deletes it.
    const { count } = await db.instanceSetting.deleteMany({ where: { name: SETUP } });
    if (count === 0) throw new Fault("conflict", "Somebody else has just set this instance up");
    const asSystem = { ...ctx, actor: SETUP_ACTOR };
    const owner = await createPerson(asSystem, { ...person, isOwner: true });
    const project = await createProject(asSystem, { name: projectName, timeZone });
    return { id: owner.id, email: owner.email, project: project.slug };
  },
  audit: (_input, { email, project }) => ({
    action: "setup.complete",
    object: { kind: "instance", id: "setup" },
    after: { email, project },
  }),
});

const SETUP_ACTOR = { kind: "system", id: "setup", name: "set-up page" } as const;

const isSameHash = (one: string, other: string | undefined): boolean =>
  other?.length === one.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

const nameFrom = (email: string): string => email.split("@")[0] ?? email;

async function projectBySlug(db: Prisma.TransactionClient, slug: string) {
  const project = await db.project.findUnique({ where: { slug } });
  if (!project) throw new Fault("not-found", `There is no project ${slug}`, { field: "project" });
  return project;
}

const putMember = (
  db: Prisma.TransactionClient,
  personId: string,
  projectId: number,
  role: Role,
  now: Date,
) =>
  db.membership.upsert({
    where: { personId_projectId: { personId, projectId } },
    create: { personId, projectId, role, createdAt: now },
    update: { role },
  });

/** Turns the database's "there is one already" into ours. */
async function unique<T>(field: string, message: string, made: Promise<T>): Promise<T> {
  try {
    return await made;
  } catch (cause) {
    const isTaken = cause instanceof Prisma.PrismaClientKnownRequestError && cause.code === "P2002";
    throw isTaken ? new Fault("conflict", message, { field }, { cause }) : cause;
  }
}
