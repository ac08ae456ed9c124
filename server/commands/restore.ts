/** `wheelhouse restore FILE`: a backup back into a fresh database, counted and compared. */
import path from "node:path";
import type { Command } from "commander";
import { jsonCommand, outputOf } from "@/server/output";

type Flags = { into?: string };

export function restoreCommand(): Command {
  return jsonCommand("restore", "bring a backup back into a fresh database and compare it")
    .argument("<file>", "a file that `wheelhouse backup` wrote")
    .option("--into <url>", "the fresh database (DATABASE_URL; the embedded one)")
    .action(async (file: string, { into }: Flags, command: Command) => {
      const { withDatabase } = await import("@/server/database");
      const { auditSentence, verifyAt } = await import("@/server/audit");
      const { restoreBackup } = await import("@/server/backup/load");
      const output = outputOf(command);
      if (into) process.env.DATABASE_URL = into;
      const restored = await withDatabase(
        "wheelhouse restore",
        async ({ url }) => {
          const back = await restoreBackup(url, path.resolve(file), ({ name, rows }) =>
            output.note(`  ${name}: ${rows} rows`),
          );
          return { ...back, audit: await verifyAt(url) };
        },
        { create: true },
      );
      output.result(
        restored,
        `Restored ${restored.rows} rows of ${restored.tables.length} tables, as of ${restored.createdAt}; every count and checksum is equal.\n${auditSentence(restored.audit)}`,
      );
    });
}
