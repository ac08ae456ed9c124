/** Reads about whoever asks: their account, and where they are signed in. */
import { nothingSchema, type SignInMethod } from "@/lib/access/schema";
import { Fault } from "@/lib/core/fault";
import type { Actor, Person } from "@/lib/platform/actor";
import type { Db } from "@/lib/platform/db";
import { isLive } from "@/lib/platform/identity";
import { query } from "@/lib/platform/operation";
import { deviceOf } from "./device";
import type { ProfileView, SessionView } from "./schema";

/** An account is its person's own: keys, and the product itself, have none. */
export function personIn(actor: Actor): Person {
  if (actor.kind !== "person") throw new Fault("forbidden", "Only people have an account");
  return actor;
}

export async function accountOf(db: Db, actor: Actor) {
  const account = await db.person.findUnique({ where: { id: personIn(actor).id } });
  if (!account) throw new Fault("not-found", "This account is there no more");
  return account;
}

export const readProfile = query({
  may: "session",
  input: nothingSchema,
  run: async ({ db, actor }): Promise<ProfileView> => {
    const account = await accountOf(db, actor);
    const identities = await db.identity.findMany({
      where: { personId: account.id },
      orderBy: { createdAt: "asc" },
    });
    return {
      name: account.name,
      email: account.email,
      isOwner: account.isOwner,
      hasPassword: account.passwordHash !== null,
      totp: {
        enabledAt: account.totpEnabledAt?.toISOString() ?? null,
        recoveryCodesLeft: account.recoveryHashes.length,
      },
      providers: identities.map(({ issuer }) => issuer),
    };
  },
});

/** The one that asks first, then the latest used. */
export const listSessions = query({
  may: "session",
  input: nothingSchema,
  run: async ({ db, now, actor }): Promise<SessionView[]> => {
    const { id: personId, sessionId } = personIn(actor);
    const rows = await db.session.findMany({
      where: { personId, endedAt: null },
      orderBy: [{ lastSeenAt: "desc" }, { id: "asc" }],
    });
    const views = rows
      .filter((row) => isLive(row, now))
      .map(
        (row): SessionView => ({
          id: row.id,
          device: deviceOf(row.userAgent),
          method: row.method as SignInMethod,
          address: row.address,
          since: row.createdAt.toISOString(),
          lastUsedAt: row.lastSeenAt.toISOString(),
          expiresAt: row.expiresAt.toISOString(),
          isThis: row.id === sessionId,
        }),
      );
    return [...views.filter(({ isThis }) => isThis), ...views.filter(({ isThis }) => !isThis)];
  },
});
