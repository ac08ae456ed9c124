/** When a report is due: at an hour of the day after its period, by the project's own clock. */
import { DateTime } from "luxon";
import { type Period, type PeriodKind, periodAt, periodBefore } from "@/lib/cost/budget/calendar";

/** The newest period whose report is due by now. */
export function duePeriod(kind: PeriodKind, hour: number, now: Date, timeZone: string): Period {
  const last = periodBefore(periodAt(kind, now, timeZone), timeZone);
  return now >= dueAt(last, hour, timeZone) ? last : periodBefore(last, timeZone);
}

/** Where the clocks leave that hour out, it is due at the next one. */
const dueAt = ({ to }: Period, hour: number, timeZone: string): Date =>
  DateTime.fromJSDate(to, { zone: timeZone })
    .set({ hour, minute: 0, second: 0, millisecond: 0 })
    .toJSDate();
