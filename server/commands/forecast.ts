/** `wheelhouse forecast FILE.csv --horizon N`: the product's forecast of any series, with its own backtest. */
import { type Command, InvalidArgumentError, Option } from "commander";
import type { Forecast, Interval } from "@/lib/cost/forecast/forecast";
import { type Fold, type History, nextAfter } from "@/lib/cost/history/history";
import { jsonCommand, outputOf } from "@/server/output";
import { columnsIn, instantText } from "./series-file";

const FORMAT = `
FILE has a header, a column of dates (named date, ds, timestamp, ...) and columns of numbers; each is
forecast on its own. Readings finer than a day are folded into days (UTC): added up, or averaged with
--fold mean. Days with half their readings at either end are left out; a day without any is a gap.
Monthly series have a season of a year, all others of a week.

MASE is the mean absolute error over that of repeating the last season, measured within the past;
"to naive" has that of repeating the last season on the same days as its unit: below 1 is better.
The record replays the past: at each day the model and the interval are chosen with nothing but
what was known then. Below one season there is not enough history; below three, no trend is fitted.`;

type Flags = { readonly horizon: number; readonly fold: Fold; readonly column?: string };
type Result = { readonly column: string; readonly history: History; readonly forecast: Forecast };

export function forecastCommand(): Command {
  return jsonCommand("forecast", "forecast a series, with backtest scores and intervals")
    .argument("<file>", "comma-separated values")
    .option("--horizon <n>", "days (or months) ahead", horizonOf, 14)
    .addOption(
      new Option("--fold <how>", "how readings of one day become its value")
        .choices(["sum", "mean"])
        .default("sum"),
    )
    .option("--column <name>", "only this column")
    .addHelpText("after", FORMAT)
    .action(async (file: string, flags: Flags, command: Command) => {
      const { horizon } = flags;
      const results = await resultsOf(file, horizon, flags.fold, flags.column);
      outputOf(command).result(
        { ok: true, horizon, series: results.map((one) => dataOf(one)) },
        results.map((one) => textOf(one)).join("\n\n"),
      );
    });
}

const MOST_AHEAD = 366;

function horizonOf(text: string): number {
  const horizon = Number(text);
  if (Number.isInteger(horizon) && horizon >= 1 && horizon <= MOST_AHEAD) return horizon;
  throw new InvalidArgumentError(`It must be a whole number from 1 to ${MOST_AHEAD}.`);
}

async function resultsOf(file: string, horizon: number, fold: Fold, column: string | undefined) {
  const { historyOf, SEASON, stepOf } = await import("@/lib/cost/history/history");
  const { forecastOf } = await import("@/lib/cost/forecast/forecast");
  return (await columnsIn(file, column)).map(({ name, readings }): Result => {
    const step = stepOf(readings) === "month" ? "month" : "day";
    const history = historyOf(readings, step, fold);
    return { column: name, history, forecast: forecastOf(history.values, horizon, SEASON[step]) };
  });
}

function aheadAt(history: History, count: number): number[] {
  const dates: number[] = [];
  let at = history.at.at(-1) ?? 0;
  for (let k = 0; k < count; k++) {
    at = nextAfter(at, history.step);
    dates.push(at);
  }
  return dates;
}

function dataOf({ column, history, forecast }: Result): object {
  const known = history.values.filter((value) => value !== null).length;
  const head = { column, step: history.step, known, gaps: history.values.length - known };
  if (forecast.status !== "forecast") return { ...head, ...forecast };
  const { days, totals, ...rest } = forecast;
  const dates = aheadAt(history, days.length);
  const total = totals.at(-1);
  return {
    ...head,
    ...rest,
    forecast: days.map(({ value, interval }, k) => ({
      date: instantText(dates[k] ?? 0, true),
      value,
      ...interval,
      cumulative: totals[k]?.value,
      cumulativeLow: totals[k]?.interval?.low,
      cumulativeHigh: totals[k]?.interval?.high,
    })),
    total: total && { value: total.value, ...total.interval },
  };
}

function textOf({ column, history, forecast }: Result): string {
  if (forecast.status !== "forecast")
    return `${column}: not enough history: ${forecast.known} values, ${forecast.needed} are needed`;
  const { record, scores, days, totals } = forecast;
  const dates = aheadAt(history, days.length);
  const total = totals.at(-1);
  return [
    `${column}: ${forecast.model}, ${forecast.why}`,
    ...(forecast.shiftAgo === null
      ? []
      : [`  the present level began ${forecast.shiftAgo} values ago`]),
    "  model              MASE  to naive",
    ...Object.entries(scores).map(
      ([model, score]) => `  ${model.padEnd(16)} ${cell(score.mase)}  ${cell(score.toNaive)}`,
    ),
    `  record of ${record.trials} past forecasts: MASE ${cell(record.mase)}, to naive ${cell(record.toNaive)}, ` +
      `${percent(record.coverage)} of values and ${percent(record.totalCoverage)} of totals within their ${percent(forecast.nominal)} interval, ` +
      `which was ${percent(record.width)} and ${percent(record.totalWidth)} of the level wide`,
    ...days.map(
      ({ value, interval }, k) =>
        `  ${instantText(dates[k] ?? 0, true)}  ${number(value)}  ${between(interval)}`,
    ),
    `  total       ${number(total?.value ?? 0)}  ${between(total?.interval ?? null)}`,
  ].join("\n");
}

const cell = (value: number | null): string =>
  (value === null ? "-" : value.toFixed(3)).padStart(6);
const percent = (value: number | null): string =>
  value === null ? "-" : `${(value * 100).toFixed(0)} %`;
const number = (value: number): string =>
  value.toLocaleString("en-US", { maximumSignificantDigits: 6 }).padStart(12);
const between = (interval: Interval | null): string =>
  interval === null
    ? "no interval yet"
    : `${number(interval.low).trim()} to ${number(interval.high).trim()}`;
