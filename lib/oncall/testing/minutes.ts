/** A second opinion on who is on call: somebody who watches the wall minute by minute and keeps a tally. */
import type { Layer, Schedule } from "@/lib/oncall/schema";

const MINUTE = 60_000;
const MINUTES = { hour: 60, day: 1_440, week: 10_080 } as const;

/** Who is on call at each whole minute of a time. */
export function onCallByMinute(schedule: Schedule, from: Date, to: Date): (string | null)[] {
  const said: (string | null)[] = [];
  // The wall may go back; the watcher's tally stands still until it has caught up.
  let tally = Number.NEGATIVE_INFINITY;
  const read = wallReader(schedule.zone);
  for (let at = from.getTime() - 1_440 * MINUTE; at < to.getTime(); at += MINUTE) {
    tally = Math.max(tally, read(at));
    if (at >= from.getTime()) said.push(personAt(schedule, at, tally));
  }
  return said;
}

function personAt({ overrides, layers }: Schedule, at: number, wall: number): string | null {
  const over = overrides.findLast((o) => o.from.getTime() <= at && at < o.to.getTime());
  if (over) return over.personId;
  const layer = layers.findLast((candidate) => isOpen(candidate, wall));
  if (!layer) return null;
  const passed = wall - minuteOf(layer.startsOn, layer.handsOverAt);
  const turn = Math.floor(passed / (layer.rotation.every * MINUTES[layer.rotation.unit]));
  return layer.participants[turn % layer.participants.length] ?? null;
}

function isOpen(layer: Layer, wall: number): boolean {
  if (wall < minuteOf(layer.startsOn, layer.handsOverAt)) return false;
  if (layer.endsOn !== null && wall >= minuteOf(layer.endsOn, layer.handsOverAt)) return false;
  // 1 January 1970 was a Thursday.
  const weekday = ((Math.floor(wall / 1_440) + 3) % 7) + 1;
  const yesterday = weekday === 1 ? 7 : weekday - 1;
  const now = wall % 1_440;
  return (
    layer.restrictions.length === 0 ||
    layer.restrictions.some(({ days, from, to }) => {
      const opens = minuteOf("1970-01-01", from);
      const closes = minuteOf("1970-01-01", to);
      const began = (day: number) => days.some((meant) => meant === day);
      if (closes > opens) return began(weekday) && opens <= now && now < closes;
      return (began(weekday) && now >= opens) || (began(yesterday) && now < closes);
    })
  );
}

const minuteOf = (date: string, time: string): number => Date.parse(`${date}T${time}Z`) / MINUTE;

/** The same few nights are watched again and again. */
const readings = new Map<string, Map<number, number>>();

/** Minutes since 1970 as the wall has them, read through `Intl`. */
function wallReader(zone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "short",
  });
  const known = readings.get(zone) ?? new Map<number, number>();
  readings.set(zone, known);
  return (at) => {
    const shown = known.get(at) ?? Date.parse(`${format.format(at).replace(" ", "T")}Z`) / MINUTE;
    known.set(at, shown);
    return shown;
  };
}
