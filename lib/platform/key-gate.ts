/** Which API key a secret is, and whether it may be used now and from there. */
import "server-only";
import { timingSafeEqual } from "node:crypto";
import { LRUCache } from "lru-cache";
import { allowance } from "@/lib/core/addresses";
import { Fault } from "@/lib/core/fault";
import type { Scope } from "@/lib/core/roles";
import type { Key } from "./actor";
import { db } from "./db";
import { noteKeyUse } from "./key-use";
import { log } from "./log";
import { shared } from "./process";
import { throttle } from "./throttle";

/** How long a decision may be reused: a revoked key is out within a second, on every replica. */
const FRESH_MS = 600;
/** How exact "last used" is; writing it at each request would cost more than it tells. */
const TOUCH_MS = 60_000;
const MAX_REMEMBERED = 5_000;

type Entry = {
  readonly key: Key;
  readonly revokedAt: Date | null;
  /** Null: from anywhere. */
  readonly allows: ((address: string | null) => boolean) | null;
  touchedAt: number;
};

const remembered = () =>
  shared("key-cache", () => new LRUCache<string, Entry>({ max: MAX_REMEMBERED, ttl: FRESH_MS }));
/** Hashes that are nobody's: an agent with a dead key must not cost a query each time it tries. */
const unknown = () =>
  shared("unknown-keys", () => new LRUCache<string, true>({ max: MAX_REMEMBERED, ttl: FRESH_MS }));

/**
 * Counted in memory only, and only keys that are no good: a secret has 256 bits, so nobody guesses
 * one, however long they try. It tells a sender to slow down; good keys of the same address are not
 * held up by it, since many machines may share one.
 */
const tries = throttle("unknown-keys", { limit: 100, windowMs: 5 * 60_000 });

/**
 * The key with this hash. Found by the whole hash of what was sent, so that how long it takes says
 * nothing about how much of a secret was right; unknown, expired and revoked answer alike.
 */
export async function keyWith(hash: string, address: string | null): Promise<Key> {
  const entry = remembered().get(hash) ?? (await load(hash));
  const now = new Date();
  if (!entry || isOver(entry, now)) {
    if (entry) noteKeyUse(entry.key.id, 401, now);
    if (address !== null) tries.take(address, now);
    throw new Fault("unauthenticated", "This API key is unknown, expired or revoked");
  }
  if (entry.allows && !entry.allows(address)) {
    noteKeyUse(entry.key.id, 403, now);
    const from = address === null ? "" : `, ${address}`;
    throw new Fault("forbidden", `This API key may not be used from your address${from}`);
  }
  touch(entry, now);
  return entry.key;
}

const isOver = ({ revokedAt, key: { expiresAt } }: Entry, now: Date): boolean =>
  revokedAt !== null || (expiresAt !== null && expiresAt <= now);

async function load(hash: string): Promise<Entry | undefined> {
  if (unknown().has(hash)) return undefined;
  const row = await db().apiKey.findUnique({ where: { hash } });
  if (!row || !timingSafeEqual(Buffer.from(row.hash), Buffer.from(hash))) {
    unknown().set(hash, true);
    return undefined;
  }
  const entry: Entry = {
    revokedAt: row.revokedAt,
    allows: allowance(row.allowedAddresses),
    touchedAt: row.lastUsedAt?.getTime() ?? 0,
    key: {
      kind: "key",
      id: row.id,
      name: row.name,
      projectId: row.projectId,
      scopes: row.scopes as Scope[],
      environment: row.environment,
      requestsPerSecond: row.requestsPerSecond,
      makerId: row.createdById,
      expiresAt: row.expiresAt,
      allowedAddresses: row.allowedAddresses,
    },
  };
  remembered().set(hash, entry);
  return entry;
}

/** Notes the use of a key in the background; the request does not wait for it, nor fails with it. */
function touch(entry: Entry, now: Date): void {
  if (now.getTime() - entry.touchedAt < TOUCH_MS) return;
  entry.touchedAt = now.getTime();
  const stale = new Date(now.getTime() - TOUCH_MS);
  db()
    .apiKey.updateMany({
      where: { id: entry.key.id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: stale } }] },
      data: { lastUsedAt: now },
    })
    .catch((error: unknown) => log.debug("the use of a key was not noted", { error }));
}

/** After a key changed in this process, the next request decides afresh. */
export function forgetKeys(): void {
  remembered().clear();
  unknown().clear();
}
