/** Where a day, a week or a month will end: spent so far, the forecast of the rest, and when an amount is passed. */
import { dollarsOf } from "@/lib/core/money";
import {
  daysOf,
  type Period,
  type PeriodKind,
  passedOf,
  periodAt,
} from "@/lib/cost/budget/calendar";
import type { Forecast } from "@/lib/cost/forecast/forecast";
import { crossingOf, type Projection, project } from "@/lib/cost/forecast/projection";
import { type Daily, dateOf, spentFrom } from "./daily";

/** Dollars at the end of a day. */
export type End = {
  readonly expected: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly model: string;
};

export type Ahead = {
  readonly kind: PeriodKind;
  readonly period: Period;
  readonly spentPicos: bigint;
  /** Dollars at the end; null: not enough history. */
  readonly end: End | null;
};

/** The local dates on whose end the amount is passed; null: not within this period. */
export type Passing = {
  readonly isPast: boolean;
  readonly expected: string | null;
  readonly earliest: string | null;
  readonly latest: string | null;
};

export type Scene = {
  readonly rows: readonly Daily[];
  readonly now: Date;
  readonly timeZone: string;
  /** Of the whole days before today; its first day is today. */
  readonly forecast: Forecast;
};

function partsOf(kind: PeriodKind, { rows, now, timeZone }: Scene) {
  const period = periodAt(kind, now, timeZone);
  // An event may claim to lie a few minutes ahead, and so in the next period.
  const spentPicos = spentFrom(rows, period.key, dateOf(period.to, timeZone));
  const day = periodAt("daily", now, timeZone);
  const days = daysOf(period, timeZone);
  const remaining = days.filter(({ to }) => to > now);
  const today = { spent: dollarsOf(spentFrom(rows, day.key)), passed: passedOf(day, now) };
  return { period, spentPicos, remaining, today };
}

export function aheadOf(kind: PeriodKind, scene: Scene): Ahead {
  const { period, spentPicos, remaining, today } = partsOf(kind, scene);
  const found = project(dollarsOf(spentPicos), today, remaining.length, scene.forecast);
  return { kind, period, spentPicos, end: found && endOf(found) };
}

const endOf = ({ expected, interval, model }: Projection): End => ({
  ...{ expected, model },
  low: interval?.low ?? null,
  high: interval?.high ?? null,
});

/** Where the sum will stand at the end of today and of each day after it in the period; empty without a forecast. */
export function endsOf(kind: PeriodKind, scene: Scene): End[] {
  const { spentPicos, remaining, today } = partsOf(kind, scene);
  return remaining.flatMap((_, k) => {
    const found = project(dollarsOf(spentPicos), today, k + 1, scene.forecast);
    return found ? [endOf(found)] : [];
  });
}

export function passingOf(kind: PeriodKind, amountPicos: bigint, scene: Scene): Passing {
  const { spentPicos, remaining, today } = partsOf(kind, scene);
  const isPast = spentPicos > 0n && spentPicos >= amountPicos;
  if (isPast || scene.forecast.status !== "forecast")
    return { isPast, expected: null, earliest: null, latest: null };
  const found = crossingOf(
    dollarsOf(amountPicos),
    dollarsOf(spentPicos),
    today,
    remaining.length,
    scene.forecast,
  );
  const date = (index: number | null): string | null => {
    const day = index === null ? undefined : remaining[index];
    return day === undefined ? null : dateOf(day.from, scene.timeZone);
  };
  return {
    isPast: found.isPast,
    expected: date(found.expected),
    earliest: date(found.earliest),
    latest: date(found.latest),
  };
}
