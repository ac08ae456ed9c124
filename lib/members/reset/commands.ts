/** Writes about new passwords: asking for a link, making one for somebody, and setting the password. */
import { Fault } from "@/lib/core/fault";
import { passwordChangedLetter, resetLetter } from "@/lib/members/letters";
import { linkPath } from "@/lib/members/link";
import {
  newPasswordSchema,
  type ResetLink,
  type ResetOffer,
  resetAskSchema,
  resetLinkSchema,
} from "@/lib/members/schema";
import { deadLink, liveLink, makeLink, revokeLinks, spendLink } from "@/lib/members/store/links";
import { deliver, tell, toCopy, whyNotMailed } from "@/lib/members/store/post";
import { endSessionsOf } from "@/lib/members/store/sessions";
import { countLink, countReset, uncountLink } from "@/lib/members/store/tries";
import { log } from "@/lib/platform/log";
import { type Ctx, command } from "@/lib/platform/operation";
import { hashPassword, judgePassword } from "@/lib/platform/password";

/**
 * Whether there is such an account, and whether a letter went out, is told to nobody, not even by how
 * long it takes: nothing is looked up before the answer is on its way.
 */
export const askReset = command({
  may: "public",
  input: resetAskSchema,
  run: async (ctx, { email }) => {
    await countReset(ctx, email);
    return { email };
  },
  afterwards: async (ctx, { email }) => {
    const isMailed = whyNotMailed() === null;
    if (isMailed) {
      mailReset(ctx, email).catch((error: unknown) =>
        log.error("a new password was asked for, and the link was not made", { error }),
      );
    }
    return { isMailed };
  },
  audit: null,
});

const ASKED = { kind: "system", id: "reset", name: "sign-in page" } as const;

async function mailReset(ctx: Ctx, email: string): Promise<void> {
  const person = await ctx.db.person.findUnique({ where: { email } });
  // Who signs in by a provider only does not come by a password behind the provider's back.
  if (!person || person.disabledAt || person.passwordHash === null) return;
  const { delivery } = await makeResetLink({ ...ctx, actor: ASKED }, { id: person.id });
  if (delivery.how === "copy") {
    log.warn("a link for a new password was not mailed", { reason: delivery.reason });
  }
}

export const makeResetLink = command({
  may: "instance:write",
  input: resetLinkSchema,
  run: async (ctx, { id, isShown }) => {
    const person = await ctx.db.person.findUnique({ where: { id } });
    if (!person) throw new Fault("not-found", "There is no such person");
    if (person.disabledAt) {
      throw new Fault("conflict", "This account is disabled: enable it before its password is set");
    }
    const { email } = person;
    const link = await makeLink(ctx, { kind: "password-reset", email, personId: id });
    return { ...link, email, isShown };
  },
  afterwards: async ({ actor }, made): Promise<ResetLink> => {
    const { token, email, expiresAt, isShown } = made;
    const path = linkPath("password-reset", token);
    const by = actor.kind === "system" ? null : actor.name;
    const delivery = isShown
      ? toCopy(path, null)
      : await deliver(path, (url) => resetLetter({ to: email, by, url, expiresAt }));
    return { email, delivery };
  },
  audit: ({ id, isShown }, { email, expiresAt }) => ({
    action: "person.reset-link",
    object: { kind: "person", id },
    after: { email, expiresAt: expiresAt.toISOString(), isShown },
  }),
});

/** The password is new; one-time codes stay as they are, because a mailbox is no second factor. */
export const setNewPassword = command({
  may: "link:use",
  input: newPasswordSchema,
  run: async (ctx, { token, password }) => {
    const { db, now } = ctx;
    await countLink(ctx);
    const link = await liveLink(db, "password-reset", token, now);
    await uncountLink(ctx);
    const person = await db.person.findUnique({ where: { id: link.personId ?? "" } });
    if (!person || person.disabledAt) throw deadLink("password-reset", "revoked");
    const { id, email, name, totpEnabledAt } = person;
    judgePassword(password, { email, name });
    const passwordHash = await hashPassword(password);
    await spendLink(db, link, now);
    await db.person.update({ where: { id }, data: { passwordHash } });
    const ended = await endSessionsOf(db, id, "password reset", now);
    await revokeLinks(db, { kind: "password-reset", personId: id }, now);
    return { id, email, ended, hasTwoFactor: totpEnabledAt !== null };
  },
  afterwards: async (_ctx, { email, hasTwoFactor }): Promise<ResetOffer> => {
    tell(passwordChangedLetter(email));
    return { email, hasTwoFactor };
  },
  audit: (_input, { id, email, ended }) => ({
    action: "person.password",
    object: { kind: "person", id },
    after: { email, by: "single-use link", sessionsEnded: ended },
  }),
});
