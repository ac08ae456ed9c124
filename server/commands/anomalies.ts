/** `wheelhouse anomalies FILE.csv`: the product's anomaly rule on any series, findings with expected and observed. */
import { type Command, InvalidArgumentError, Option } from "commander";
import type { Finding, Settings } from "@/lib/cost/anomalies/detect";
import type { Fold, History } from "@/lib/cost/history/history";
import { jsonCommand, outputOf } from "@/server/output";
import { columnsIn, instantText } from "./series-file";

const FORMAT = `
FILE has a header, a column of dates or instants and columns of numbers; each is judged on its own.
Readings finer than an hour are folded into hours (averaged; --fold sum adds them up).
Expected is the median of the same weekday of the last four weeks; within a day, of the same hour and
weekday, or of the same hour of the last week where there are not three weeks yet. How far off a value
may be is set by the series' own past: further than all but one in a hundred days. Values in a row are
one finding. --least leaves out findings whose whole difference is smaller; --above those below.

Exit code 0 whether there are findings or not.`;

type Flags = {
  readonly fold: Fold;
  readonly column?: string;
  readonly least: number;
  readonly above?: boolean;
};
type Result = {
  readonly column: string;
  readonly history: History;
  readonly findings: readonly Finding[];
};

export function anomaliesCommand(): Command {
  return jsonCommand("anomalies", "find what stands out in a series")
    .argument("<file>", "comma-separated values")
    .addOption(
      new Option("--fold <how>", "how readings of one step become its value")
        .choices(["sum", "mean"])
        .default("mean"),
    )
    .option("--column <name>", "only this column")
    .option("--least <amount>", "the smallest whole difference worth a finding", leastOf, 0)
    .option("--above", "only what is above expectation")
    .addHelpText("after", FORMAT)
    .action(async (file: string, flags: Flags, command: Command) => {
      const settings: Settings = {
        least: flags.least,
        directions: flags.above ? "above" : "both",
      };
      const results = await resultsOf(file, flags.fold, flags.column, settings);
      outputOf(command).result(
        {
          ok: true,
          findings: results.reduce((sum, { findings }) => sum + findings.length, 0),
          series: results.map(dataOf),
        },
        results.map(textOf).join("\n"),
      );
    });
}

function leastOf(text: string): number {
  const least = Number(text);
  if (text.trim() !== "" && least >= 0 && Number.isFinite(least)) return least;
  throw new InvalidArgumentError("It must be an amount from 0.");
}

async function resultsOf(
  file: string,
  fold: Fold,
  column: string | undefined,
  settings: Settings,
): Promise<Result[]> {
  const { historyOf, stepOf } = await import("@/lib/cost/history/history");
  const { findingsIn } = await import("@/lib/cost/anomalies/detect");
  return (await columnsIn(file, column)).map(({ name, readings }) => {
    const step = stepOf(readings);
    const history = historyOf(readings, step === "5min" ? "hour" : step, fold);
    return { column: name, history, findings: findingsIn(history, settings) };
  });
}

function dataOf({ column, history, findings }: Result): object {
  const isDay = history.step === "day" || history.step === "month";
  return {
    column,
    step: history.step,
    values: history.values.length,
    findings: findings.map((one) => ({
      ...one,
      from: instantText(one.from, isDay),
      to: instantText(one.to, isDay),
      at: instantText(one.at, isDay),
    })),
  };
}

function textOf({ column, history, findings }: Result): string {
  const isDay = history.step === "day" || history.step === "month";
  const number = (value: number) => value.toLocaleString("en-US", { maximumSignificantDigits: 5 });
  const lines = findings.map((one) => {
    const until = one.to === one.from ? "" : ` to ${instantText(one.to, isDay)}`;
    const times = one.ratio === null ? "" : ` (${number(one.ratio)} times)`;
    return `  ${instantText(one.from, isDay)}${until}: ${one.direction}: observed ${number(one.observed)}, expected ${number(one.expected)}${times}; difference in all ${number(one.impact)}`;
  });
  const count = findings.length === 1 ? "1 finding" : `${findings.length} findings`;
  return [
    `${column}: ${count} in ${history.values.length} values by the ${history.step}`,
    ...lines,
  ].join("\n");
}
