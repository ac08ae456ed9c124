/** A maintenance window as it is shown: in words, open or not, and when it comes next. */
import { DAY } from "@/lib/core/time";
import { type Maintenance, type Weekday, windowAt, windowsIn } from "@/lib/notify/maintenance";
import { maintenanceSchema } from "@/lib/notify/schema";
import type { Matched } from "@/lib/notify/silences/schema";
import { matchersOf, matchesOf, NO_MATCHES } from "@/lib/notify/silences/view";
import type { MaintenanceWindow } from "@/prisma/client/client";
import type { Occurrence, WindowSpec, WindowView } from "./schema";

const NEXT_SHOWN = 3;
/** A window on the 31st of every month comes within it, and one whose dates begin next month. */
const LOOK_AHEAD_MS = 62 * DAY;

const DAY_NAMES: Readonly<Record<Weekday, string>> = {
  1: "Monday",
  2: "Tuesday",
  3: "Wednesday",
  4: "Thursday",
  5: "Friday",
  6: "Saturday",
  7: "Sunday",
};

const listed = (words: readonly string[]): string =>
  new Intl.ListFormat("en", { type: "conjunction" }).format(words);

function daysWords(days: Maintenance["days"]): string {
  switch (days.every) {
    case "day":
      return "every day";
    case "week":
      return `every ${listed([...days.on].sort().map((weekday) => DAY_NAMES[weekday]))}`;
    case "month": {
      const numbers = [...days.on].sort((a, b) => a - b).map(String);
      return `on day ${listed(numbers)} of every month`;
    }
  }
}

export function windowWords({ days, from, to, zone }: Maintenance): string {
  const until = to > from ? to : `${to} the next day`;
  return `${daysWords(days)}, ${from} to ${until}, ${zone}`;
}

/** Those that begin after an instant, at most so many. */
export function nextOf(maintenance: Maintenance, now: Date): Occurrence[] {
  const first = maintenance.firstAt && maintenance.firstAt > now ? maintenance.firstAt : now;
  const span = { from: now, to: new Date(first.getTime() + LOOK_AHEAD_MS) };
  return windowsIn(maintenance, span)
    .filter(({ from }) => from > now)
    .slice(0, NEXT_SHOWN)
    .map(occurrence);
}

const occurrence = ({ from, to }: { readonly from: Date; readonly to: Date }): Occurrence => ({
  from: from.toISOString(),
  to: to.toISOString(),
});

export function windowViewOf(
  row: MaintenanceWindow,
  firing: readonly Matched[],
  now: Date,
): WindowView {
  const { id, name, isEnabled } = row;
  const maintenance = maintenanceSchema.parse(row.spec);
  const open = isEnabled ? windowAt(maintenance, now) : null;
  const matchers = matchersOf(row);
  return {
    ...{ id, name, matchers, isEnabled },
    spec: specOf(maintenance),
    says: windowWords(maintenance),
    open: open && occurrence(open),
    next: isEnabled ? nextOf(maintenance, now) : [],
    updatedAt: row.updatedAt.toISOString(),
    matches: isEnabled ? matchesOf(matchers, firing) : NO_MATCHES,
  };
}

export const specOf = (maintenance: ReturnType<typeof maintenanceSchema.parse>): WindowSpec => ({
  ...maintenance,
  firstAt: maintenance.firstAt?.toISOString() ?? null,
  lastAt: maintenance.lastAt?.toISOString() ?? null,
});
