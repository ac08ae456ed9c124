/** What was spent, set against a budget or against what is usual. */
import type { Signal } from "@/lib/alerts/signal";
import { averageCost } from "./amounts";
import { budgetOf } from "./budget";
import { alone, type Part, type Recipe } from "./part";
import { AVERAGED, type Period, periodBounds, periodStart, toDate } from "./periods";
import type { Place } from "./recipe";

type Cost = Extract<Signal, { kind: "cost" }>;

/** `spent` is the part that adds up what was spent over the rule's window. */
export function costRecipe(
  { over, relativeTo }: Cost,
  { timeZone, targets }: Pick<Place, "timeZone" | "targets">,
  spent: Part,
): Recipe | null {
  if (over === "window") return alone(spent);
  const sofar: Part = {
    ...spent,
    windowAt: (now) => toDate(over, now, timeZone),
    isLong: over !== "day",
  };
  if (relativeTo === "nothing") return alone(sofar);
  if (relativeTo === "budget") {
    const budget = budgetOf(targets, over);
    if (budget === null) return null;
    return { parts: [sofar], combine: (figure) => ({ ...figure, value: figure.value / budget }) };
  }
  const before: Part = {
    ...spent,
    windowAt: (now) => spanOf(periodBounds(over, now, timeZone)),
    stepsAt: (now) => ({ kind: "bounds", at: periodBounds(over, now, timeZone).slice(0, -1) }),
    figure: averageCost(starts(over, timeZone), AVERAGED[over].least),
  };
  return {
    parts: [sofar, before],
    combine: (today, usual) =>
      usual && usual.value > 0 ? { ...today, value: today.value / usual.value } : null,
  };
}

function spanOf(bounds: readonly Date[]): { from: Date; to: Date } {
  const [from, to] = [bounds[0], bounds.at(-1)];
  if (!from || !to) throw new Error("An average is made of periods");
  return { from, to };
}

/** The start of the period that an instant is in; zones are slow to ask. */
function starts(over: Period, timeZone: string): (at: number) => number {
  const known = new Map<number, number>();
  return (at) => {
    const start = known.get(at) ?? periodStart(over, new Date(at), timeZone).getTime();
    known.set(at, start);
    return start;
  };
}
