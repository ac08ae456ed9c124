/** Two projects that know nothing of each other, and credentials for everybody who might try one's doors. */
import { randomBytes, randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import type { ObjectKind } from "@/lib/access/route";
import { SCOPES } from "@/lib/core/roles";
import { db } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { hashSecret, sessionCookie } from "@/lib/platform/identity";
import { pool } from "@/lib/platform/pool";
import type { Prisma } from "@/prisma/client/client";
import type { Actor, Who } from "./actors";
import type { Made } from "./made";
import { makeObject, OBJECT_KINDS } from "./objects";

const DAY_MS = 24 * 3_600_000;
/** Documentation addresses: nobody asks from there. */
const FAR_AWAY = "192.0.2.0/24";

export type Home = { readonly id: number; readonly slug: string; readonly mark: string };

export type Caller = {
  readonly headers: Readonly<Record<string, string>>;
  /** Who they are, where they are a person; else somebody who has nothing. */
  readonly personId: string;
};

export type World = {
  readonly here: Home;
  /** Its mark stands in everything that belongs to it: found in an answer about `here`, it has leaked. */
  readonly elsewhere: Home;
  /** Somebody new each time, so that what one did to themselves is not held against the next. */
  readonly caller: (who: Actor) => Promise<Caller>;
  readonly object: (kind: ObjectKind, home: Home, personId: string) => Promise<Made>;
};

/** A project in which nothing is known of the other, and whose things may be furnished once for all. */
export async function makeWorld(elsewhere: Home, now = new Date()): Promise<World> {
  const here = await makeHome("here", now);
  const homes = { here, elsewhere, nowhere: null };
  return {
    here,
    elsewhere,
    caller: (who) => makeCaller(who, homes, now),
    object: (kind, { id, mark }, personId) => makeObject(kind, { projectId: id, mark, personId }),
  };
}

/** The other project, with something of everything in it for a careless list to show. */
export async function makeElsewhere(now = new Date()): Promise<Home> {
  const elsewhere = await makeHome("elsewhere", now);
  const { caller, object } = await makeWorld(elsewhere, now);
  const member = await caller({ name: "member", kind: "person", home: "elsewhere", role: "admin" });
  for (const kind of OBJECT_KINDS) await object(kind, elsewhere, member.personId);
  return elsewhere;
}

async function makeHome(name: string, now: Date): Promise<Home> {
  const mark = `${name}-${randomBytes(8).toString("hex")}`;
  const { id } = await db().project.create({ data: { slug: mark, name: mark, createdAt: now } });
  return { id, slug: mark, mark };
}

type Homes = Readonly<Record<"here" | "elsewhere", Home>> & { readonly nowhere: null };
const UNKNOWN = () => `wh_${randomBytes(32).toString("base64url")}`;

async function makeCaller(who: Who, homes: Homes, now: Date): Promise<Caller> {
  switch (who.kind) {
    case "nobody":
      return { headers: {}, personId: randomUUID() };
    case "person":
      return makePerson(homes[who.home], now, { role: who.role });
    case "former person":
      return makePerson(homes.here, now, { role: "admin", ...SPOILT[who.flaw]?.(now) });
    case "key":
      return makeKey(homes[who.home] ?? homes.here, now, { scopes: [...who.scopes] });
    case "distant key":
      return makeKey(homes.here, now, { scopes: [...SCOPES], allowedAddresses: [FAR_AWAY] });
    case "former key": {
      if (who.flaw === "unknown") return bearing(UNKNOWN());
      const over = new Date(now.getTime() - DAY_MS);
      const end = who.flaw === "expired" ? { expiresAt: over } : { revokedAt: over };
      return makeKey(homes.here, now, { scopes: [...SCOPES], ...end });
    }
  }
}

type Person = {
  readonly role: string | null;
  readonly secret?: string;
  readonly disabledAt?: Date;
  readonly session?: Partial<
    Record<"createdAt" | "lastSeenAt" | "expiresAt" | "endedAt", Date> & { endedReason: string }
  >;
};

const before = (now: Date, days: number) => new Date(now.getTime() - days * DAY_MS);

const SPOILT: Readonly<Record<string, (now: Date) => Omit<Person, "role">>> = {
  forged: () => ({ secret: randomBytes(32).toString("hex") }),
  ended: (now) => ({ session: { endedAt: now, endedReason: "revoked" } }),
  expired: (now) => ({ session: { createdAt: before(now, 400), expiresAt: before(now, 1) } }),
  idle: (now) => ({ session: { createdAt: before(now, 120), lastSeenAt: before(now, 100) } }),
  disabled: (now) => ({ disabledAt: now }),
};

/** One statement: thousands of these are made, and three writes with a transaction around cost most of a try. */
const PERSON = `
  WITH person AS (
    INSERT INTO person (id, name, email, is_owner, disabled_at, created_at)
    VALUES ($1, $2, $3, $4, $5, $6) RETURNING id
  ), session AS (
    INSERT INTO session (id, person_id, method, created_at, last_seen_at, expires_at, ended_at, ended_reason)
    SELECT $7, id, 'password', $8, $9, $10, $11, $12 FROM person
  )
  INSERT INTO membership (person_id, project_id, role, created_at)
  SELECT id, $13::int, $14, $6 FROM person WHERE $13::int IS NOT NULL AND $14::text IS NOT NULL`;

async function makePerson(home: Home | null, now: Date, person: Person): Promise<Caller> {
  const { role, secret = env().AUTH_SECRET, disabledAt = null, session } = person;
  const [id, sessionId] = [randomUUID(), randomUUID()];
  const name = home?.mark ?? "nowhere";
  const times = { createdAt: now, lastSeenAt: now, expiresAt: before(now, -7), ...session };
  await pool().query(PERSON, [
    ...[id, name, `${name}.${id}@example.com`, role === "owner", disabledAt, now],
    ...[sessionId, times.createdAt, times.lastSeenAt, times.expiresAt],
    ...[session?.endedAt ?? null, session?.endedReason ?? null],
    ...[home?.id ?? null, role === "owner" ? null : role],
  ]);
  const token = await encode({ token: { sub: id, sessionId }, secret });
  return { personId: id, headers: { cookie: `${sessionCookie(false)}=${token}` } };
}

async function makeKey(
  home: Home,
  now: Date,
  key: Partial<Prisma.ApiKeyUncheckedCreateInput> & { readonly scopes: string[] },
): Promise<Caller> {
  const secret = UNKNOWN();
  await db().apiKey.create({
    data: {
      id: randomUUID(),
      projectId: home.id,
      name: home.mark,
      prefix: secret.slice(0, 9),
      hash: hashSecret(secret),
      requestsPerSecond: 10_000,
      createdAt: now,
      ...key,
    },
  });
  return bearing(secret);
}

const bearing = (secret: string): Caller => ({
  headers: { authorization: `Bearer ${secret}` },
  personId: randomUUID(),
});
