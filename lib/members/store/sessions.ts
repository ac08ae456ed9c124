/** Sessions of a person: how many are live, and the end of all of them. */

import type { Transaction } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { forgetActors } from "@/lib/platform/identity";
import type { Prisma } from "@/prisma/client/client";

const HOUR_MS = 3_600_000;

/** The database's words for `isLive`. */
export const liveAt = (now: Date): Prisma.SessionWhereInput => ({
  endedAt: null,
  expiresAt: { gt: now },
  lastSeenAt: { gt: new Date(now.getTime() - env().WHEELHOUSE_SESSION_IDLE_HOURS * HOUR_MS) },
});

/** Other replicas notice within a second. Gives how many were live. */
export async function endSessionsOf(
  db: Transaction,
  personId: string,
  endedReason: string,
  now: Date,
): Promise<number> {
  const live = await db.session.count({ where: { personId, ...liveAt(now) } });
  await db.session.updateMany({
    where: { personId, endedAt: null },
    data: { endedAt: now, endedReason },
  });
  forgetActors();
  return live;
}
