/** `wheelhouse demo remove`: takes the demo project and everything in it away. */
import { Command } from "commander";
import { jsonCommand, outputOf } from "@/server/output";

type Flags = { reason?: string };

export function demoCommand(): Command {
  const remove = jsonCommand("remove", "remove the demo project and all of its data")
    .option("--reason <text>", "what the audit log says about it")
    .action(run);
  return new Command("demo").description("the demo project").addCommand(remove);
}

async function run({ reason }: Flags, command: Command): Promise<void> {
  const output = outputOf(command);
  const { removeDemos } = await import("@/server/demo-removal");
  const { removed, deleted } = await removeDemos(reason);
  output.result(
    { removed, deleted },
    removed.length === 0
      ? "There is no demo project."
      : `Removed ${removed.join(", ")} and its ${deleted.toLocaleString("en-US")} rows.`,
  );
}
