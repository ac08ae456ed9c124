/** A budget as its page shows it: where it stands, how it burns, and how the periods before it ended. */
import { dollarsOf } from "@/lib/core/money";
import { picoDollars } from "@/lib/cost/arithmetic";
import { stateOf } from "@/lib/cost/budget/budget";
import { type Period, type PeriodKind, periodAt, periodBefore } from "@/lib/cost/budget/calendar";
import type { Forecast } from "@/lib/cost/forecast/forecast";
import { byDate, type Daily, dateOf, datesBetween, plusDays, spentFrom } from "@/lib/spend/daily";
import { type Ahead, aheadOf, type Passing, passingOf } from "@/lib/spend/outlook";
import { burnChart } from "./chart";
import type { BudgetView, PeriodRow, Told } from "./schema";
import type { Announcement, BudgetRow } from "./store/rows";
import { courseWords, crossingWords, labelOf, money, nowWords } from "./words";

type Seen = {
  readonly budget: BudgetRow;
  readonly rows: readonly Daily[];
  readonly forecast: Forecast;
  readonly told: readonly Announcement[];
  readonly now: Date;
  readonly timeZone: string;
};

/** How many periods that are over are shown. */
const PAST: Readonly<Record<PeriodKind, number>> = { daily: 14, weekly: 8, monthly: 5 };

export function budgetView(seen: Seen): BudgetView {
  const { budget, rows, now, timeZone, told } = seen;
  const { id, period: kind, amountPicos, thresholds } = budget;
  const ahead = aheadOf(kind, seen);
  const passing = passingOf(kind, amountPicos, seen);
  const state = stateOf(
    { id, kind, amount: amountPicos, timeZone, thresholds },
    ahead.spentPicos,
    null,
    now,
  );
  return {
    ...{ id, scope: budget.scope, name: budget.name, period: kind, thresholds },
    ...{ channels: budget.channels, warnsAhead: budget.warnsAhead, isEnabled: budget.isEnabled },
    revision: budget.revision,
    label: labelOf(budget),
    amountUsd: picoDollars(amountPicos),
    amount: dollarsOf(amountPicos),
    spentUsd: picoDollars(ahead.spentPicos),
    spent: dollarsOf(ahead.spentPicos),
    leftUsd: picoDollars(state.left),
    used: state.used ?? 0,
    ...{ passed: state.passed, burn: state.burn, crossed: state.crossed },
    resetsAt: ahead.period.to.toISOString(),
    standing: standingOf(budget, state.crossed, passing),
    end: ahead.end && {
      expected: ahead.end.expected,
      low: ahead.end.low,
      high: ahead.end.high,
    },
    crossesOn: passing.expected,
    words: wordsOf(budget, ahead, passing),
    chart: burnChart(kind, amountPicos, seen),
    periods: periodsOf(seen),
    told: told.map(toldOf),
    unpricedCalls: rows
      .filter(({ date }) => date >= ahead.period.key)
      .reduce((sum, row) => sum + row.unpricedCalls, 0),
  };
}

function standingOf(
  { isEnabled }: BudgetRow,
  crossed: readonly number[],
  passing: Passing,
): BudgetView["standing"] {
  if (!isEnabled) return "off";
  if (passing.isPast) return "over";
  if (crossed.length > 0) return "near";
  return passing.expected === null ? "within" : "ahead";
}

function wordsOf({ period, amountPicos }: BudgetRow, ahead: Ahead, passing: Passing): string {
  const spent = `${money(ahead.spentPicos)} of ${money(amountPicos)} so far ${nowWords(period)}`;
  const course = courseWords(ahead, amountPicos);
  const crossing = crossingWords(passing);
  const rest =
    course === null
      ? ["not enough history for a forecast: seven whole days are needed"]
      : [course, ...(crossing === null ? [] : [crossing])];
  return `${[spent, ...rest].join(", ")}.`;
}

const toldOf = ({ threshold, at, spentPicos, told, outlook, periodKey }: Announcement): Told => ({
  ...{ threshold, outlook, periodKey, channels: told },
  at: at.toISOString(),
  spentUsd: picoDollars(spentPicos),
});

function periodsOf({ budget, rows, now, timeZone }: Seen): PeriodRow[] {
  const { period: kind, amountPicos } = budget;
  const first = rows.reduce((least, { date }) => (date < least ? date : least), "9999-12-31");
  const periods: Period[] = [periodAt(kind, now, timeZone)];
  while (periods.length <= PAST[kind]) {
    const last = periods.at(-1);
    const before = last && periodBefore(last, timeZone);
    // What began before anything was measured would look cheap.
    if (!before || before.key < first) break;
    periods.push(before);
  }
  return periods.map(({ key, from, to }, i) => {
    const end = dateOf(to, timeZone);
    const spent = spentFrom(rows, key, end);
    return {
      ...{ key, from: from.toISOString(), to: to.toISOString(), isPresent: i === 0 },
      spentUsd: picoDollars(spent),
      spent: dollarsOf(spent),
      used: Number(spent) / Number(amountPicos),
      isOver: spent > amountPicos,
      crossedOn: crossedOn(rows, key, end, amountPicos),
    };
  });
}

function crossedOn(
  rows: readonly Daily[],
  key: string,
  end: string,
  amount: bigint,
): string | null {
  const sums = byDate(rows);
  let spent = 0n;
  for (const date of datesBetween(key, plusDays(end, -1))) {
    spent += sums.get(date) ?? 0n;
    if (spent >= amount && spent > 0n) return date;
  }
  return null;
}
