/** Restores a backup into a fresh database: all of it, compared row by row count and checksum, or nothing. */
import { createHash } from "node:crypto";
import fs from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { migrate, nameOf, reach, readMigrations } from "@/server/migrate";
import { codeOf, PlainError } from "@/server/plain-error";
import { listMigrations, listPartitions, listTables } from "./catalogue";
import {
  damaged,
  FORMAT,
  FRAME,
  type Frame,
  type Header,
  json,
  type Manifest,
  type PartitionEntry,
  readFrames,
  type TableSum,
} from "./frames";

export type Restored = {
  readonly createdAt: string;
  readonly tables: readonly TableSum[];
  readonly rows: number;
};
type OnTable = (table: TableSum) => void;

export async function restoreBackup(
  url: string,
  file: string,
  onTable: OnTable,
): Promise<Restored> {
  const frames = readFrames(unpack(file), file);
  const header = await readHeader(frames, file);
  await prepare(url, header);
  const client = await reach(url);
  try {
    await client.query("BEGIN");
    // The audit log keeps its own numbers and hashes instead of being chained anew.
    await client.query("SET LOCAL wheelhouse.restoring = 'on'");
    await makePartitions(client, header.partitions);
    const tables = await loadAll(client, header, frames, file, onTable);
    await client.query("COMMIT");
    await migrate(url);
    await client.query("ANALYZE");
    const rows = tables.reduce((sum, table) => sum + table.rows, 0);
    return { createdAt: header.createdAt, tables, rows };
  } finally {
    // An open transaction goes with its connection: nothing half-restored stays.
    await client.end().catch(() => undefined);
  }
}

function unpack(file: string): AsyncIterable<Buffer> {
  if (!fs.existsSync(file)) throw new PlainError(`There is no file ${file}.`);
  const gunzip = createGunzip();
  const source = fs.createReadStream(file);
  source.once("error", (error) => gunzip.destroy(error));
  return source.pipe(gunzip);
}

async function readHeader(frames: AsyncGenerator<Frame>, file: string): Promise<Header> {
  const notOurs = new PlainError(`${file} is not a Wheelhouse backup.`);
  const first = await frames.next().catch(() => {
    throw notOurs;
  });
  if (first.done || first.value.type !== FRAME.header) throw notOurs;
  const header = json<Header>(first.value);
  if (header.format !== FORMAT)
    throw new PlainError(
      `${file} has format ${header.format}, this version reads ${FORMAT}: restore it with Wheelhouse ${header.version}.`,
    );
  return header;
}

/** Brings the target to the state of the backup's own version; newer migrations follow after the rows. */
async function prepare(url: string, header: Header): Promise<void> {
  const own = readMigrations();
  const known = new Set(own.map(({ name }) => name));
  if (!header.migrations.every((name) => known.has(name)))
    throw new PlainError(
      `The backup comes from a newer Wheelhouse (${header.version}): restore it with that version.`,
    );
  await refuseUnlessFresh(url, header);
  const wanted = new Set(header.migrations);
  await migrate(url, { migrations: own.filter(({ name }) => wanted.has(name)) });
}

async function refuseUnlessFresh(url: string, header: Header): Promise<void> {
  const client = await reach(url).catch((error: unknown) => {
    if (error instanceof Error && codeOf(error.cause) === "3D000") return null;
    throw error;
  });
  if (!client) return;
  try {
    const tables = await listTables(client);
    for (const { name } of tables) {
      const sql = `SELECT EXISTS (SELECT FROM ${pg.escapeIdentifier(name)}) AS full`;
      const { rows } = await client.query<{ full: boolean }>(sql);
      if (rows[0]?.full) throw notFresh(url, `the table ${name} has rows`);
    }
    const applied = await listMigrations(client);
    if (tables.length > 0 && applied.join() !== header.migrations.join())
      throw notFresh(url, "it has tables of another version");
  } finally {
    await client.end();
  }
}

const notFresh = (url: string, why: string): PlainError =>
  new PlainError(
    `The database ${nameOf(url)} is not empty (${why}): restore goes into a fresh one, name it with --into, or set WHEELHOUSE_DATA_DIR to a new folder.`,
  );

async function makePartitions(client: pg.Client, wanted: readonly PartitionEntry[]): Promise<void> {
  const there = new Set((await listPartitions(client)).map(({ name }) => name));
  for (const { name, parent, bound, extras } of wanted.filter((one) => !there.has(one.name))) {
    const [child, of] = [pg.escapeIdentifier(name), pg.escapeIdentifier(parent)];
    await client.query(`CREATE TABLE ${child} PARTITION OF ${of} ${bound}`);
    for (const statement of extras) await client.query(statement);
  }
}

async function loadAll(
  client: pg.Client,
  header: Header,
  frames: AsyncGenerator<Frame>,
  file: string,
  onTable: OnTable,
): Promise<TableSum[]> {
  const loaded: TableSum[] = [];
  for (const { name, columns } of header.tables) {
    const { value: begin } = await frames.next();
    if (begin?.type !== FRAME.table || json<{ name: string }>(begin).name !== name)
      throw damaged(file);
    const sum = await loadTable(client, name, columns, frames, file);
    await compareCount(client, sum);
    loaded.push(sum);
    onTable(sum);
  }
  const { value: end } = await frames.next();
  if (end?.type !== FRAME.manifest) throw damaged(file);
  for (const { name, last } of json<Manifest>(end).sequences)
    await client.query("SELECT setval($1::regclass, $2::bigint)", [
      pg.escapeIdentifier(name),
      last,
    ]);
  return loaded;
}

async function loadTable(
  client: pg.Client,
  name: string,
  columns: readonly string[],
  frames: AsyncGenerator<Frame>,
  file: string,
): Promise<TableSum> {
  const hash = createHash("sha256");
  let expected: TableSum | undefined;
  async function* data(): AsyncGenerator<Buffer> {
    for (;;) {
      const { value, done } = await frames.next();
      if (done || !value) throw damaged(file);
      if (value.type === FRAME.tableEnd) {
        expected = json<TableSum>(value);
        return;
      }
      if (value.type !== FRAME.data) throw damaged(file);
      hash.update(value.payload);
      yield value.payload;
    }
  }
  const list = columns.map(pg.escapeIdentifier).join(", ");
  const into = client.query(copyFrom(`COPY ${pg.escapeIdentifier(name)} (${list}) FROM STDIN`));
  await pipeline(Readable.from(data(), { objectMode: false }), into);
  if (!expected || expected.sha256 !== hash.digest("hex") || expected.name !== name)
    throw damaged(file);
  return expected;
}

async function compareCount(client: pg.Client, { name, rows: expected }: TableSum): Promise<void> {
  const sql = `SELECT count(*)::int8 AS n FROM ${pg.escapeIdentifier(name)}`;
  const { rows } = await client.query<{ n: string }>(sql);
  if (Number(rows[0]?.n) !== expected)
    throw new PlainError(
      `The table ${name} has ${rows[0]?.n} rows instead of ${expected}: nothing was restored.`,
    );
}
