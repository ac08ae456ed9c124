/** `wheelhouse conformance alerts FILE`: runs scenarios through the production alert machine, for anybody to check it. */
import type { Command } from "commander";
import type { Verdict } from "@/lib/alerts/conformance/run";
import type { Read } from "@/lib/alerts/conformance/scenario";
import { Fault } from "@/lib/core/fault";
import { jsonFile } from "@/server/json-file";
import { EXIT, jsonCommand, outputOf, printError } from "@/server/output";
import { PlainError } from "@/server/plain-error";

const FORMAT = `
FILE is JSON: { "rule": [ scenario, … ] }, or the list alone. Each scenario:
  id, title        how it is called
  interval, for, keep_firing_for, look_back   such as "1m"; all but the first may be left out
  expr             value > number, absent(metric), or v > a or (v > b and ALERTS{…} == 1)
                   with metrics, numbers and + - * / in the value
  series           { "cond{i=\\"a\\"}": "0 1 _ stale 1x5" }: one value for each interval;
                   _ is a gap, stale the end of a series, 1x5 six times 1, 0+1x5 counts up
  no_data          ok (as Prometheus), keep, alerting, or how long until silence is an alert
  on_error         keep, ok or alerting
  evaluation       one letter for each interval: . evaluates, E fails, - nobody evaluates,
                   R restarts first
  expected         { "a": "IPF" }: for the values of the labels ({} where there are none),
                   one letter for each interval:
                   I inactive, P pending, F firing, N no data
Without FILE the scenarios that come with the product are run.

Exit codes: 0 all as expected, 1 some differ or cannot be read, 2 wrong usage or a file that is no list of scenarios.`;

export function conformanceCommand(): Command {
  return jsonCommand("conformance", "check the product against scenarios").addCommand(
    alertsCommand(),
  );
}

function alertsCommand(): Command {
  return jsonCommand("alerts", "run scenarios through the alert machine: expected against got")
    .argument("[file]", "the scenarios")
    .addHelpText("after", FORMAT)
    .action(async (file: string | undefined, _flags: object, command: Command) => {
      const output = outputOf(command);
      try {
        const verdicts = await run(file);
        const passed = verdicts.filter((verdict) => verdict.passed).length;
        const failed = verdicts.length - passed;
        output.result(
          { ok: failed === 0, scenarios: verdicts.length, passed, failed, results: verdicts },
          [...verdicts.map(linesOf), summary(passed, failed)].join("\n"),
        );
        process.exitCode = failed === 0 ? EXIT.done : EXIT.failed;
      } catch (error) {
        if (!(error instanceof Fault || error instanceof PlainError)) throw error;
        printError(error, output.json);
        process.exitCode = EXIT.usage;
      }
    });
}

/** `reason`: why it could not be run. */
type Result = Pick<Verdict, "id" | "title" | "passed" | "rows"> & { readonly reason?: string };

async function run(file: string | undefined): Promise<Result[]> {
  const { readScenarios } = await import("@/lib/alerts/conformance/scenario");
  const scenarios = readScenarios(file === undefined ? await ownRows() : await jsonFile(file));
  const { runScenario } = await import("@/lib/alerts/conformance/run");
  return scenarios.map((scenario) => resultOf(scenario, runScenario));
}

type Run = (scenario: Exclude<Read, { readonly reason: string }>) => Verdict;

/** One that cannot be read or run fails alone. */
function resultOf(read: Read, runScenario: Run): Result {
  const failed = { id: read.id, title: read.title, passed: false, rows: [] };
  if ("reason" in read) return { ...failed, reason: read.reason };
  try {
    const { id, title, passed, rows } = runScenario(read);
    return { id, title, passed, rows };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { ...failed, reason: error.message };
  }
}

async function ownRows(): Promise<unknown> {
  const { PROMETHEUS_ROWS, WHEELHOUSE_ROWS } = await import("@/lib/alerts/conformance/rows");
  return [...PROMETHEUS_ROWS, ...WHEELHOUSE_ROWS];
}

function linesOf({ id, title, passed, rows, reason }: Result): string {
  const said = reason === undefined ? [] : [`    ${reason}`];
  const lines = rows.flatMap(({ labels, expected, got }) => [
    `    ${labels || "{}"}: expected ${expected}`,
    `    ${" ".repeat((labels || "{}").length)}  got      ${got}${expected === got ? "" : "  ✗"}`,
  ]);
  return [`${passed ? "✓" : "✗"} ${id.padEnd(8)} ${title}`, ...said, ...lines].join("\n");
}

const summary = (passed: number, failed: number): string =>
  failed === 0 ? `${passed} as expected` : `${passed} as expected, ${failed} differ`;
