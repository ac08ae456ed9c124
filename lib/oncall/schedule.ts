/** Who is on call and when: layers over layers, overrides over all, never two people at once. */
import type { Span } from "@/lib/core/time";
import { joined, touches, without } from "./coverage";
import { restricted, type Turn, turnsOf } from "./layer";
import type { Schedule } from "./schema";

export type ShiftSource =
  | { readonly kind: "layer"; readonly name: string }
  | { readonly kind: "override"; readonly id: string };

/** A time without break in which one person is on call for one reason. */
export type Shift = Turn & { readonly by: ShiftSource };

/** Those that touch the span, in order, each with its true beginning and end even where they lie outside. */
export function shifts(schedule: Schedule, from: Date, to: Date): Shift[] {
  const span = { from, to };
  const ranks = ranksOf(schedule, span);
  const found: Shift[] = [];
  let covered: Span[] = [];
  for (const { by, turns } of ranks) {
    for (const turn of turns) {
      for (const part of without(turn, covered)) {
        found.push({ ...part, personId: turn.personId, by });
      }
    }
    covered = joined([...covered, ...turns]);
  }
  return found.filter((shift) => touches(shift, span)).sort((a, b) => +a.from - +b.from);
}

export const onCallAt = (schedule: Schedule, now: Date): Shift | null =>
  shifts(schedule, now, new Date(now.getTime() + 1))[0] ?? null;

/** Within the span, when nobody is on call. */
export const gaps = (schedule: Schedule, from: Date, to: Date): Span[] =>
  without({ from, to }, joined(shifts(schedule, from, to)));

type Rank = { readonly by: ShiftSource; readonly turns: readonly Turn[] };

/** Highest first, over all the time that turns and overrides touching the span last. */
function ranksOf({ zone, layers, overrides }: Schedule, span: Span): Rank[] {
  const touching = [...overrides, ...layers.flatMap((layer) => turnsOf(layer, zone, span))];
  const [whole = span] = joined([span, ...touching.filter((turn) => touches(turn, span))]);
  const overriding = overrides
    .filter((override) => touches(override, whole))
    .map(({ id, personId, from, to }): Rank => {
      return { by: { kind: "override", id }, turns: [{ personId, from, to }] };
    });
  const layered = layers.map((layer): Rank => {
    const turns = restricted(layer, zone, turnsOf(layer, zone, whole));
    return { by: { kind: "layer", name: layer.name }, turns };
  });
  return [...overriding.reverse(), ...layered.reverse()];
}
