/** `wheelhouse start`: everything at once, or the web or worker part alone. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { jsonCommand, outputOf } from "@/server/output";
import { jsonProgress, terminalProgress } from "@/server/progress";
import type { Role } from "@/server/start";

type Flags = { port?: number; host?: string; demo: boolean; dev?: boolean; role: Role };

export function startCommand(): Command {
  return jsonCommand("start", "start the console (database, migrations, build, web, worker)")
    .option("--port <port>", "port to listen on (PORT; 3000)", portOf)
    .option("--host <address>", "address to listen on (HOST; 127.0.0.1)")
    .option("--no-demo", "start empty, without the demo project (WHEELHOUSE_DEMO=off)")
    .option("--dev", "serve from the sources with hot reload, for development")
    .addOption(
      new Option("--role <role>", "which part to run")
        .choices(["web", "worker", "all"])
        .default("all"),
    )
    .action(async (flags: Flags, command: Command) => {
      const { start } = await import("@/server/start");
      const progress = outputOf(command).json ? jsonProgress() : terminalProgress();
      await start({ ...flags, dev: flags.dev ?? false }, progress);
    });
}

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError("A port is a number between 0 and 65535.");
}
