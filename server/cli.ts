/** The `wheelhouse` command line: one file a command, loaded when it is called. */
import { Command, CommanderError } from "commander";
import { accessCommand } from "./commands/access";
import { anomaliesCommand } from "./commands/anomalies";
import { auditCommand } from "./commands/audit";
import { backupCommand } from "./commands/backup";
import { buildCommand } from "./commands/build";
import { conformanceCommand } from "./commands/conformance";
import { demoCommand } from "./commands/demo";
import { doctorCommand } from "./commands/doctor";
import { flagsCommand } from "./commands/flags";
import { forecastCommand } from "./commands/forecast";
import { keyCommand } from "./commands/key";
import { priceCommand } from "./commands/price";
import { recoveryDrillCommand } from "./commands/recovery-drill";
import { replayCommand } from "./commands/replay";
import { restoreCommand } from "./commands/restore";
import { rolloutCommand } from "./commands/rollout";
import { startCommand } from "./commands/start";
import { userCommand } from "./commands/user";
import { EXIT, printError } from "./output";
import { version } from "./root";

const EXIT_CODES = `
Exit codes:
  0  done
  1  refused or failed; one sentence on stderr says why and what to do
  2  wrong usage

Configuration comes from environment variables; README.md lists them.`;

const COMMANDS = [
  startCommand,
  doctorCommand,
  userCommand,
  accessCommand,
  keyCommand,
  replayCommand,
  auditCommand,
  backupCommand,
  restoreCommand,
  recoveryDrillCommand,
  demoCommand,
  conformanceCommand,
  priceCommand,
  forecastCommand,
  anomaliesCommand,
  flagsCommand,
  rolloutCommand,
  buildCommand,
];

export async function main(argv: readonly string[]): Promise<void> {
  const program = new Command("wheelhouse")
    .description("A self-hosted operations console for AI-agent systems in production.")
    .version(version(), "-V, --version")
    .addHelpText("after", EXIT_CODES);
  for (const command of COMMANDS) program.addCommand(command());
  for (const command of everyCommand(program))
    command.exitOverride().showHelpAfterError("(--help shows the usage)");
  try {
    await program.parseAsync(argv);
  } catch (error) {
    process.exitCode = exitCodeFor(error, argv.includes("--json"));
  }
}

function everyCommand(command: Command): Command[] {
  return [command, ...command.commands.flatMap((child) => everyCommand(child as Command))];
}

function exitCodeFor(error: unknown, json: boolean): number {
  // Commander has said what is wrong already; its zero means help or version was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  printError(error, json);
  return EXIT.failed;
}
