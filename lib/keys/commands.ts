/** Writes about API keys. */
import { randomBytes, randomUUID } from "node:crypto";
import { Fault } from "@/lib/core/fault";
import { forgetActors, hashSecret } from "@/lib/platform/identity";
import { command } from "@/lib/platform/operation";
import { missingScopes, prefixOf, SECRET_BYTES, secretFrom } from "./key";
import { keyRevocationSchema, type NewKey, newKeySchema } from "./schema";

const DAY_MS = 24 * 3_600_000;

export const createApiKey = command({
  may: "keys:write",
  input: newKeySchema,
  run: async ({ db, now, project, actor }, input): Promise<NewKey> => {
    const missing = missingScopes(actor, input.scopes);
    if (missing.length > 0) {
      throw new Fault(
        "forbidden",
        `A key cannot grant what it does not hold: ${missing.join(", ")}`,
      );
    }
    const secret = secretFrom(randomBytes(SECRET_BYTES));
    const key = await db.apiKey.create({
      data: {
        id: randomUUID(),
        projectId: project.id,
        name: input.name,
        prefix: prefixOf(secret),
        hash: hashSecret(secret),
        scopes: [...new Set(input.scopes)],
        environment: input.environment ?? null,
        requestsPerSecond: input.requestsPerSecond,
        expiresAt: input.expiresInDays
          ? new Date(now.getTime() + input.expiresInDays * DAY_MS)
          : null,
        createdById: actor.kind === "person" ? actor.id : null,
        createdAt: now,
      },
    });
    return { id: key.id, prefix: key.prefix, secret };
  },
  audit: ({ name, scopes, environment, expiresInDays }, { id, prefix }) => ({
    action: "key.create",
    object: { kind: "key", id },
    after: {
      name,
      prefix,
      scopes,
      environment: environment ?? null,
      expiresInDays: expiresInDays ?? null,
    },
  }),
});

export const revokeApiKey = command({
  may: "keys:write",
  input: keyRevocationSchema,
  run: async ({ db, now, project }, { id }) => {
    const key = await db.apiKey.findFirst({ where: { id, projectId: project.id } });
    if (!key) throw new Fault("not-found", "There is no such key in this project");
    const { count } = await db.apiKey.updateMany({
      where: { id, projectId: project.id, revokedAt: null },
      data: { revokedAt: now },
    });
    forgetActors();
    return { id, name: key.name, prefix: key.prefix, wasLive: count === 1 };
  },
  audit: ({ reason }, { id, name, prefix, wasLive }) =>
    wasLive
      ? {
          action: "key.revoke",
          object: { kind: "key", id },
          before: { name, prefix },
          ...(reason && { reason }),
        }
      : null,
});
