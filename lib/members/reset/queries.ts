/** Reads about new passwords: whether a link can be mailed, and whose a link is. */
import { nothingSchema } from "@/lib/access/schema";
import { type ResetOffer, tokenSchema } from "@/lib/members/schema";
import { deadLink, liveLink } from "@/lib/members/store/links";
import { whyNotMailed } from "@/lib/members/store/post";
import { countLink, uncountLink } from "@/lib/members/store/tries";
import { query } from "@/lib/platform/operation";

/** Without mail the page says whom to ask, instead of promising a letter. */
export const readResetWays = query({
  may: "public",
  input: nothingSchema,
  run: async () => ({ isMailed: whyNotMailed() === null }),
});

export const readReset = query({
  may: "link:use",
  input: tokenSchema,
  run: async (ctx, { token }): Promise<ResetOffer> => {
    const { db, now } = ctx;
    await countLink(ctx);
    const link = await liveLink(db, "password-reset", token, now);
    await uncountLink(ctx);
    const person = await db.person.findUnique({ where: { id: link.personId ?? "" } });
    if (!person || person.disabledAt) throw deadLink("password-reset", "revoked");
    return { email: person.email, hasTwoFactor: person.totpEnabledAt !== null };
  },
});
