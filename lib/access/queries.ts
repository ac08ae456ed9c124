/** Reads about people and the first set-up. */
import { Fault } from "@/lib/core/fault";
import type { Role } from "@/lib/core/roles";
import { networkOf } from "@/lib/platform/address";
import { type Ctx, query } from "@/lib/platform/operation";
import { verifyPassword } from "@/lib/platform/password";
import { unseal } from "@/lib/platform/seal";
import { tries } from "@/lib/platform/tries";
import { credentialsSchema, nothingSchema, type Proof } from "./schema";
import { matchingStep, recoveryHashOf, TOTP_PURPOSE } from "./totp";

const QUARTER_HOUR_MS = 15 * 60_000;
/** One guesser at one account; many guessers at one account; one guesser at many accounts. */
const pairTries = tries("sign-in-pair", { limit: 5, windowMs: QUARTER_HOUR_MS });
const accountTries = tries("sign-in-account", { limit: 50, windowMs: QUARTER_HOUR_MS });
const addressTries = tries("sign-in-address", { limit: 30, windowMs: QUARTER_HOUR_MS });
/** Whoever knows the password has five tries at the code, from wherever. */
const codeTries = tries("sign-in-code", { limit: 5, windowMs: QUARTER_HOUR_MS });

const from = ({ address }: Ctx): string => (address === null ? "unknown" : networkOf(address));

/** A wrong password, an unknown address and a disabled person answer alike, and take equally long. */
export const verifyCredentials = query({
  may: "public",
  input: credentialsSchema,
  run: async (ctx, { email, password, code }) => {
    const { db, pool, now } = ctx;
    await addressTries.take(pool, from(ctx), now);
    // The pair first: what it refuses must not use up what the account has for everybody else.
    await pairTries.take(pool, `${from(ctx)} ${email}`, now);
    await accountTries.take(pool, email, now);
    const person = await db.person.findUnique({ where: { email }, include: { memberships: true } });
    const hash = person && !person.disabledAt ? person.passwordHash : null;
    const isRight = await verifyPassword(password, hash);
    if (!person || !isRight) {
      throw new Fault("unauthenticated", "The e-mail address or the password is not right");
    }
    const proof = person.totpEnabledAt ? await proofOf(ctx, person, code) : null;
    const { id, name, isOwner, memberships } = person;
    const roles = Object.fromEntries(memberships.map((m) => [m.projectId, m.role as Role]));
    return { known: { id, name, email, isOwner, roles }, proof };
  },
});

type WithTotp = {
  readonly id: string;
  readonly totpSecret: string | null;
  readonly totpLastStep: number;
  readonly recoveryHashes: readonly string[];
};

/** Judges the second factor; only the sign-in itself uses it up. */
async function proofOf(
  { pool, now }: Ctx,
  { id, totpSecret, totpLastStep, recoveryHashes }: WithTotp,
  code: string | undefined,
): Promise<Proof> {
  if (!code) {
    throw new Fault("unauthenticated", "Enter the code that your authenticator shows", {
      needs: "code",
    });
  }
  await codeTries.take(pool, id, now);
  const hash = recoveryHashOf(code);
  if (recoveryHashes.includes(hash)) return { kind: "recovery-code", hash };
  const secret = totpSecret === null ? null : unseal(totpSecret, TOTP_PURPOSE);
  const step = secret === null ? null : matchingStep(secret, code, now, totpLastStep);
  if (step === null) throw wrongCode();
  return { kind: "totp", step };
}

export const wrongCode = (): Fault =>
  new Fault("unauthenticated", "This code is not right, or was used already", {
    needs: "code",
    field: "code",
  });

/** Everything was right: the tries that led here do not count, those at other accounts still do. */
export async function forgiveTries(ctx: Ctx, person: { id: string; email: string }): Promise<void> {
  const { pool } = ctx;
  await pairTries.forgive(pool, `${from(ctx)} ${person.email}`);
  await accountTries.forgive(pool, person.email);
  await codeTries.forgive(pool, person.id);
  await addressTries.giveBack(pool, from(ctx));
}

/** Nobody is there yet: the first visit is the set-up page. */
export const readSetup = query({
  may: "public",
  input: nothingSchema,
  run: async ({ db }) => ({ isOpen: (await db.person.count()) === 0 }),
});
