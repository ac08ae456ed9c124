/** What is left of a budget: thresholds crossed once a period, how fast it burns, and when it will be gone. */
import { Fault } from "@/lib/core/fault";
import type { Picos } from "@/lib/core/money";
import { type Period, type PeriodKind, passedOf, periodAt } from "./calendar";

export type Budget = {
  readonly id: string;
  readonly kind: PeriodKind;
  readonly amount: Picos;
  readonly timeZone: string;
  /** Whole percents of the amount, ascending. */
  readonly thresholds: readonly number[];
};

export const PRESET_THRESHOLDS: Readonly<Record<PeriodKind, readonly number[]>> = {
  daily: [80, 100],
  weekly: [80, 100],
  monthly: [50, 80, 100],
};

const MOST_PERCENT = 1_000;

/** A budget of 0 is one: nothing may be spent, and the first cent crosses all of it. */
export function checkBudget({ amount, thresholds }: Budget): void {
  if (amount < 0n) throw new Fault("invalid", "amount: must not be negative", { field: "amount" });
  const isFine = thresholds.every(
    (percent, i) =>
      Number.isInteger(percent) &&
      percent >= 1 &&
      percent <= MOST_PERCENT &&
      percent > (thresholds[i - 1] ?? 0),
  );
  if (isFine && thresholds.length > 0) return;
  throw new Fault(
    "invalid",
    "thresholds: whole percents from 1 to 1,000, ascending, at least one",
    {
      field: "thresholds",
    },
  );
}

/** What has been announced; nothing of an earlier period counts. */
export type Announced = {
  readonly period: string;
  readonly thresholds: readonly number[];
};

export type BudgetState = {
  readonly period: Period;
  readonly spent: Picos;
  readonly left: Picos;
  /** Of the amount; null: the amount is 0. */
  readonly used: number | null;
  /** Of the period. */
  readonly passed: number;
  /** Spend over what an even spend would have come to by now: above 1 it will not last. Null at the very start and of 0. */
  readonly burn: number | null;
  /** All that are crossed. */
  readonly crossed: readonly number[];
  /** Crossed, and not said yet in this period. */
  readonly fresh: readonly number[];
  /** To keep: what will have been announced. */
  readonly announced: Announced;
};

/** Where a budget stands at an instant. Pure: who calls it keeps `announced` and says `fresh` once it is kept. */
export function stateOf(
  budget: Budget,
  spent: Picos,
  before: Announced | null,
  now: Date,
): BudgetState {
  const period = periodAt(budget.kind, now, budget.timeZone);
  const crossed = budget.thresholds.filter((percent) => isCrossed(budget.amount, spent, percent));
  const said = before?.period === period.key ? before.thresholds : [];
  const fresh = crossed.filter((percent) => !said.includes(percent));
  const passed = passedOf(period, now);
  const used = budget.amount === 0n ? null : Number(spent) / Number(budget.amount);
  return {
    period,
    spent,
    left: budget.amount - spent,
    used,
    passed,
    burn: used === null || passed === 0 ? null : used / passed,
    crossed,
    fresh,
    announced: { period: period.key, thresholds: [...said, ...fresh].sort((a, b) => a - b) },
  };
}

/** At the threshold, not above it: 100 % of a budget is all of it. Of a budget of 0, any spend crosses. */
function isCrossed(amount: Picos, spent: Picos, percent: number): boolean {
  if (spent <= 0n) return false;
  return spent * 100n >= amount * BigInt(percent);
}

/** What a period that ended came to: kept when the next one begins. */
export type Closed = {
  readonly period: Period;
  readonly spent: Picos;
  readonly amount: Picos;
  readonly isOver: boolean;
};

/** The period that ended between two looks, or null when it is still the same one. */
export function closedBetween(
  budget: Budget,
  before: Date,
  now: Date,
  spentIn: (period: Period) => Picos,
): Closed | null {
  const old = periodAt(budget.kind, before, budget.timeZone);
  if (now < old.to) return null;
  const spent = spentIn(old);
  return { period: old, spent, amount: budget.amount, isOver: spent > budget.amount };
}
