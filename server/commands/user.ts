/** `wheelhouse user create`: adds a person, also when nobody can sign in any more. */
import { type Command, Option } from "commander";
import { ROLES, type Role } from "@/lib/core/roles";
import { jsonCommand, outputOf } from "@/server/output";

type Flags = { email: string; name?: string; owner?: boolean; project?: string; role: Role };

export function userCommand(): Command {
  return jsonCommand("user", "people who sign in").addCommand(createCommand());
}

function createCommand(): Command {
  return jsonCommand(
    "create",
    "add a person; the password comes from WHEELHOUSE_PASSWORD or is made and shown once",
  )
    .requiredOption("--email <address>", "what they sign in with")
    .option("--name <name>", "how they are shown")
    .option("--owner", "may do everything in every project")
    .option("--project <slug>", "a project to belong to")
    .addOption(
      new Option("--role <role>", "what they may do there").choices(ROLES).default("viewer"),
    )
    .action(async ({ email, name, owner = false, project, role }: Flags, command: Command) => {
      const { withDatabase } = await import("@/server/database");
      const { migrate } = await import("@/server/migrate");
      const { systemCtx } = await import("@/server/system-ctx");
      const { createPerson } = await import("@/lib/access/commands");
      // Not a flag: flags can be read by everybody on the machine.
      const password = process.env.WHEELHOUSE_PASSWORD;
      const person = await withDatabase("wheelhouse user create", async ({ url }) => {
        await migrate(url);
        return createPerson(systemCtx(), {
          email,
          isOwner: owner,
          role,
          ...(name !== undefined && { name }),
          ...(project !== undefined && { project }),
          ...(password && { password }),
        });
      });
      const secret = person.password ? `\nPassword: ${person.password} (shown this once)` : "";
      outputOf(command).result(person, `Created ${person.email}.${secret}`);
    });
}
