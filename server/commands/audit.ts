/** `wheelhouse audit verify`: whether the audit log is as it was written. */
import { type Command, InvalidArgumentError } from "commander";
import type { ChainReport, Head } from "@/lib/audit/chain";
import { EXIT, jsonCommand, outputOf } from "@/server/output";

type Flags = { expect?: Head };

export function auditCommand(): Command {
  return jsonCommand("audit", "the record of who did what").addCommand(verifyCommand());
}

function verifyCommand(): Command {
  return jsonCommand("verify", "read the whole audit log and check its numbers and hashes")
    .option(
      "--expect <seq:hash>",
      "an entry noted earlier that must still be there: shows a log cut off or written anew",
      headOf,
    )
    .action(async ({ expect }: Flags, command: Command) => {
      const { withDatabase } = await import("@/server/database");
      const { verifyAt } = await import("@/server/audit");
      const report = await withDatabase("wheelhouse audit verify", ({ url }) =>
        verifyAt(url, expect),
      );
      outputOf(command).result(report, textOf(report, expect));
      process.exitCode = report.ok ? EXIT.done : EXIT.failed;
    });
}

function headOf(text: string): Head {
  const found = /^(\d{1,10}):([0-9a-f]{64})$/i.exec(text.trim());
  if (!found?.[1] || !found[2]) {
    throw new InvalidArgumentError("Write the entry's number, a colon and its 64 hex digits.");
  }
  return { seq: Number(found[1]), hash: found[2].toLowerCase() };
}

function textOf({ entries, newest, broken }: ChainReport, expected: Head | undefined): string {
  if (broken) {
    const good = newest ? `the last good one is ${written(newest)}` : "none before it is good";
    return `${broken.message}.\nThe chain breaks at entry ${broken.seq} (${broken.what}); ${good}.`;
  }
  if (!newest) return "The audit log is empty.";
  const noted = expected ? `Entry ${expected.seq} is the one that was noted.\n` : "";
  return `${entries} entries, numbered and chained without a break.\n${noted}Newest: ${written(newest)}\nNote it elsewhere: \`wheelhouse audit verify --expect ${written(newest)}\` then also shows a log that was cut off or written anew.`;
}

const written = ({ seq, hash }: Head): string => `${seq}:${hash}`;
