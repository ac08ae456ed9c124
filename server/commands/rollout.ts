/** `wheelhouse rollout simulate FILE`: the gates on given per-minute counts, for anybody to check a verdict. */
import type { Command } from "commander";
import { Fault } from "@/lib/core/fault";
import type { Simulation } from "@/lib/rollouts/simulation";
import { jsonFile } from "@/server/json-file";
import { EXIT, jsonCommand, outputOf, printError } from "@/server/output";
import { PlainError } from "@/server/plain-error";

const FORMAT = `
FILE is JSON: { "minutes": [ counts, … ] }, or the list alone. Each minute's counts:
  [n_c, x_c, n_s, x_s]   units of the canary, how many of them bad, then the same of the control;
                         or { "n_c": 5, "x_c": 0, "n_s": 45, "x_s": 1 }
  { "gates": { KEY: counts }, "exposed": { "canary": 5, "control": 45, "share": 0.1 } }
                         where there are several gates, or a split to check
and beside the minutes, all with defaults:
  alpha, promotionAlpha  0.05 each
  gates                  { KEY: { "tolerance": 1, "limit": null, "weight": 1, "proves": 2 } }
docs/operations/rollouts.md says what each means.

Exit codes: 0 simulated, whatever the verdict; 2 wrong usage or a file that does not fit.`;

export function rolloutCommand(): Command {
  return jsonCommand("rollout", "rollouts and their gates").addCommand(simulateCommand());
}

function simulateCommand(): Command {
  return jsonCommand("simulate", "run the gates on a file of per-minute counts")
    .argument("<file>", "the counts")
    .addHelpText("after", FORMAT)
    .action(async (file: string, _flags: object, command: Command) => {
      const output = outputOf(command);
      try {
        const { simulate, simulationOf } = await import("@/lib/rollouts/simulation");
        const simulation = simulate(simulationOf(await jsonFile(file)));
        output.result(simulation, textOf(simulation));
      } catch (error) {
        if (!(error instanceof Fault || error instanceof PlainError)) throw error;
        printError(error, output.json);
        process.exitCode = EXIT.usage;
      }
    });
}

/** A day has 1,440 minutes: people see those where something changed. */
function textOf(simulation: Simulation): string {
  const { minutes, verdict, crossedAtMinute, provedAtMinute, e, pAlways } = simulation;
  const changes = minutes.filter((each, i) => each.verdict !== minutes[i - 1]?.verdict);
  const lines = changes.map(
    (each) =>
      `minute ${String(each.minute).padStart(6)}  ${each.verdict.padEnd(12)}  E ${shown(each.e)}`,
  );
  const ends = [
    `${verdict} after ${minutes.length} minutes: E ${shown(e)}, p_always ${shown(pAlways)}`,
    ...(crossedAtMinute === null ? [] : [`crossed in minute ${crossedAtMinute}`]),
    ...(provedAtMinute === null ? [] : [`proved in minute ${provedAtMinute}`]),
    ...(simulation.promotionE === null
      ? []
      : [`promotion evidence ${shown(simulation.promotionE)}`]),
    ...(simulation.sampleRatioP === null ? [] : [`split p ${shown(simulation.sampleRatioP)}`]),
  ];
  return [...lines, ...ends].join("\n");
}

const shown = (value: number): string => String(Number(value.toPrecision(4)));
