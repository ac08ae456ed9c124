/** The way in for a replay: the key that was given, or one made for the while of it. */

import { createProject } from "@/lib/access/commands";
import { Fault } from "@/lib/core/fault";
import type { Scope } from "@/lib/core/roles";
import { createApiKey, revokeApiKey } from "@/lib/keys/commands";
import { db } from "@/lib/platform/db";
import type { Ctx } from "@/lib/platform/operation";
import { pool } from "@/lib/platform/pool";
import { openDatabase } from "@/server/database";

export type Door = {
  readonly key: string;
  /** Null when the given key decides. */
  readonly project: string | null;
  readonly close: () => Promise<void>;
};

export type DoorOptions = {
  readonly key?: string | undefined;
  readonly project?: string | undefined;
  readonly scopes: readonly Scope[];
};

/** Where traces go when nobody says where, so that their totals stand alone. */
const OWN_PROJECT = { slug: "replay", name: "Replay" };
/** As fast as possible, but not faster than one client may be. */
const REQUESTS_PER_SECOND = 1_000;

export async function openDoor({ key, project, scopes }: DoorOptions): Promise<Door> {
  if (key) return { key, project: project ?? null, close: async () => undefined };
  const database = await openDatabase("wheelhouse replay");
  try {
    const slug = project ?? (await ownProject());
    const made = await createApiKey(systemCtx(), {
      project: slug,
      name: "replay, for the while of it",
      scopes: [...scopes],
      expiresInDays: 1,
      requestsPerSecond: REQUESTS_PER_SECOND,
    });
    const close = async () => {
      await revokeApiKey(systemCtx(), { project: slug, id: made.id, reason: "replay is over" });
      await db().$disconnect();
      await pool().end();
      await database.close();
    };
    return { key: made.secret, project: slug, close };
  } catch (error) {
    await db().$disconnect();
    await database.close();
    throw error;
  }
}

async function ownProject(): Promise<string> {
  try {
    await createProject(systemCtx(), OWN_PROJECT);
  } catch (error) {
    const isThere = error instanceof Fault && error.code === "conflict";
    if (!isThere) throw error;
  }
  return OWN_PROJECT.slug;
}

function systemCtx(): Ctx {
  const actor = { kind: "system", id: "replay", name: "wheelhouse replay" } as const;
  return { actor, now: new Date(), db: db(), pool: pool(), address: null, requestId: null };
}
