/** Writes about API keys. */
import { randomBytes, randomUUID } from "node:crypto";
import type { z } from "zod";
import { Fault } from "@/lib/core/fault";
import type { Scope } from "@/lib/core/roles";
import type { Actor } from "@/lib/platform/actor";
import { environmentAsking } from "@/lib/platform/approval";
import type { Db } from "@/lib/platform/db";
import { forgetActors, hashSecret } from "@/lib/platform/identity";
import { command, type ProjectCtx } from "@/lib/platform/operation";
import type { ApiKey, Prisma } from "@/prisma/client/client";
import {
  changesIn,
  changeWords,
  creationWords,
  daysFrom,
  endOfOverlap,
  forWhere,
  prefixOf,
  refuseElsewhere,
  refuseMightier,
  refuseRotation,
  renewedExpiry,
  SECRET_BYTES,
  secretFrom,
} from "./key";
import { keyIn } from "./queries";
import {
  keyAskSchema,
  keyChangeSchema,
  keyRevocationSchema,
  keyRotationSchema,
  type NewKey,
  newKeySchema,
  type Rotation,
} from "./schema";

export const createApiKey = command({
  may: "keys:write",
  input: newKeySchema,
  secondPerson: {
    action: "key.create",
    asks: async (ctx, input) => {
      const { environment } = boundsOf(input, ctx.now);
      refuseMightier(ctx.actor, boundsOf(input, ctx.now));
      return askedFor(ctx, environment, () => creationWords(input));
    },
  },
  run: async (ctx, input): Promise<NewKey> => {
    const bounds = boundsOf(input, ctx.now);
    refuseMightier(ctx.actor, bounds);
    return insertKey(ctx, { ...bounds, name: input.name, scopes: [...new Set(bounds.scopes)] });
  },
  audit: ({ project: _here, environment = null, expiresInDays = null, ...rest }, key) => ({
    action: "key.create",
    object: { kind: "key", id: key.id },
    after: { ...rest, prefix: key.prefix, environment, expiresInDays },
  }),
});

function boundsOf(input: z.output<typeof newKeySchema>, now: Date) {
  const { scopes, environment = null, requestsPerSecond, allowedAddresses, expiresInDays } = input;
  const expiresAt = daysFrom(now, expiresInDays);
  return { scopes, environment, requestsPerSecond, allowedAddresses, expiresAt };
}

/** Never waits for anybody: a key that leaked has to end now. */
export const revokeApiKey = command({
  may: "keys:write",
  input: keyRevocationSchema,
  run: async ({ db, now, project, actor }, { id }) => {
    const key = await keyIn(db, project.id, id);
    refuseElsewhere(actor, key.environment);
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

/** A new secret for the same programs; the old one works for a while beside it. */
export const rotateApiKey = command({
  may: "keys:write",
  input: keyRotationSchema,
  secondPerson: {
    action: "key.rotate",
    asks: async (ctx, { id, overlapHours }) => {
      const old = await rotatable(ctx, id);
      return askedFor(ctx, old.environment, () => {
        const where = forWhere(old.environment);
        return `Rotate the key “${old.name}” (${old.prefix}…) ${where}; the old one ends ${overlapHours} h later`;
      });
    },
  },
  run: async (ctx, { project, id, overlapHours }): Promise<Rotation & { name: string }> => {
    const { db, now } = ctx;
    const old = await rotatable(ctx, id);
    const made = await insertReplacement(ctx, { project, id });
    const expiresAt = endOfOverlap(old, overlapHours, now);
    // Of two who rotate one key at once, one does.
    const { count } = await db.apiKey.updateMany({
      where: { id, replacedById: null, revokedAt: null },
      data: { replacedById: made.id, expiresAt },
    });
    if (count === 0)
      throw new Fault("conflict", "Somebody else has just ended or rotated this key");
    forgetActors();
    return { ...made, name: old.name, oldEndsAt: expiresAt.toISOString() };
  },
  audit: ({ id, overlapHours, reason }, { id: newId, prefix, name, oldEndsAt }) => ({
    action: "key.rotate",
    object: { kind: "key", id },
    before: { name },
    after: { replacedBy: newId, replacedByPrefix: prefix, overlapHours, endsAt: oldEndsAt },
    ...(reason && { reason }),
  }),
});

async function rotatable({ db, now, project, actor }: ProjectCtx, id: string) {
  const key = await keyIn(db, project.id, id);
  refuseRotation(key, now);
  refuseMightier(actor, { ...key, scopes: key.scopes as Scope[], expiresAt: endOf(actor) });
  return key;
}

/** What a key makes ends with it. */
const endOf = (actor: Actor): Date | null => (actor.kind === "key" ? actor.expiresAt : null);

/** The half of a rotation that makes a key, on the record as such. */
const insertReplacement = command({
  may: "keys:write",
  input: keyAskSchema,
  run: async (ctx, { id }): Promise<NewKey & { name: string; scopes: string[] }> => {
    const old = await keyIn(ctx.db, ctx.project.id, id);
    const { name, scopes, environment, requestsPerSecond, allowedAddresses } = old;
    const expiresAt = renewedExpiry(old, ctx.now, endOf(ctx.actor));
    const same = { name, scopes, environment, requestsPerSecond, allowedAddresses };
    return { ...(await insertKey(ctx, { ...same, expiresAt })), name, scopes };
  },
  audit: ({ id }, { id: newId, prefix, name, scopes }) => ({
    action: "key.create",
    object: { kind: "key", id: newId },
    after: { name, prefix, scopes, replaces: id },
  }),
});

/** Name, addresses and rate. What a key may do stays: another right is another key. */
export const changeApiKey = command({
  may: "keys:write",
  input: keyChangeSchema,
  secondPerson: {
    action: "key.change",
    asks: async (ctx, { id, was: _was, ...wanted }) => {
      const key = await keyIn(ctx.db, ctx.project.id, id);
      const changes = changesIn(key, wanted);
      if (Object.keys(changes).length === 0) return null;
      refuseMightierChange(ctx.actor, key, changes);
      return askedFor(ctx, key.environment, () => {
        const where = forWhere(key.environment);
        return `Change the key “${key.name}” (${key.prefix}…) ${where}: ${changeWords(changes)}`;
      });
    },
  },
  run: async ({ db, project, actor }, { id, was, ...wanted }) => {
    const key = await keyIn(db, project.id, id);
    const changes = changesIn(key, wanted);
    refuseMightierChange(actor, key, changes);
    const { name, requestsPerSecond, allowedAddresses } = key;
    const before = { name, requestsPerSecond, allowedAddresses };
    if (Object.keys(changes).length === 0) return { id, before, changes };
    const { count } = await db.apiKey.updateMany({
      where: { id, ...was, revokedAt: null, allowedAddresses: { equals: was.allowedAddresses } },
      data: changes as Prisma.ApiKeyUpdateManyMutationInput,
    });
    if (count === 0) throw await staleness(db, id);
    forgetActors();
    return { id, before, changes };
  },
  audit: ({ reason }, { id, before, changes }) =>
    Object.keys(changes).length === 0
      ? null
      : {
          action: "key.change",
          object: { kind: "key", id },
          before,
          after: changes as Prisma.InputJsonObject,
          ...(reason && { reason }),
        },
});

/** A key may change what is no mightier than itself, into nothing mightier; when that ends stays as it is. */
function refuseMightierChange(actor: Actor, key: ApiKey, changes: ReturnType<typeof changesIn>) {
  refuseMightier(actor, {
    ...{ ...key, scopes: key.scopes as Scope[], expiresAt: endOf(actor) },
    ...changes,
  });
}

async function staleness(db: Db, id: string): Promise<Fault> {
  const last = await db.auditEntry.findFirst({
    where: { objectKind: "key", objectId: id, action: "key.change" },
    orderBy: { seq: "desc" },
  });
  const who = last?.actorName ?? "Somebody else";
  return new Fault(
    "conflict",
    `${who} has changed this key since you read it: look at it again, then change it`,
    { field: "was" },
  );
}

/** Null environment: the key works in all of them, so the strictest decides. */
async function askedFor({ db, project }: ProjectCtx, touched: string | null, says: () => string) {
  const environment = await environmentAsking(db, project.id, touched);
  return environment === null ? null : { environment, says: says() };
}

type KeyData = Pick<
  Prisma.ApiKeyUncheckedCreateInput,
  "name" | "environment" | "requestsPerSecond" | "expiresAt"
> & { readonly scopes: string[]; readonly allowedAddresses: string[] };

/** Whoever made a key answers for the keys that it makes. */
function makerOf(actor: Actor): string | null {
  if (actor.kind === "key") return actor.makerId;
  return actor.kind === "person" ? actor.id : null;
}

async function insertKey({ db, now, project, actor }: ProjectCtx, data: KeyData): Promise<NewKey> {
  const secret = secretFrom(randomBytes(SECRET_BYTES));
  const prefix = prefixOf(secret);
  const { id } = await db.apiKey.create({
    data: {
      ...data,
      id: randomUUID(),
      projectId: project.id,
      prefix,
      hash: hashSecret(secret),
      createdById: makerOf(actor),
      createdAt: now,
    },
  });
  return { id, prefix, secret };
}
