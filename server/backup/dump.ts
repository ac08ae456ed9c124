/** Writes a backup: every table of one consistent moment, with row counts and checksums, or no file at all. */
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { reach } from "@/server/migrate";
import { messageOf, PlainError } from "@/server/plain-error";
import { version } from "@/server/root";
import { listMigrations, listPartitions, listSequences, listTables } from "./catalogue";
import { FORMAT, FRAME, frame, type Header, type TableEntry, type TableSum } from "./frames";

export type Written = {
  readonly tables: readonly TableSum[];
  readonly rows: number;
  readonly bytes: number;
};
type OnTable = (table: TableSum) => void;

/** Fast enough to keep the disk as the limit, small enough to be worth it. */
const GZIP_LEVEL = 4;
const NEWLINE = 10;

export async function writeBackup(url: string, file: string, onTable: OnTable): Promise<Written> {
  const client = await reach(url);
  const temporary = `${file}.part-${process.pid}`;
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const sums: TableSum[] = [];
    const frames = dump(client, (sum) => {
      sums.push(sum);
      onTable(sum);
    });
    await pipeline(
      Readable.from(frames, { objectMode: false }),
      createGzip({ level: GZIP_LEVEL }),
      fs.createWriteStream(temporary, { mode: 0o600, flush: true }),
    );
    fs.renameSync(temporary, file);
    syncFolder(path.dirname(file));
    const rows = sums.reduce((sum, table) => sum + table.rows, 0);
    return { tables: sums, rows, bytes: fs.statSync(file).size };
  } catch (error) {
    if (error instanceof PlainError) throw error;
    throw new PlainError(`The backup was not written: ${messageOf(error)}.`, { cause: error });
  } finally {
    fs.rmSync(temporary, { force: true });
    await client.end().catch(() => undefined);
  }
}

async function* dump(client: pg.Client, onTable: OnTable): AsyncGenerator<Buffer> {
  const header = await readHeader(client);
  yield frame(FRAME.header, header);
  const tables: TableSum[] = [];
  for (const table of header.tables) {
    yield frame(FRAME.table, { name: table.name });
    const sum = yield* dumpTable(client, table);
    yield frame(FRAME.tableEnd, sum);
    tables.push(sum);
    onTable(sum);
  }
  yield frame(FRAME.manifest, { tables, sequences: await listSequences(client) });
}

async function readHeader(client: pg.Client): Promise<Header> {
  const migrations = await listMigrations(client);
  if (migrations.length === 0)
    throw new PlainError("This database holds no Wheelhouse: nothing to back up.");
  const { rows } = await client.query<{ v: string }>("SHOW server_version");
  return {
    product: "wheelhouse",
    format: FORMAT,
    version: version(),
    createdAt: new Date().toISOString(),
    serverVersion: Object.values(rows[0] ?? {})[0] ?? "",
    migrations,
    tables: await listTables(client),
    partitions: await listPartitions(client),
  };
}

async function* dumpTable(
  client: pg.Client,
  { name, columns }: TableEntry,
): AsyncGenerator<Buffer, TableSum> {
  const list = columns.map(pg.escapeIdentifier).join(", ");
  // A partitioned table is copied as a query, which takes all its partitions.
  const sql = `COPY (SELECT ${list} FROM ${pg.escapeIdentifier(name)}) TO STDOUT`;
  const hash = createHash("sha256");
  let rows = 0;
  for await (const chunk of client.query(copyTo(sql)) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) rows++;
    yield frame(FRAME.data, chunk);
  }
  return { name, rows, sha256: hash.digest("hex") };
}

/** The new name itself must survive a power cut. */
function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const handle = fs.openSync(folder, "r");
  try {
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
}
