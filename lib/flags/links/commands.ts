/** Makes and takes back links by which a flag is switched off: each with an end, and in the name of the person who made it; one that a program made asks who opens it. */
import { randomBytes, randomUUID } from "node:crypto";
import { Fault } from "@/lib/core/fault";
import { DAY } from "@/lib/core/time";
import { servedIn } from "@/lib/flags/store/switch";
import { homeUrl } from "@/lib/platform/home";
import { command } from "@/lib/platform/operation";
import { type FlagLinkMade, flagLinkAskSchema, flagLinkFormSchema } from "./schema";
import { endLink, tokenHash } from "./store";

export const makeFlagLink = command({
  may: "flags:switch",
  input: flagLinkFormSchema,
  run: async (ctx, { key, environment, days }): Promise<FlagLinkMade> => {
    const { db, project, now, actor } = ctx;
    await servedIn(ctx, key, environment);
    const [id, token] = [randomUUID(), randomBytes(32).toString("base64url")];
    await db.flagLink.create({
      data: {
        ...{ id, projectId: project.id, flag: key, environment, tokenHash: tokenHash(token) },
        ...{ byId: actor.kind === "person" ? actor.id : null, byName: actor.name, createdAt: now },
        expiresAt: new Date(now.getTime() + days * DAY),
      },
    });
    return { id, url: `${homeUrl()}/e/${token}` };
  },
  audit: ({ key, environment, days }, { id }) => ({
    ...{ action: "flag.link", object: { kind: "flag", id: key } },
    after: { environment, days, link: id },
  }),
});

export const revokeFlagLink = command({
  may: "flags:switch",
  input: flagLinkAskSchema,
  run: async ({ db, project, now, actor }, { key, id }) => {
    const link = await db.flagLink.findFirst({ where: { id, projectId: project.id, flag: key } });
    if (!link) throw new Fault("not-found", "There is no such link", { field: "id" });
    const isRevoked = await endLink(db, id, { revokedAt: now, revokedByName: actor.name });
    if (!isRevoked) throw new Fault("conflict", "This link was used or revoked already");
    return { id };
  },
  audit: ({ key, id }) => ({
    ...{ action: "flag.unlink", object: { kind: "flag", id: key } },
    after: { link: id },
  }),
});
