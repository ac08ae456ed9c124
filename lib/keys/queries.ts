/** Reads about API keys. */
import { inProjectSchema } from "@/lib/access/schema";
import type { Scope } from "@/lib/core/roles";
import { query } from "@/lib/platform/operation";
import type { KeyView } from "./schema";

export const listKeys = query({
  may: "keys:read",
  input: inProjectSchema,
  run: async ({ db, project }): Promise<KeyView[]> => {
    const keys = await db.apiKey.findMany({
      where: { projectId: project.id },
      orderBy: [{ revokedAt: { sort: "asc", nulls: "first" } }, { createdAt: "desc" }],
    });
    const makers = await db.person.findMany({
      where: { id: { in: keys.flatMap(({ createdById }) => createdById ?? []) } },
      select: { id: true, name: true },
    });
    const nameOf = new Map(makers.map(({ id, name }) => [id, name]));
    return keys.map((key) => ({
      id: key.id,
      name: key.name,
      prefix: key.prefix,
      scopes: key.scopes as Scope[],
      environment: key.environment,
      requestsPerSecond: key.requestsPerSecond,
      createdAt: key.createdAt.toISOString(),
      createdBy: nameOf.get(key.createdById ?? "") ?? null,
      lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
      expiresAt: key.expiresAt?.toISOString() ?? null,
      revokedAt: key.revokedAt?.toISOString() ?? null,
    }));
  },
});
