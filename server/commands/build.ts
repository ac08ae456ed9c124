/** `wheelhouse build`: the production build, as `start` makes it, for images and tests. */
import type { Command } from "commander";
import { jsonCommand, outputOf } from "@/server/output";

export function buildCommand(): Command {
  return jsonCommand("build", "build the console now instead of at the first start").action(
    async (_flags: object, command: Command) => {
      const { ensureBuild } = await import("@/server/build");
      const { jsonProgress, terminalProgress } = await import("@/server/progress");
      const output = outputOf(command);
      const progress = output.json
        ? jsonProgress(process.stderr)
        : terminalProgress(process.stderr);
      const built = await progress.step("Console built", () => ensureBuild());
      output.result({ built }, built ? "Built." : "The build is current.");
    },
  );
}
