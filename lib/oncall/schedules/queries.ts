/** Reads of schedules: who is on call, the shifts to come, and the note for whoever comes next. */
import { DAY } from "@/lib/core/time";
import { databaseInstant } from "@/lib/notify/store/instant";
import { handoffNote } from "@/lib/oncall/handoff";
import { gaps, onCallAt, type Shift, shifts } from "@/lib/oncall/schedule";
import type { Schedule } from "@/lib/oncall/schema";
import { peopleOf } from "@/lib/oncall/store/people";
import { peopleIn, scheduleIn, schedulesIn } from "@/lib/oncall/store/schedules";
import { alertsDuring, silencesAfter } from "@/lib/oncall/store/shift";
import { query } from "@/lib/platform/operation";
import {
  type HandoffView,
  handoffAskSchema,
  type OnCallView,
  onCallAskSchema,
  type TimelineView,
  timelineAskSchema,
} from "./schema";
import { namesOf, nextShift, scheduleView, shiftsOf, shiftView, spanView } from "./view";

const WEEK_MS = 7 * DAY;
const LOOK_BACK_MS = 35 * DAY;

export const readOnCall = query({
  may: "alerts:read",
  input: onCallAskSchema,
  run: async ({ db, project, actor }): Promise<OnCallView> => {
    const now = await databaseInstant(db);
    const schedules = await schedulesIn(db, project.id, now);
    const people = await peopleOf(db, project.id, schedules.flatMap(peopleIn));
    const me = actor.kind === "person" ? actor.id : null;
    return {
      at: now.toISOString(),
      me,
      schedules: schedules.map((schedule) => scheduleView(schedule, people, now)),
      mine: shiftsOf(me, schedules, namesOf(people), now),
      people: people
        .filter(({ isGone }) => !isGone)
        .map(({ id, name, isReachable }) => ({ id, name, isReachable })),
    };
  },
});

export const readTimeline = query({
  may: "alerts:read",
  input: timelineAskSchema,
  run: async ({ db, project }, { id, weeks }): Promise<TimelineView> => {
    const from = await databaseInstant(db);
    const to = new Date(from.getTime() + weeks * WEEK_MS);
    const schedule = await scheduleIn(db, project.id, id, from);
    const nameOf = namesOf(await peopleOf(db, project.id, peopleIn(schedule)));
    return {
      ...spanView({ from, to }),
      shifts: shifts(schedule, from, to).map((shift) => shiftView(shift, nameOf)),
      gaps: gaps(schedule, from, to).map(spanView),
    };
  },
});

export const readHandoff = query({
  may: "alerts:read",
  input: handoffAskSchema,
  run: async ({ db, project }, { id, of }): Promise<HandoffView> => {
    const now = await databaseInstant(db);
    const since = new Date(now.getTime() - LOOK_BACK_MS);
    const schedule = await scheduleIn(db, project.id, id, since);
    const shift = of === "current" ? onCallAt(schedule, now) : lastShift(schedule, since, now);
    if (!shift) return { shift: null, markdown: null };
    const nameOf = namesOf(await peopleOf(db, project.id, peopleIn(schedule)));
    const next = nextShift(schedule, shift, shift.to);
    const until = now < shift.to ? now : shift.to;
    const markdown = handoffNote(
      {
        ...{ schedule: schedule.name, zone: schedule.zone },
        shift: { ...shift, person: nameOf(shift.personId) },
        next: next && { ...next, person: nameOf(next.personId) },
        alerts: await alertsDuring(db, project.id, { from: shift.from, to: until }),
        silences: await silencesAfter(db, project.id, until),
      },
      now,
    );
    return { shift: shiftView(shift, nameOf), markdown };
  },
});

const lastShift = (schedule: Schedule, since: Date, now: Date): Shift | null =>
  shifts(schedule, since, now).findLast(({ to }) => to <= now) ?? null;
