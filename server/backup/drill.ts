/** A recovery drill: a backup restored into a database of its own, looked through, timed, and gone again. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { RecoveryDrill } from "@/lib/data/recovery/schema";
import { auditSentence, verifyAt } from "@/server/audit";
import { databaseAt } from "@/server/doctor/database";
import { reach } from "@/server/migrate";
import { codeOf, messageOf, PlainError } from "@/server/plain-error";
import { dataDir } from "@/server/root";
import { withDrillDatabase } from "./drill-database";
import { writeBackup } from "./dump";
import { restoreBackup } from "./load";

export type DrillOptions = {
  /** The backup to try; one is taken for it where none is given. */
  readonly from?: string | undefined;
  /** Whether the database lies on this machine, so that its disk has to hold the copy. */
  readonly isHere: boolean;
  readonly note: (text: string) => void;
};

/** Whatever goes wrong is what the drill found; only a drill that cannot begin throws. */
export async function drill(url: string, options: DrillOptions): Promise<RecoveryDrill> {
  const { from, isHere } = options;
  if (from !== undefined && !fs.existsSync(from)) throw new PlainError(`There is no file ${from}.`);
  if (isHere) await refuseWithoutRoom(url);
  const began = new Date();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "wheelhouse-drill-"));
  try {
    return await withDrillDatabase(url, async (fresh) => {
      const found = { ...NOTHING, file: from === undefined ? null : path.basename(from) };
      try {
        await tryOut({ ...options, url, fresh, folder, began }, found);
        return { ...found, isOk: true };
      } catch (error) {
        if (!isExpected(error)) throw error;
        return { ...found, detail: messageOf(error) };
      }
    });
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

type Trial = DrillOptions & {
  readonly url: string;
  readonly fresh: string;
  readonly folder: string;
  readonly began: Date;
};

async function tryOut({ url, fresh, folder, began, from, note }: Trial, found: Found) {
  const file = from ?? path.join(folder, "drill.whb");
  if (from === undefined) found.backupMs = await timed(() => taken(url, file, note));
  found.bytes = fs.statSync(file).size;
  note(`Restoring ${path.basename(file)} into a database of its own.`);
  found.restoreMs = await timed(async () => {
    found.rows = (await restoreBackup(fresh, file, () => undefined)).rows;
    found.detail = await lookThrough(fresh);
  });
  found.lostMs = Math.max(0, began.getTime() - (await newestIn(fresh)).getTime());
}

type Found = { -readonly [Key in keyof RecoveryDrill]: RecoveryDrill[Key] };

const NOTHING: Found = {
  ...{ isOk: false, file: null, backupMs: null, restoreMs: null, lostMs: null },
  ...{ rows: null, bytes: null, detail: "" },
};

/** Ours, or Postgres's own: a server that refuses is a finding too. */
const isExpected = (error: unknown): boolean =>
  error instanceof PlainError || codeOf(error) !== undefined;

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return Math.round(performance.now() - began);
}

async function taken(url: string, file: string, note: (text: string) => void): Promise<void> {
  note("Taking a backup for the drill.");
  await writeBackup(url, file, () => undefined);
}

/** The doctor's look and the whole audit log; its words are those of what is well. */
async function lookThrough(url: string): Promise<string> {
  const findings = await databaseAt(url);
  const wrong = findings.filter(({ state }) => state === "fail");
  if (wrong.length > 0)
    throw new PlainError(wrong.map(({ check, message }) => `${check}: ${message}`).join("; "));
  const report = await verifyAt(url);
  if (!report.ok) throw new PlainError(auditSentence(report));
  return `Every count and checksum is equal. ${auditSentence(report)}`;
}

/** A running console leaves a sign of life every few seconds, so that silent agents are not taken for a loss. */
async function newestIn(url: string): Promise<Date> {
  const client = await reach(url);
  try {
    const { rows } = await client.query<{ at: Date | null }>(
      `SELECT greatest((SELECT max(received_at) FROM pulse), (SELECT max(received_at) FROM pulse_partial),
         (SELECT max(at) FROM heartbeat), (SELECT max(at) FROM audit_entry))::timestamptz AS at`,
    );
    const [row] = rows;
    if (!row?.at) throw new PlainError("Nothing came back that says of when it is.");
    return row.at;
  } finally {
    await client.end();
  }
}

const MIB = 1024 * 1024;
/** The copy, its backup, and what Postgres writes ahead of both. */
const ROOM_FACTOR = 3;

async function refuseWithoutRoom(url: string): Promise<void> {
  const client = await reach(url);
  try {
    const { rows } = await client.query<{ size: string }>(
      "SELECT pg_database_size(current_database())::text AS size",
    );
    const wanted = (Number(rows[0]?.size ?? 0) * ROOM_FACTOR) / MIB;
    const { bavail, bsize } = fs.statfsSync(dataDir());
    const free = (bavail * bsize) / MIB;
    if (free < wanted)
      throw new PlainError(
        `The drill may need ${Math.round(wanted)} MB and ${Math.round(free)} MB are free: restore the backup on another machine instead, with \`wheelhouse restore\`.`,
      );
  } finally {
    await client.end();
  }
}
