/** One incident whole: its fields, its roles, and what people wrote. */
import { clocksOf } from "@/lib/incidents/clocks";
import { livedOf } from "@/lib/incidents/row-view";
import { nextUpdateAt } from "@/lib/incidents/state";
import type { EntryKind, IncidentView, Person } from "@/lib/incidents/views";
import type { Db } from "@/lib/platform/db";
import type { IncidentStored } from "./rows";

const person = (id: string | null, name: string | null): Person | null =>
  name === null ? null : { id: id ?? "", name };

/** Read a moment after the row: the revision is of what is shown. */
export async function fullRow(db: Db, stored: IncidentStored): Promise<IncidentView> {
  const row = await db.incident.findUniqueOrThrow({ where: { id: stored.id } });
  const { id, number, title, isDrill, summary, impact, runbook, revision } = row;
  const { updateEveryMinutes } = row;
  const { severity, status } = row as unknown as Pick<IncidentView, "severity" | "status">;
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  return {
    ...{ id, number, title, isDrill, summary, impact, runbook, revision },
    ...{ severity, status, updateEveryMinutes },
    roles: {
      commander: person(row.commanderId, row.commanderName),
      communications: person(row.communicationsId, row.communicationsName),
      scribe: person(row.scribeId, row.scribeName),
    },
    lastUpdateAt: iso(row.lastUpdateAt),
    nextUpdateAt: iso(nextUpdateAt({ ...row, status })),
    startedAt: row.startedAt.toISOString(),
    detectedAt: iso(row.detectedAt),
    mitigatedAt: iso(row.mitigatedAt),
    resolvedAt: iso(row.resolvedAt),
    declaredBy: row.declaredByName,
    answeredAt: iso(stored.answeredAt),
    clocks: clocksOf(livedOf({ ...stored, ...row })),
  };
}

const ENTRIES_READ = 2_000;

export async function entriesOf(db: Db, incidentId: string) {
  const rows = await db.incidentEntry.findMany({
    where: { incidentId },
    orderBy: { at: "desc" },
    take: ENTRIES_READ,
  });
  return rows.map(({ kind, earlier, ...row }) => ({
    ...row,
    kind: kind as EntryKind,
    // Written by `editEntry` only, in this shape.
    earlier: earlier as { readonly text: string; readonly at: string }[],
  }));
}
