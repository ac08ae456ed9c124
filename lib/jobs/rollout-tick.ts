/** Looks at every rollout that is due: counts what has matured, and lets the machine move it, once. */
import { MINUTE } from "@/lib/core/time";
import { type Db, inTransaction } from "@/lib/platform/db";
import { log } from "@/lib/platform/log";
import type { ProjectCtx } from "@/lib/platform/operation";
import type { Pool } from "@/lib/platform/pool";
import { rowsOf } from "@/lib/platform/rows";
import { tickRollout } from "@/lib/rollouts/store/tick";
import type { Lead } from "./leader";

const ACTOR = { kind: "system", id: "rollouts", name: "Wheelhouse" } as const;
/** What cannot be moved, such as a flag that is gone, is tried again after so long. */
const TROUBLED_MS = MINUTE;

type Due = { readonly id: string; readonly key: string; readonly projectId: number };
type Ways = { readonly db: Db; readonly pool: Pool; readonly now: Date };

/** Says how many it looked at. `now` is the only clock there is. */
export async function tickRollouts(
  { db, pool, now }: Ways,
  lead: Lead,
  signal: AbortSignal,
): Promise<number> {
  const due = await rowsOf<Due>(
    pool,
    `SELECT id::text, key, project_id AS "projectId" FROM rollout
     WHERE next_at <= $1::timestamptz ORDER BY next_at LIMIT 200`,
    [now],
  );
  let looked = 0;
  for (const one of due) {
    if (signal.aborted) break;
    looked += await apart({ db, pool, now }, one, lead);
  }
  return looked;
}

/** One rollout's trouble is not another's. */
async function apart(ways: Ways, one: Due, lead: Lead): Promise<number> {
  try {
    return (await tickOne(ways, one, lead)) ? 1 : 0;
  } catch (error) {
    log.error("a rollout could not be moved; it is tried again in a minute", {
      ...{ rollout: one.key, project: one.projectId, error },
    });
    await ways.db.rollout.updateMany({
      where: { id: one.id },
      data: { nextAt: new Date(ways.now.getTime() + TROUBLED_MS) },
    });
    return 0;
  }
}

/** One transaction, and only while the lease is ours: nobody leads before it has ended, one way or the other. */
async function tickOne(
  { db, pool, now }: Ways,
  { id, projectId }: Due,
  { name, token }: Lead,
): Promise<boolean> {
  const project = await db.project.findUnique({ where: { id: projectId } });
  if (!project) return false;
  return inTransaction(db, async (tx) => {
    const held = await tx.$queryRaw<object[]>`
      SELECT 1 FROM lease WHERE name = ${name} AND token = ${token} AND expires_at > now() FOR SHARE`;
    if (held.length === 0) return false;
    const ctx: ProjectCtx = {
      actor: ACTOR,
      now,
      db: tx,
      pool,
      address: null,
      requestId: null,
      project,
    };
    await tickRollout({ ...ctx, db: tx }, id);
    return true;
  });
}
