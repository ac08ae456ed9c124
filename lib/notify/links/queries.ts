/** What a link in a notification would do: looking at it does nothing, for mail scanners look at every link. */
import { query } from "@/lib/platform/operation";
import { type LinkView, linkTokenSchema } from "./schema";
import { foundLink, linkView, whoActs } from "./store";

export const readLink = query({
  may: "link:use",
  input: linkTokenSchema,
  run: async ({ db, actor }, { token }): Promise<LinkView> => {
    const link = await foundLink(db, token);
    return linkView(link, await whoActs(db, link.claims, actor));
  },
});
