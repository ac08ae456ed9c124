/** Where the day, the week and the month will end, with the record of those who said so. */
import { dollarsOf, formatMoney } from "@/lib/core/money";
import { DAY } from "@/lib/core/time";
import { picoDollars } from "@/lib/cost/arithmetic";
import { PERIODS, type PeriodKind, periodAt, periodBefore } from "@/lib/cost/budget/calendar";
import type { Forecast } from "@/lib/cost/forecast/forecast";
import type { Axis, Line } from "@/lib/overview/lines";
import { courseWords, dayWords, nowWords } from "@/lib/spend/budgets/words";
import { byDate, dateOf, datesBetween, dollarsBefore, plusDays } from "@/lib/spend/daily";
import { aheadOf, passingOf, type Scene } from "@/lib/spend/outlook";
import type { EndView, ForecastView } from "./schema";
import { coverageOf, type Said, trackOf } from "./track";

export type Found = Scene & {
  readonly budgets: ReadonlyMap<PeriodKind, bigint>;
  /** A forecast from other values than today's: for the record. */
  readonly forecastFor: (values: readonly number[]) => Forecast;
};

const SHOWN_DAYS = 60;
const TRACKED_DAYS = 30;

export function forecastView(found: Found): ForecastView {
  const { rows, now, timeZone, forecast } = found;
  const today = dateOf(now, timeZone);
  const values = dollarsBefore(rows, today);
  const dates = values.map((_, i) => plusDays(today, i - values.length));
  const said = trackOf(values, dates, TRACKED_DAYS);
  return {
    timeZone,
    ends: PERIODS.map((kind) => endView(kind, found)),
    known: values.length,
    needed: forecast.status === "forecast" ? 0 : forecast.needed,
    model: modelOf(forecast),
    chart: chartOf(found, values, dates, today),
    scores: scoresOf(forecast),
    record:
      forecast.status === "forecast" && forecast.record.trials > 0
        ? {
            trials: forecast.record.trials,
            toNaive: forecast.record.toNaive,
            coverage: forecast.record.coverage,
            width: forecast.record.width,
          }
        : null,
    track: { ...trackChart(said), days: said.length, coverage: coverageOf(said) },
    lastMonth: lastMonthOf(found, values, dates),
    unpricedCalls: rows
      .filter(({ date }) => date >= periodAt("monthly", now, timeZone).key)
      .reduce((sum, row) => sum + row.unpricedCalls, 0),
  };
}

/** `$412 so far this month, on course for $690 (80 % between $655 and $731), $190 above budget; crosses on Thu 19 Nov`. */
function endView(kind: PeriodKind, found: Found): EndView {
  const { period, spentPicos, end } = aheadOf(kind, found);
  const budget = found.budgets.get(kind) ?? null;
  const passing = budget === null ? null : passingOf(kind, budget, found);
  const so = `${formatMoney(spentPicos)} so far ${nowWords(kind)}`;
  const course = courseWords({ end }, budget, "budget");
  const crossing =
    passing?.isPast === true
      ? "the budget is used up"
      : passing?.expected
        ? `crosses it on ${dayWords(passing.expected)}`
        : null;
  return {
    kind,
    from: period.from.toISOString(),
    to: period.to.toISOString(),
    spentUsd: picoDollars(spentPicos),
    spent: dollarsOf(spentPicos),
    ...{ expected: end?.expected ?? null, low: end?.low ?? null, high: end?.high ?? null },
    budget: budget === null ? null : dollarsOf(budget),
    crossesOn: passing?.expected ?? null,
    words: [[so, course ?? "not enough history for a forecast"].join(", "), crossing]
      .filter((part) => part !== null)
      .join("; "),
  };
}

const modelOf = (forecast: Forecast): ForecastView["model"] =>
  forecast.status === "forecast"
    ? {
        name: forecast.model,
        why: forecast.why,
        shift:
          forecast.shiftAgo === null
            ? null
            : `The level changed ${forecast.shiftAgo} days ago: what was before it is scaled to it`,
      }
    : null;

const scoresOf = (forecast: Forecast): ForecastView["scores"] =>
  forecast.status === "forecast"
    ? Object.entries(forecast.scores)
        .map(([model, { toNaive }]) => ({ model, toNaive }))
        .toSorted((a, b) => (a.toNaive ?? 9) - (b.toNaive ?? 9))
    : [];

const axisFrom = (first: string, count: number): Axis => ({
  from: new Date(`${first}T12:00:00Z`).toISOString(),
  stepMs: DAY,
  count,
});

/** Drawn at noon, so that a date is the same one on every reader's clock but the farthest. */
function chartOf(
  { rows, now, timeZone, forecast }: Found,
  values: readonly number[],
  dates: readonly string[],
  today: string,
): ForecastView["chart"] {
  const from = Math.max(0, values.length - SHOWN_DAYS);
  const first = dates[from] ?? today;
  const end = plusDays(dateOf(periodAt("monthly", now, timeZone).to, timeZone), -1);
  const shown = datesBetween(first, end);
  const sums = byDate(rows);
  const ahead = forecast.status === "forecast" ? forecast.days : [];
  const at = (pick: (day: (typeof ahead)[number]) => number | null) =>
    shown.map((_, i) => {
      const day = ahead[i - shown.indexOf(today)];
      return day === undefined ? null : pick(day);
    });
  const actual = shown.map((date) => (date >= today ? null : dollarsOf(sums.get(date) ?? 0n)));
  return {
    axis: axisFrom(first, shown.length),
    lines: [
      { key: "spent", label: "Spent", values: actual },
      { key: "expected", label: "Expected", values: at(({ value }) => value) },
      { key: "low", label: "80 %, from", values: at(({ interval }) => interval?.low ?? null) },
      { key: "high", label: "80 %, to", values: at(({ interval }) => interval?.high ?? null) },
    ],
  };
}

/** Origins may lie two days apart: what was not replayed is a gap. */
function trackChart(said: readonly Said[]): {
  readonly axis: Axis;
  readonly lines: readonly Line[];
} {
  const [first, last] = [said[0]?.date, said.at(-1)?.date];
  if (first === undefined || last === undefined)
    return { axis: axisFrom("1970-01-01", 0), lines: [] };
  const dates = datesBetween(first, last);
  const known = new Map(said.map((one) => [one.date, one]));
  const line = (key: string, label: string, pick: (one: Said) => number | null): Line => ({
    ...{ key, label },
    values: dates.map((date) => {
      const one = known.get(date);
      return one === undefined ? null : pick(one);
    }),
  });
  return {
    axis: axisFrom(first, dates.length),
    lines: [
      line("actual", "What came", ({ actual }) => actual),
      line("said", "What was said", (one) => one.said),
      line("low", "80 %, from", ({ low }) => low),
      line("high", "80 %, to", ({ high }) => high),
    ],
  };
}

/** The month before, as it would have been foretold on its first day, if a week was known by then. */
function lastMonthOf(
  { now, timeZone, forecastFor }: Found,
  values: readonly number[],
  dates: readonly string[],
): ForecastView["lastMonth"] {
  const present = periodAt("monthly", now, timeZone);
  const { key } = periodBefore(present, timeZone);
  const [from, to] = [dates.indexOf(key), dates.indexOf(present.key)];
  const until = to === -1 ? values.length : to;
  if (from < 7) return null;
  const made = forecastFor(values.slice(0, from));
  const total = made.status === "forecast" ? made.totals[until - from - 1] : undefined;
  if (!total) return null;
  return {
    key,
    said: total.value,
    ...{ low: total.interval?.low ?? null, high: total.interval?.high ?? null },
    actual: values.slice(from, until).reduce((sum, value) => sum + value, 0),
  };
}
