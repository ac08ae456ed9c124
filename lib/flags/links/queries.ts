/** Which links switch a flag off, and how long they live. */
import { Fault } from "@/lib/core/fault";
import { flagAskSchema } from "@/lib/flags/schema";
import { flagIn } from "@/lib/flags/store/keep";
import { query } from "@/lib/platform/operation";
import type { FlagLinkView } from "./schema";
import { linkState } from "./store";

const MOST_LINKS = 50;

export const readFlagLinks = query({
  may: "flags:read",
  input: flagAskSchema,
  run: async ({ db, project, now }, { key }): Promise<{ readonly links: FlagLinkView[] }> => {
    if (!(await flagIn(db, project.id, key)))
      throw new Fault("not-found", "There is no such flag", { field: "key" });
    const rows = await db.flagLink.findMany({
      where: { projectId: project.id, flag: key },
      orderBy: { createdAt: "desc" },
      take: MOST_LINKS,
    });
    const links = rows.map(({ id, environment, byName, createdAt, expiresAt, ...ends }) => ({
      ...{ id, environment, by: byName, createdAt: createdAt.toISOString() },
      ...{ expiresAt: expiresAt.toISOString(), state: linkState({ ...ends, expiresAt }, now) },
    }));
    return { links };
  },
});
