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
    const report = await verifyAudit(client, expected);
    const { rows } = await client.query("SELECT 1 FROM person LIMIT 1");
    // Making the first person is the first entry of every log.
    return report.entries === 0 && rows.length > 0 ? EMPTIED : report;
  } finally {
    await client.end();
  }
}

const EMPTIED: ChainReport = {
  ok: false,
  entries: 0,
  newest: null,
  broken: {
    seq: 1,
    what: "missing",
    message: "The log is empty although there are people: it was emptied",
  },
};

/** One sentence about a log that was looked at. */
export function auditSentence({ ok, entries, broken }: ChainReport): string {
  return ok
    ? `The audit log is whole: ${entries} ${entries === 1 ? "entry" : "entries"}, numbered and chained.`
    : `The audit log is broken: ${broken?.message}.`;
}
