/** A context for database tests: a project of its own and an actor with the role the test names. */
import { randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import type { Role, Scope } from "@/lib/core/roles";
import { type Actor, NOBODY } from "./actor";
import { db } from "./db";
import { env } from "./env";
import { sessionCookie } from "./identity";
import type { ProjectCtx } from "./operation";
import { pool } from "./pool";
import type { Project } from "./project";

const WEEK_MS = 7 * 24 * 3_600_000;

type As = Role | "owner" | "stranger" | "nobody" | "system" | { readonly scopes: readonly Scope[] };

/** Each call makes a fresh project, so that tests in one database never see each other's rows. */
export async function testCtx({
  as = "admin",
  now = new Date(),
}: {
  as?: As;
  now?: Date;
} = {}): Promise<ProjectCtx> {
  const slug = `test-${randomUUID().slice(0, 12)}`;
  const project = await db().project.create({ data: { slug, name: slug, createdAt: now } });
  return {
    actor: actorAs(as, project),
    now,
    db: db(),
    pool: pool(),
    address: null,
    requestId: null,
    project,
  };
}

/** The same place, seen by somebody else. */
export const seenBy = (ctx: ProjectCtx, as: As): ProjectCtx => ({
  ...ctx,
  actor: actorAs(as, ctx.project),
});

/** The cookie of a session that a person opened at an instant, a week long. */
export async function sessionOf(personId: string, now = new Date()): Promise<string> {
  const id = randomUUID();
  const times = { createdAt: now, lastSeenAt: now, expiresAt: new Date(now.getTime() + WEEK_MS) };
  await db().session.create({ data: { id, personId, method: "password", ...times } });
  const token = await encode({
    token: { sub: personId, sessionId: id },
    secret: env().AUTH_SECRET,
  });
  return `${sessionCookie(false)}=${token}`;
}

function actorAs(as: As, project: Project): Actor {
  if (as === "nobody") return NOBODY;
  if (as === "system") return { kind: "system", id: "test", name: "test" };
  if (typeof as === "object") return keyWith(as.scopes, project);
  return {
    kind: "person",
    id: randomUUID(),
    name: as,
    email: `${as}@example.com`,
    isOwner: as === "owner",
    roles: as === "owner" || as === "stranger" ? {} : { [project.id]: as },
    sessionId: null,
  };
}

const keyWith = (scopes: readonly Scope[], project: Project): Actor => ({
  kind: "key",
  id: randomUUID(),
  name: "test key",
  projectId: project.id,
  scopes,
  makerId: null,
  expiresAt: null,
  allowedAddresses: [],
  environment: null,
  requestsPerSecond: 1_000,
});
