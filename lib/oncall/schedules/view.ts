/** Schedules, shifts and warnings as they are shown: with names instead of ids, and instants as texts. */
import { DAY, type Span } from "@/lib/core/time";
import { onCallAt, type Shift, shifts } from "@/lib/oncall/schedule";
import type { Schedule } from "@/lib/oncall/schema";
import type { KnownPerson } from "@/lib/oncall/store/people";
import { type Warning, warningsFor } from "@/lib/oncall/warning";
import type { OnCallView, ScheduleView, ShiftView, SpanView, WarningView } from "./schema";

const LOOK_AHEAD_MS = 28 * DAY;

type NameOf = (personId: string) => string;

export const namesOf = (people: readonly KnownPerson[]): NameOf => {
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? "somebody who has left";
};

export const spanView = ({ from, to }: Span): SpanView => ({
  from: from.toISOString(),
  to: to.toISOString(),
});

export const shiftView = (shift: Shift, nameOf: NameOf): ShiftView => ({
  personId: shift.personId,
  person: nameOf(shift.personId),
  ...spanView(shift),
  layer: shift.by.kind === "layer" ? shift.by.name : null,
  overrideId: shift.by.kind === "override" ? shift.by.id : null,
});

/** The first that begins after this one, or after now where nobody is on call. */
export function nextShift(schedule: Schedule, current: Shift | null, now: Date): Shift | null {
  const from = current?.to ?? now;
  const coming = shifts(schedule, from, new Date(from.getTime() + LOOK_AHEAD_MS));
  return coming.find((shift) => shift.from >= from) ?? null;
}

export function scheduleView(
  schedule: Schedule & { readonly revision: number },
  people: readonly KnownPerson[],
  now: Date,
): ScheduleView {
  const nameOf = namesOf(people);
  const current = onCallAt(schedule, now);
  const next = nextShift(schedule, current, now);
  const { id, name, revision, zone, layers, overrides } = schedule;
  return {
    ...{ id, name, revision, zone, layers },
    now: current && shiftView(current, nameOf),
    next: next && shiftView(next, nameOf),
    overrides: overrides.map(({ reason, personId, ...one }) => ({
      ...{ id: one.id, personId, person: nameOf(personId), reason: reason ?? null },
      ...spanView(one),
    })),
    warnings: warningsFor(schedule, troubled(schedule, people), now).map((warning) =>
      warningView(warning, nameOf),
    ),
  };
}

/** Who is named and not known any more has no account. */
function troubled({ layers, overrides }: Schedule, people: readonly KnownPerson[]) {
  const known = new Map(people.map((person) => [person.id, person]));
  const named = [
    ...layers.flatMap(({ participants }) => participants),
    ...overrides.map(({ personId }) => personId),
  ];
  return {
    disabled: new Set(named.filter((id) => known.get(id)?.isGone ?? true)),
    unreachable: new Set(named.filter((id) => !(known.get(id)?.isReachable ?? false))),
  };
}

const warningView = (warning: Warning, nameOf: NameOf): WarningView => ({
  kind: warning.kind,
  ...spanView(warning),
  person: warning.kind === "gap" ? null : nameOf(warning.personId),
  shifts: warning.kind === "gap" ? 0 : warning.shifts,
});

export function shiftsOf(
  personId: string | null,
  schedules: readonly Schedule[],
  nameOf: NameOf,
  now: Date,
): OnCallView["mine"] {
  if (personId === null) return [];
  const until = new Date(now.getTime() + LOOK_AHEAD_MS);
  return schedules
    .flatMap((schedule) =>
      shifts(schedule, now, until)
        .filter((shift) => shift.personId === personId)
        .map((shift) => ({
          ...shiftView(shift, nameOf),
          scheduleId: schedule.id,
          schedule: schedule.name,
        })),
    )
    .toSorted((a, b) => a.from.localeCompare(b.from));
}
