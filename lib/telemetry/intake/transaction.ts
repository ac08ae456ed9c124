/** Stores a group of submissions in one transaction: all of it is durable, or none of it is there. */
import type { ClientBase } from "pg";
import type { Fault } from "@/lib/core/fault";
import { EVENT_COLUMNS, Lines, lineOf } from "@/lib/telemetry/copy-text";
import { emptyPartials, foldRow } from "@/lib/telemetry/fold/fold";
import type { Cap } from "@/lib/telemetry/fold/key";
import type { Row } from "@/lib/telemetry/row";
import type { Receipt } from "@/lib/telemetry/schema";
import { copy, copyPartials } from "./copy";
import { claimKeys, correctAnswers } from "./ledger";
import { writeStates } from "./states";
import { distinctRows, identityOf, receiptOf, type Submission } from "./submission";

export type Answers = ReadonlyMap<Submission, Receipt | Fault>;
type Stored = ReadonlyMap<Submission, readonly Row[]>;

/**
 * `mayRepeat` is the careful way: events go through a temporary table and only those that are new
 * are counted. It is taken after the fast way met an event that is there already.
 */
export async function storeGroup(
  client: ClientBase,
  group: readonly Submission[],
  { mayRepeat, cap }: { readonly mayRepeat: boolean; readonly cap: Cap },
): Promise<Answers> {
  await client.query("BEGIN");
  const supposed = distinctRows(group);
  const { fresh, known } = await claimKeys(client, group, (one) =>
    receiptOf(one, supposed.get(one) ?? []),
  );
  const wanted = fresh.length === group.length ? supposed : distinctRows(fresh);
  const stored = mayRepeat ? await copyNew(client, wanted) : wanted;
  if (!mayRepeat) await copyEvents(client, "event", wanted);
  await writeRollups(client, stored, cap);
  await writeStates(client, stored, cap);
  const answers = new Map(
    fresh.map((one) => [one, receiptOf(one, stored.get(one) ?? [])] as const),
  );
  if (mayRepeat || fresh.length < group.length) await correctAnswers(client, answers);
  const { command } = await client.query("COMMIT");
  // Postgres answers a COMMIT of a failed transaction with a polite ROLLBACK.
  if (command !== "COMMIT") throw new Error(`The transaction ended with ${command}`);
  return new Map<Submission, Receipt | Fault>([...known, ...answers]);
}

function copyEvents(client: ClientBase, table: string, wanted: Stored): Promise<void> {
  const lines = new Lines();
  for (const [{ receivedAt }, rows] of wanted) {
    const received = receivedAt.toISOString();
    for (const row of rows) lines.add(lineOf(row, received));
  }
  return copy(client, table, EVENT_COLUMNS, lines.bytes());
}

async function copyNew(client: ClientBase, wanted: Stored): Promise<Stored> {
  await client.query("CREATE TEMP TABLE event_in (LIKE event) ON COMMIT DROP");
  await copyEvents(client, "event_in", wanted);
  const { rows } = await client.query<{ id: string }>(
    `INSERT INTO event (${EVENT_COLUMNS}) SELECT ${EVENT_COLUMNS} FROM event_in
     ORDER BY project_id, shard_key, event_id
     ON CONFLICT DO NOTHING RETURNING project_id || '/' || event_id AS id`,
  );
  const isNew = new Set(rows.map(({ id }) => id));
  return new Map(
    [...wanted].map(([one, all]) => [one, all.filter((row) => isNew.has(identityOf(row)))]),
  );
}

async function writeRollups(client: ClientBase, stored: Stored, cap: Cap): Promise<void> {
  const partials = emptyPartials();
  for (const [{ receivedAt }, rows] of stored) {
    const receivedAtMs = receivedAt.getTime();
    for (const row of rows) foldRow(partials, row, receivedAtMs, cap);
  }
  await copyPartials(client, partials);
}
