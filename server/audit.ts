/** Has the audit log of a database checked, over one connection of its own. */
import type { ChainReport, Head } from "@/lib/audit/chain";
import { verifyAudit } from "@/lib/audit/store/links";
import { migrationState, reach } from "./migrate";
import { PlainError } from "./plain-error";

export async function verifyAt(url: string, expected?: Head): Promise<ChainReport> {
  const { pending } = await migrationState(url);
  if (pending.length > 0)
    throw new PlainError(
      "The database is from before this version: start it once, which brings it up to date.",
    );
  const client = await reach(url);
  try {
    return await verifyAudit(client, expected);
  } finally {
    await client.end();
  }
}

/** One sentence about a log that was looked at. */
export function auditSentence({ ok, entries, broken }: ChainReport): string {
  return ok
    ? `The audit log is whole: ${entries} ${entries === 1 ? "entry" : "entries"}, numbered and chained.`
    : `The audit log is broken: ${broken?.message}.`;
}
