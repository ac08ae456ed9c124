/** Two people exchange their shifts: two overrides, if the shifts are still as both saw them. */
import { Fault } from "@/lib/core/fault";
import type { Turn } from "./layer";
import { shifts } from "./schedule";
import type { Schedule } from "./schema";

export type Swap = { readonly mine: Turn; readonly theirs: Turn };

/** The two overrides that make the exchange, mine first. A shift that has begun may be swapped, one that is over may not. */
export function swapped(schedule: Schedule, { mine, theirs }: Swap, now: Date): [Turn, Turn] {
  if (mine.personId === theirs.personId) {
    throw new Fault("invalid", "Both shifts belong to the same person; choose one of another's.", {
      field: "theirs",
    });
  }
  for (const [field, turn] of Object.entries({ mine, theirs })) {
    if (turn.to <= now) {
      throw new Fault("invalid", `The shift in \`${field}\` is over; choose one to come.`, {
        field,
      });
    }
    if (!isPlanned(schedule, turn)) {
      throw new Fault(
        "conflict",
        `The shift in \`${field}\` is no longer as shown; load the schedule again.`,
        { field },
      );
    }
  }
  return [
    { personId: theirs.personId, from: mine.from, to: mine.to },
    { personId: mine.personId, from: theirs.from, to: theirs.to },
  ];
}

const isPlanned = (schedule: Schedule, turn: Turn): boolean =>
  shifts(schedule, turn.from, turn.to).some(
    ({ personId, from, to }) =>
      personId === turn.personId && +from === +turn.from && +to === +turn.to,
  );
