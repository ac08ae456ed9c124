/** What an emergency link would do: looking at it does nothing, for mail scanners look at every link. */
import { whoActs } from "@/lib/notify/links/store";
import { query } from "@/lib/platform/operation";
import { type EmergencyView, emergencyTokenSchema } from "./schema";
import { foundLink } from "./store";

export const readEmergencyLink = query({
  may: "link:use",
  input: emergencyTokenSchema,
  run: async ({ db, actor }, { token }): Promise<EmergencyView> => {
    const link = await foundLink(db, token);
    const person = await whoActs(db, link, actor);
    const { state, act, project, key, environment, consequence, hindrance } = link;
    return {
      ...{ state, act, project, key, environment, consequence, hindrance },
      ...{ person: person?.name ?? null, expiresAt: link.expiresAt.toISOString() },
    };
  },
});
