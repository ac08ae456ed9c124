/** `wheelhouse backup FILE`: one consistent copy of everything, while it runs. */
import path from "node:path";
import type { Command } from "commander";
import { jsonCommand, outputOf } from "@/server/output";

export function backupCommand(): Command {
  return jsonCommand("backup", "write everything into one file, consistent, while it runs")
    .argument("<file>", "where to; a complete file replaces one of the same name")
    .action(async (file: string, _flags: object, command: Command) => {
      const { withDatabase } = await import("@/server/database");
      const { writeBackup } = await import("@/server/backup/dump");
      const output = outputOf(command);
      const target = path.resolve(file);
      const written = await withDatabase("wheelhouse backup", ({ url }) =>
        writeBackup(url, target, ({ name, rows }) => output.note(`  ${name}: ${rows} rows`)),
      );
      const size = `${(written.bytes / 1024 / 1024).toFixed(1)} MB`;
      output.result(
        { file: target, ...written },
        `Wrote ${target}: ${written.rows} rows of ${written.tables.length} tables, ${size}.`,
      );
    });
}
