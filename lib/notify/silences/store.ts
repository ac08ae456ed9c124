/** Silences as rows: made, found, changed, and told to the groups that they are about. */
import { randomBytes } from "node:crypto";
import { Fault } from "@/lib/core/fault";
import { uuidV7 } from "@/lib/core/ids";
import { DAY } from "@/lib/core/time";
import type { Matcher } from "@/lib/notify/matcher";
import { databaseInstant } from "@/lib/notify/store/instant";
import { wakeGroups } from "@/lib/notify/store/join";
import type { Db, Transaction } from "@/lib/platform/db";
import type { Prisma, Silence } from "@/prisma/client/client";
import { matchersOf, stateAt } from "./view";

const LONGEST_MS = 366 * DAY;
const MOST_LIVE = 1_000;

type SilenceText = { readonly matchers: readonly Matcher[]; readonly reason: string };
type SilenceTimes = { readonly startsAt?: Date | undefined; readonly endsAt: Date };
type Who = { readonly id: string; readonly name: string };

/** Another project's silence and one that does not exist answer alike: not found. */
export async function silenceIn(db: Db, projectId: number, id: string): Promise<Silence> {
  const silence = await db.silence.findFirst({ where: { id, projectId } });
  if (!silence) throw new Fault("not-found", "There is no such silence in this project");
  return silence;
}

export async function makeSilence(
  tx: Transaction,
  projectId: number,
  asked: SilenceText & SilenceTimes & { readonly by: Who },
): Promise<Silence> {
  const now = await databaseInstant(tx);
  const live = await tx.silence.count({ where: { projectId, endsAt: { gt: now } } });
  if (live >= MOST_LIVE)
    throw new Fault("conflict", `A project has at most ${MOST_LIVE} silences at once`);
  const { matchers, reason, by } = asked;
  const times = { startsAt: fromNow(asked.startsAt, now), endsAt: asked.endsAt };
  refuseTimes(times, now);
  const made = await tx.silence.create({
    data: {
      id: uuidV7(now.getTime(), randomBytes(10)),
      ...{ projectId, matchers: json(matchers), reason, ...times },
      createdById: by.id,
      createdByName: by.name,
      createdAt: now,
      updatedAt: now,
    },
  });
  await wakeGroups(tx, projectId, now);
  return made;
}

export type Sides = { readonly before: Silence; readonly after: Silence };

/** One that has begun keeps its beginning; one that is over stays over. */
export async function changeSilence(
  tx: Transaction,
  projectId: number,
  id: string,
  change: Partial<SilenceText & SilenceTimes> & {
    readonly was?: Date | undefined;
    readonly extendMs?: number;
    readonly endedByName?: string;
  },
): Promise<Sides> {
  const now = await databaseInstant(tx);
  const before = await lockedSilence(tx, projectId, id);
  const state = stateAt(before, now);
  if (state === "ended")
    throw new Fault("conflict", "This silence is over: make a new one, its matchers can be copied");
  const { was, matchers, reason, endedByName, extendMs = 0 } = change;
  if (was && was.getTime() !== before.updatedAt.getTime())
    throw new Fault(
      "conflict",
      "Somebody has changed this silence since you read it: look at it again, then change it",
      { field: "was" },
    );
  const isEnding = endedByName !== undefined;
  const startsAt = state === "active" ? before.startsAt : fromNow(change.startsAt, now, before);
  const later = new Date(before.endsAt.getTime() + extendMs);
  const endsAt = isEnding ? now : (change.endsAt ?? later);
  const times = { startsAt: startsAt > endsAt && isEnding ? now : startsAt, endsAt };
  if (!isEnding) refuseTimes(times, now);
  const after = await tx.silence.update({
    where: { id },
    data: {
      ...times,
      ...(matchers && { matchers: json(matchers) }),
      ...(reason !== undefined && { reason }),
      ...(isEnding && { endedByName }),
      updatedAt: now,
    },
  });
  await wakeGroups(tx, projectId, now);
  return { before, after };
}

/** Of two who change it at once the second sees what the first has done. */
async function lockedSilence(tx: Transaction, projectId: number, id: string): Promise<Silence> {
  await tx.$queryRaw`
    SELECT 1 FROM silence WHERE id = ${id}::uuid AND project_id = ${projectId} FOR UPDATE`;
  return silenceIn(tx, projectId, id);
}

const fromNow = (asked: Date | undefined, now: Date, known?: Pick<Silence, "startsAt">): Date => {
  const wanted = asked ?? known?.startsAt ?? now;
  return wanted > now ? wanted : now;
};

type Times = { readonly startsAt: Date; readonly endsAt: Date };

function refuseTimes({ startsAt, endsAt }: Times, now: Date): void {
  const wrong = (message: string) => new Fault("invalid", message, { field: "endsAt" });
  if (endsAt <= now) throw wrong("endsAt: is in the past, so nothing would be silenced");
  if (endsAt <= startsAt) throw wrong("endsAt: has to be after the silence begins");
  if (endsAt.getTime() - startsAt.getTime() > LONGEST_MS)
    throw wrong("endsAt: a silence lasts at most a year; change the rule if it is not wanted");
}

export const textOf = (silence: Silence) => ({
  matchers: json(matchersOf(silence)),
  reason: silence.reason,
  startsAt: silence.startsAt.toISOString(),
  endsAt: silence.endsAt.toISOString(),
});

/** Matchers are JSON as they are; TypeScript cannot follow that far. */
const json = (matchers: readonly Matcher[]) => matchers as unknown as Prisma.InputJsonArray;
