/** Calendar feeds: an address is made and taken back, and read by programs that cannot sign in. */
import { createHash, randomBytes } from "node:crypto";
import { Fault } from "@/lib/core/fault";
import { DAY } from "@/lib/core/time";
import { databaseInstant } from "@/lib/notify/store/instant";
import { type Feed, personCalendar, scheduleCalendar } from "@/lib/oncall/calendar";
import { newId } from "@/lib/oncall/store/keep";
import { peopleOf } from "@/lib/oncall/store/people";
import { peopleIn, scheduleIn, schedulesIn } from "@/lib/oncall/store/schedules";
import type { Db } from "@/lib/platform/db";
import { homeUrl } from "@/lib/platform/home";
import type { Download } from "@/lib/platform/http-download";
import { command } from "@/lib/platform/operation";
import type { OnCallFeed } from "@/prisma/client/client";
import { calendarAskSchema, type FeedMade, feedIdSchema, newFeedSchema } from "./schema";

const MOST_FEEDS = 20;
const TOKEN_BYTES = 32;
const BACK_MS = 14 * DAY;
const AHEAD_MS = 90 * DAY;

const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");

export const createFeed = command({
  may: "on-call:override",
  input: newFeedSchema,
  run: async ({ db, project, actor }, { scheduleId }) => {
    if (actor.kind !== "person")
      throw new Fault("forbidden", "A calendar belongs to a person: sign in to make one");
    const now = await databaseInstant(db);
    const mine = { projectId: project.id, personId: actor.id };
    if ((await db.onCallFeed.count({ where: mine })) >= MOST_FEEDS)
      throw new Fault("conflict", `You have ${MOST_FEEDS} calendar addresses: take one back first`);
    if (scheduleId !== null) await scheduleIn(db, project.id, scheduleId, now);
    const token = randomBytes(TOKEN_BYTES).toString("base64url");
    const { id } = await db.onCallFeed.create({
      data: { id: newId(now), ...mine, scheduleId, tokenHash: hashOf(token), createdAt: now },
    });
    return { id, url: `${homeUrl()}/api/v1/calendar/${token}.ics` };
  },
  afterwards: async (_ctx, made): Promise<FeedMade> => made,
  audit: ({ scheduleId }, { id }) => ({
    action: "calendar-feed.create",
    object: { kind: "calendar-feed", id },
    after: { scheduleId },
  }),
});

export const revokeFeed = command({
  may: "on-call:override",
  input: feedIdSchema,
  run: async ({ db, project, actor }, { id }): Promise<{ readonly id: string }> => {
    const { count } = await db.onCallFeed.deleteMany({
      where: { id, projectId: project.id, personId: actor.id },
    });
    if (count === 0) throw new Fault("not-found", "You have no such calendar address");
    return { id };
  },
  audit: (_input, { id }) => ({
    action: "calendar-feed.revoke",
    object: { kind: "calendar-feed", id },
  }),
});

/** It notes that it was read, so that an address which nobody uses can be seen and taken back. */
export const readCalendar = command({
  may: "link:use",
  input: calendarAskSchema,
  run: async ({ db }, { file }): Promise<Download> => {
    const now = await databaseInstant(db);
    const feed = await db.onCallFeed.findUnique({
      where: { tokenHash: hashOf(file.replace(/\.ics$/, "")) },
    });
    const text = feed && (await calendarOf(db, feed, now));
    // Whoever has left the project reads no more of it.
    if (!feed || !text) throw new Fault("not-found", "There is no such calendar");
    await db.onCallFeed.update({ where: { id: feed.id }, data: { lastReadAt: now } });
    return {
      contentType: "text/calendar; charset=utf-8",
      filename: "on-call.ics",
      parts: only(text),
    };
  },
  audit: null,
});

async function calendarOf(
  db: Db,
  { projectId, personId, scheduleId, createdAt }: OnCallFeed,
  now: Date,
): Promise<string | null> {
  const span = { from: new Date(now.getTime() - BACK_MS), to: new Date(now.getTime() + AHEAD_MS) };
  const wanted = scheduleId === null ? null : [scheduleId];
  const schedules = await schedulesIn(db, projectId, span.from, wanted);
  const people = await peopleOf(db, projectId, [personId, ...schedules.flatMap(peopleIn)]);
  const reader = people.find(({ id }) => id === personId);
  if (!reader || reader.isGone) return null;
  const [project, changed] = await Promise.all([
    db.project.findUniqueOrThrow({ where: { id: projectId }, select: { slug: true } }),
    db.onCallSchedule.aggregate({
      where: { id: { in: schedules.map(({ id }) => id) } },
      _max: { updatedAt: true },
    }),
  ]);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const home = homeUrl();
  const words: Feed = {
    host: new URL(home).host,
    revisedAt: changed._max.updatedAt ?? createdAt,
    nameOf: (id) => names.get(id) ?? "somebody who has left",
    urlOf: () => `${home}/on-call?project=${encodeURIComponent(project.slug)}`,
  };
  const [schedule] = schedules;
  if (scheduleId === null) return personCalendar(personId, schedules, span, words);
  return schedule ? scheduleCalendar(schedule, span, words) : null;
}

async function* only(text: string) {
  yield text;
}
