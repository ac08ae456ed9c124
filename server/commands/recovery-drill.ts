/** `wheelhouse recovery-drill`: restores a backup into a database of its own, times it and keeps what it found. */
import path from "node:path";
import type { Command } from "commander";
import { duration } from "@/lib/core/format";
import type { DrillVerdict, RecoveryDrill } from "@/lib/data/recovery/schema";
import { EXIT, jsonCommand, outputOf } from "@/server/output";

type Flags = { from?: string };

export function recoveryDrillCommand(): Command {
  return jsonCommand("recovery-drill", "restore a backup beside the database, time it, and drop it")
    .option("--from <file>", "the backup to try (one is taken for it)")
    .action(async ({ from }: Flags, command: Command) => {
      const { withDatabase } = await import("@/server/database");
      const { systemCtx } = await import("@/server/system-ctx");
      const { drill } = await import("@/server/backup/drill");
      const { keepRecoveryDrill } = await import("@/lib/data/recovery/commands");
      const { verdictOf } = await import("@/lib/data/recovery/standing");
      const output = outputOf(command);
      const found = await withDatabase("wheelhouse recovery-drill", async ({ url, embedded }) => {
        const file = from === undefined ? undefined : path.resolve(from);
        const made = await drill(url, { from: file, isHere: embedded, note: output.note });
        await keepRecoveryDrill(systemCtx(), made);
        return made;
      });
      const verdict = verdictOf(found);
      output.result({ ...found, verdict }, textOf(found, verdict));
      process.exitCode = verdict.isMet ? EXIT.done : EXIT.failed;
    });
}

function textOf(found: RecoveryDrill, { words }: DrillVerdict): string {
  const { isOk, backupMs, restoreMs, lostMs, rows, detail } = found;
  if (!isOk) return words;
  const backup = backupMs === null ? "" : `, backup taken in ${duration(backupMs)}`;
  return [
    `${words}.`,
    `Restored and looked through in ${duration(restoreMs ?? 0)} (${rows} rows${backup}); the newest row was ${duration(lostMs ?? 0)} old.`,
    detail,
  ].join("\n");
}
