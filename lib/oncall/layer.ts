/** One layer of a schedule: whose turn it is, counted on the wall, within the hours it is restricted to. */
import { DAY, HOUR, type Span } from "@/lib/core/time";
import { joined, touches, within } from "./coverage";
import type { Layer, Restriction } from "./schema";
import { reachedAt, timeOfDay, type Wall, wallOf } from "./wall";

export type Turn = Span & { readonly personId: string };

const UNITS = { hour: HOUR, day: DAY, week: 7 * DAY } as const;

/** Whole turns that touch a span, restrictions aside. A turn that a change of clocks leaves no time for is left out. */
export function turnsOf(layer: Layer, zone: string, span: Span): Turn[] {
  const { participants, rotation, startsOn, handsOverAt, endsOn } = layer;
  const step = rotation.every * UNITS[rotation.unit];
  const start = wallOf(startsOn, handsOverAt);
  const end = endsOn === null ? Number.POSITIVE_INFINITY : wallOf(endsOn, handsOverAt);
  const turns: Turn[] = [];
  // A wall is at most 14 hours off UTC: a day back is early enough.
  let n = Math.max(0, Math.floor((span.from.getTime() - DAY - start) / step));
  let from = reachedAt(zone, start + n * step);
  while (from < span.to && start + n * step < end) {
    const to = reachedAt(zone, Math.min(start + (n + 1) * step, end));
    const personId = participants[n % participants.length];
    if (personId !== undefined && touches({ from, to }, span) && from < to) {
      turns.push({ personId, from, to });
    }
    from = to;
    n++;
  }
  return turns;
}

/** Turns cut to the hours of the restrictions. */
export function restricted(layer: Layer, zone: string, turns: readonly Turn[]): Turn[] {
  const [first, last] = [turns[0], turns.at(-1)];
  if (layer.restrictions.length === 0 || !first || !last) return [...turns];
  const open = openIn(layer.restrictions, zone, { from: first.from, to: last.to });
  return turns.flatMap((turn) =>
    within(turn, open).map((part) => ({ ...part, personId: turn.personId })),
  );
}

function openIn(restrictions: readonly Restriction[], zone: string, span: Span): Span[] {
  const windows: Span[] = [];
  const last = span.to.getTime() + DAY;
  let midnight: Wall = Math.floor(span.from.getTime() / DAY) * DAY - 2 * DAY;
  for (; midnight <= last; midnight += DAY) {
    // The wall's date, read as UTC; Sunday is 7.
    const weekday = new Date(midnight).getUTCDay() || 7;
    const begun = restrictions.filter(({ days }) => days.some((day) => day === weekday));
    windows.push(...begun.map((restriction) => windowOf(restriction, zone, midnight)));
  }
  return joined(windows.filter(({ from, to }) => from < to));
}

function windowOf({ from, to }: Restriction, zone: string, midnight: Wall): Span {
  const closes = midnight + timeOfDay(to) + (to > from ? 0 : DAY);
  return { from: reachedAt(zone, midnight + timeOfDay(from)), to: reachedAt(zone, closes) };
}
