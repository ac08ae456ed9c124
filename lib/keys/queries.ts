/** Reads about API keys. */
import { inProjectSchema } from "@/lib/access/schema";
import { Fault } from "@/lib/core/fault";
import type { Scope } from "@/lib/core/roles";
import type { Db } from "@/lib/platform/db";
import { query } from "@/lib/platform/operation";
import type { ApiKey } from "@/prisma/client/client";
import {
  type KeyName,
  type KeyTraffic,
  type KeyView,
  keyAskSchema,
  keyTrafficSchema,
} from "./schema";
import { trafficFrame, trafficOf } from "./traffic";

export const listKeys = query({
  may: "keys:read",
  input: inProjectSchema,
  run: async ({ db, project }): Promise<KeyView[]> => {
    const keys = await db.apiKey.findMany({
      where: { projectId: project.id },
      orderBy: [{ revokedAt: { sort: "asc", nulls: "first" } }, { createdAt: "desc" }],
    });
    return viewsOf(db, keys, keys);
  },
});

export const readKey = query({
  may: "keys:read",
  input: keyAskSchema,
  run: async ({ db, project }, { id }): Promise<KeyView> => {
    const key = await keyIn(db, project.id, id);
    const kin = await db.apiKey.findMany({
      where: {
        projectId: project.id,
        OR: [{ replacedById: id }, ...(key.replacedById ? [{ id: key.replacedById }] : [])],
      },
    });
    const [view] = await viewsOf(db, [key], kin);
    if (!view) throw new Error("A key has no view");
    return view;
  },
});

export const readKeyTraffic = query({
  may: "keys:read",
  input: keyTrafficSchema,
  run: async ({ db, now, project }, { id, range }): Promise<KeyTraffic> => {
    const { createdAt } = await keyIn(db, project.id, id);
    const frame = trafficFrame(range, now);
    const hours = await db.apiKeyHour.findMany({
      where: { keyId: id, at: { gte: frame.from, lt: frame.to } },
    });
    return trafficOf(hours, frame, createdAt);
  },
});

/** Another project's key and one that does not exist answer alike: not found. */
export async function keyIn(db: Db, projectId: number, id: string): Promise<ApiKey> {
  const key = await db.apiKey.findFirst({ where: { id, projectId } });
  if (!key) throw new Fault("not-found", "There is no such key in this project");
  return key;
}

/** `kin` are the keys among which predecessors and successors are found. */
async function viewsOf(
  db: Db,
  keys: readonly ApiKey[],
  kin: readonly ApiKey[],
): Promise<KeyView[]> {
  const makers = await db.person.findMany({
    where: { id: { in: keys.flatMap(({ createdById }) => createdById ?? []) } },
    select: { id: true, name: true },
  });
  const makerOf = new Map(makers.map(({ id, name }) => [id, name]));
  const byId = new Map(kin.map((key) => [key.id, key]));
  const bySuccessor = new Map(kin.map((key) => [key.replacedById, key]));
  return keys.map((key) => ({
    id: key.id,
    name: key.name,
    prefix: key.prefix,
    scopes: key.scopes as Scope[],
    environment: key.environment,
    requestsPerSecond: key.requestsPerSecond,
    allowedAddresses: key.allowedAddresses,
    createdAt: key.createdAt.toISOString(),
    createdBy: makerOf.get(key.createdById ?? "") ?? null,
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
    expiresAt: key.expiresAt?.toISOString() ?? null,
    revokedAt: key.revokedAt?.toISOString() ?? null,
    replacedBy: nameOf(byId.get(key.replacedById ?? "")),
    replaces: nameOf(bySuccessor.get(key.id)),
  }));
}

const nameOf = (key: ApiKey | undefined): KeyName | null =>
  key ? { id: key.id, name: key.name, prefix: key.prefix } : null;
