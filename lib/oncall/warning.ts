/** What will go wrong with a schedule in the days to come, while there is time to mend it. */
import { DAY, type Span } from "@/lib/core/time";
import { gaps, shifts } from "./schedule";
import type { Schedule } from "./schema";

const AHEAD_MS = 14 * DAY;

export type People = {
  /** Those without a channel that works. */
  readonly unreachable: ReadonlySet<string>;
  /** Those who may no longer sign in, or no longer exist. */
  readonly disabled: ReadonlySet<string>;
};

export type Warning =
  | ({ readonly kind: "gap" } & Span)
  | ({
      readonly kind: "unreachable" | "disabled";
      readonly personId: string;
      /** Of how many it is: `from` and `to` are of the first, and may have begun. */
      readonly shifts: number;
    } & Span);

/** For the next 14 days, soonest first. Each person is named once, disabled rather than unreachable. */
export function warningsFor(schedule: Schedule, people: People, now: Date): Warning[] {
  const until = new Date(now.getTime() + AHEAD_MS);
  const open = gaps(schedule, now, until).map((gap) => ({ kind: "gap", ...gap }) as const);
  const known = new Map<string, Warning & { readonly shifts: number }>();
  for (const { personId, from, to } of shifts(schedule, now, until)) {
    const kind = troubleOf(personId, people);
    if (!kind) continue;
    const first = known.get(personId) ?? { kind, personId, from, to, shifts: 0 };
    known.set(personId, { ...first, shifts: first.shifts + 1 });
  }
  return [...open, ...known.values()].sort((a, b) => +a.from - +b.from);
}

function troubleOf(
  personId: string,
  { unreachable, disabled }: People,
): "unreachable" | "disabled" | null {
  if (disabled.has(personId)) return "disabled";
  return unreachable.has(personId) ? "unreachable" : null;
}
