/** Writes about whoever asks: their name, password, authenticator and sessions. Nobody else's. */
import { randomBytes } from "node:crypto";
import {
  matchingStep,
  newRecoveryCodes,
  newTotpSecret,
  recoveryHashOf,
  TOTP_PURPOSE,
  totpUri,
} from "@/lib/access/totp";
import { Fault } from "@/lib/core/fault";
import { forgetActors } from "@/lib/platform/identity";
import { type Audit, type Ctx, command } from "@/lib/platform/operation";
import { hashPassword, judgePassword, verifyPassword } from "@/lib/platform/password";
import { seal, unseal } from "@/lib/platform/seal";
import { tries } from "@/lib/platform/tries";
import { qrOf } from "./qr";
import { accountOf, personIn } from "./queries";
import {
  codeSchema,
  nameChangeSchema,
  noFieldsSchema,
  ownSessionSchema,
  passwordChangeSchema,
  type RecoveryCodes,
  type TotpStart,
  totpEndSchema,
} from "./schema";

/** How the authenticator lists the account. */
const ISSUER = "Wheelhouse";

/** Whoever finds a console open must not be able to guess what would make it theirs. */
const proofs = tries("profile-proof", { limit: 5, windowMs: 15 * 60_000 });

type Account = Awaited<ReturnType<typeof accountOf>>;

/** What is told of an account's own changes; never the secrets themselves. */
const about = (ctx: Ctx, action: Audit["action"], rest: Partial<Audit> = {}): Audit => ({
  action,
  object: { kind: "person", id: ctx.actor.id },
  ...rest,
});

export const changeName = command({
  may: "session",
  input: nameChangeSchema,
  run: async ({ db, actor }, { name }) => {
    const { id, name: before } = await accountOf(db, actor);
    await db.person.update({ where: { id }, data: { name } });
    forgetActors();
    return { name, before };
  },
  audit: (_input, { name, before }, ctx) =>
    name === before
      ? null
      : about(ctx, "person.rename", { before: { name: before }, after: { name } }),
});

/** Whoever else is signed in as this person is out, and open links to set a password are void. */
export const changePassword = command({
  may: "session",
  input: passwordChangeSchema,
  run: async (ctx, { current, password }) => {
    const { db, actor, now } = ctx;
    const account = await accountOf(db, actor);
    if (account.passwordHash === null) {
      throw new Fault("conflict", "You have no password here: you sign in with your provider");
    }
    await provePassword(ctx, account, current, "current");
    if (password === current) {
      throw new Fault("invalid", "This is the password that you have already", {
        field: "password",
      });
    }
    judgePassword(password, { email: account.email, name: account.name });
    const passwordHash = await hashPassword(password);
    await db.person.update({ where: { id: account.id }, data: { passwordHash } });
    await db.accessLink.updateMany({
      where: { personId: account.id, kind: "password-reset", usedAt: null, revokedAt: null },
      data: { revokedAt: now },
    });
    return { sessionsEnded: await endOthers(ctx, "password-changed") };
  },
  audit: (_input, { sessionsEnded }, ctx) =>
    about(ctx, "password.change", { after: { sessionsEnded } }),
});

/** A secret to put into an authenticator. Nothing is asked of anybody until it is confirmed. */
export const startTotp = command({
  may: "session",
  input: noFieldsSchema,
  run: async ({ db, actor }): Promise<TotpStart> => {
    const { id, email } = await accountOf(db, actor);
    const secret = newTotpSecret(randomBytes);
    const { count } = await db.person.updateMany({
      where: { id, totpEnabledAt: null },
      data: { totpSecret: seal(secret, TOTP_PURPOSE), totpLastStep: 0 },
    });
    if (count === 0) throw new Fault("conflict", "Two-factor sign-in is on: switch it off first");
    const uri = totpUri(secret, email, ISSUER);
    return { secret, uri, qr: qrOf(uri) };
  },
  audit: (_input, _output, ctx) => about(ctx, "totp.start"),
});

/** A first code shows that the authenticator works; from now on sign-in asks for one. */
export const confirmTotp = command({
  may: "session",
  input: codeSchema,
  run: async (ctx, { code }): Promise<RecoveryCodes> => {
    const { db, actor, now } = ctx;
    const account = await accountOf(db, actor);
    const { id, totpSecret } = account;
    if (account.totpEnabledAt) throw new Fault("conflict", "Two-factor sign-in is on already");
    if (totpSecret === null) throw new Fault("conflict", "Begin with a new secret first");
    const step = await stepOf(ctx, account, code);
    if (step === null) throw wrongCode();
    const codes = newRecoveryCodes(randomBytes);
    const { count } = await db.person.updateMany({
      where: { id, totpSecret, totpEnabledAt: null },
      data: {
        totpEnabledAt: now,
        totpLastStep: step,
        recoveryHashes: codes.map(recoveryHashOf),
      },
    });
    if (count === 0) throw new Fault("conflict", "This was set up anew elsewhere: begin again");
    return { codes };
  },
  audit: (_input, { codes }, ctx) =>
    about(ctx, "totp.enable", { after: { recoveryCodes: codes.length } }),
});

export const disableTotp = command({
  may: "session",
  input: totpEndSchema,
  run: async (ctx, { password, code }) => {
    const { db, actor } = ctx;
    const account = await accountOf(db, actor);
    const { id, totpSecret } = account;
    if (!account.totpEnabledAt) throw new Fault("conflict", "Two-factor sign-in is off already");
    if (account.passwordHash !== null) await provePassword(ctx, account, password, "password");
    const isRecovery = account.recoveryHashes.includes(recoveryHashOf(code));
    if (!isRecovery && (await stepOf(ctx, account, code)) === null) throw wrongCode();
    await db.person.updateMany({
      where: { id, totpSecret },
      data: { totpEnabledAt: null, totpSecret: null, totpLastStep: 0, recoveryHashes: [] },
    });
    return { isOn: false };
  },
  audit: (_input, _output, ctx) => about(ctx, "totp.disable"),
});

/** The old ones are void. */
export const renewRecoveryCodes = command({
  may: "session",
  input: codeSchema,
  run: async (ctx, { code }): Promise<RecoveryCodes> => {
    const { db, actor } = ctx;
    const account = await accountOf(db, actor);
    if (!account.totpEnabledAt) throw new Fault("conflict", "Two-factor sign-in is off");
    const step = await stepOf(ctx, account, code);
    if (step === null) throw wrongCode();
    const codes = newRecoveryCodes(randomBytes);
    // Of two with the same code one wins: a code is good for one thing.
    const { count } = await db.person.updateMany({
      where: { id: account.id, totpLastStep: { lt: step }, totpSecret: account.totpSecret },
      data: { totpLastStep: step, recoveryHashes: codes.map(recoveryHashOf) },
    });
    if (count === 0) throw wrongCode();
    return { codes };
  },
  audit: (_input, { codes }, ctx) =>
    about(ctx, "recovery-codes.renew", { after: { recoveryCodes: codes.length } }),
});

/** Another's session is not found, as one that never was. */
export const revokeSession = command({
  may: "session",
  input: ownSessionSchema,
  run: async ({ db, actor, now }, { id }) => {
    const { id: personId } = personIn(actor);
    const known = await db.session.findFirst({ where: { id, personId } });
    if (!known) throw new Fault("not-found", "You have no such session");
    const { count } = await db.session.updateMany({
      where: { id, personId, endedAt: null },
      data: { endedAt: now, endedReason: "revoked" },
    });
    forgetActors();
    return { id, wasOpen: count === 1 };
  },
  audit: (_input, { id, wasOpen }, ctx) =>
    wasOpen ? about(ctx, "session.revoke", { before: { session: id } }) : null,
});

export const revokeOtherSessions = command({
  may: "session",
  input: noFieldsSchema,
  run: async (ctx) => {
    personIn(ctx.actor);
    return { sessionsEnded: await endOthers(ctx, "revoked") };
  },
  audit: (_input, { sessionsEnded }, ctx) =>
    sessionsEnded > 0 ? about(ctx, "session.revoke-others", { after: { sessionsEnded } }) : null,
});

async function endOthers({ db, actor, now }: Ctx, endedReason: string): Promise<number> {
  const { id: personId, sessionId } = personIn(actor);
  const { count } = await db.session.updateMany({
    where: { personId, endedAt: null, ...(sessionId !== null && { id: { not: sessionId } }) },
    data: { endedAt: now, endedReason },
  });
  forgetActors();
  return count;
}

/** Refused with 403, not 401: the session itself is as good as before. */
async function provePassword(
  { pool, now }: Ctx,
  { id, passwordHash }: Account,
  password: string,
  field: string,
): Promise<void> {
  await proofs.take(pool, id, now);
  if (!(await verifyPassword(password, passwordHash))) {
    throw new Fault("forbidden", "This is not your current password", { field });
  }
  await proofs.giveBack(pool, id);
}

/** Counts as a try until it was right. */
async function stepOf(
  { pool, now }: Ctx,
  { id, totpSecret, totpLastStep }: Account,
  code: string,
): Promise<number | null> {
  if (totpSecret === null) return null;
  await proofs.take(pool, id, now);
  const step = matchingStep(unseal(totpSecret, TOTP_PURPOSE), code, now, totpLastStep);
  if (step !== null) await proofs.giveBack(pool, id);
  return step;
}

const wrongCode = (): Fault =>
  new Fault(
    "forbidden",
    "This code is not right, or was used already: wait for the next one, and see that the clock of your device is right",
    { field: "code" },
  );
