/** `wheelhouse key create`: an API key for a project, shown once. */
import { type Command, InvalidArgumentError } from "commander";
import { SCOPES, type Scope } from "@/lib/core/roles";
import { jsonCommand, outputOf } from "@/server/output";

type Flags = {
  project: string;
  scopes: Scope[];
  name: string;
  environment?: string;
  expiresInDays?: number;
};

export function keyCommand(): Command {
  return jsonCommand("key", "API keys").addCommand(createCommand());
}

function createCommand(): Command {
  return jsonCommand("create", "make an API key; only its hash is kept, so it is shown once")
    .requiredOption("--project <slug>", "the project it is for")
    .option("--scopes <list>", `of ${SCOPES.join(", ")}, with commas`, scopesOf, ["ingest"])
    .option("--name <name>", "how it is shown", "command line")
    .option("--environment <name>", "write to this environment only")
    .option("--expires-in-days <days>", "when it ends by itself", daysOf)
    .action(async (flags: Flags, command: Command) => {
      const { withDatabase } = await import("@/server/database");
      const { systemCtx } = await import("@/server/system-ctx");
      const { createApiKey } = await import("@/lib/keys/commands");
      const { project, scopes, name, environment = null, expiresInDays = null } = flags;
      const key = await withDatabase("wheelhouse key create", () =>
        createApiKey(systemCtx(), { project, scopes, name, environment, expiresInDays }),
      );
      outputOf(command).result(
        { ...key, project, scopes },
        `${key.secret}\nShown this once. It may ${scopes.join(", ")} in ${project}.`,
      );
    });
}

function scopesOf(text: string): Scope[] {
  return text.split(",").map((word) => {
    const scope = SCOPES.find((known) => known === word.trim());
    if (!scope) throw new InvalidArgumentError(`Scopes are ${SCOPES.join(", ")}.`);
    return scope;
  });
}

function daysOf(text: string): number {
  const days = Number(text);
  if (Number.isInteger(days) && days > 0) return days;
  throw new InvalidArgumentError("Days are a whole number above 0.");
}
