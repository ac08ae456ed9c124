/** Reads about people and the first set-up. */
import { Fault } from "@/lib/core/fault";
import type { Role } from "@/lib/core/roles";
import { query } from "@/lib/platform/operation";
import { verifyPassword } from "@/lib/platform/password";
import { throttle } from "@/lib/platform/throttle";
import { credentialsSchema, nothingSchema } from "./schema";

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
    const { id, name, isOwner, memberships } = person;
    const roles = Object.fromEntries(memberships.map((m) => [m.projectId, m.role as Role]));
    return { id, name, email, isOwner, roles };
  },
});

/** Nobody is there yet: the first visit is the set-up page. */
export const readSetup = query({
  may: "public",
  input: nothingSchema,
  run: async ({ db }) => ({ isOpen: (await db.person.count()) === 0 }),
});
