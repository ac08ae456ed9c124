/** Brings a database up to date at boot: Prisma's own migrations, lock and table, without its command line. */
import { createHash, randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import pg from "pg";
import { codeOf, messageOf, PlainError } from "./plain-error";
import { ROOT } from "./root";

export type Migration = { readonly name: string; readonly sql: string; readonly checksum: string };
export type MigrationState = {
  readonly applied: readonly string[];
  readonly pending: readonly string[];
  /** In the database, unknown to this code. */
  readonly unknown: readonly string[];
  readonly serverVersion: string;
};

/** The advisory lock that Prisma Migrate takes too. */
const LOCK = 72_707_369;
const OLDEST_SERVER = 15;
const CONNECT_LIMIT_MS = 10_000;
const TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`;

export function readMigrations(dir = path.join(ROOT, "prisma", "migrations")): Migration[] {
  return fs
    .readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const sql = fs.readFileSync(path.join(dir, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** host:port/name of a database address, without its secrets. */
export function nameOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

/** One connection; its errors are Postgres's own. */
export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
}

function unreachable(url: string, error: unknown): PlainError {
  const advice: Record<string, string> = {
    ECONNREFUSED: "nothing listens there: start it, or correct DATABASE_URL",
    ENOTFOUND: "its host name is not known: correct DATABASE_URL",
    "28P01": "it refuses the user name or password: correct DATABASE_URL",
    "28000": "it refuses this user from here: look at pg_hba.conf",
    "3D000": "that database does not exist and this user may not create it",
  };
  const reason = advice[codeOf(error) ?? ""] ?? messageOf(error);
  return new PlainError(`The database ${nameOf(url)} cannot be reached: ${reason}.`, {
    cause: error,
  });
}

/** Connects, or explains in one sentence why not. */
export function reach(url: string): Promise<pg.Client> {
  return connect(url).catch((error: unknown) => {
    throw unreachable(url, error);
  });
}

/** Connects; a database that does not exist yet is created when the user may do so. */
async function connectOrCreate(url: string): Promise<pg.Client> {
  try {
    return await connect(url);
  } catch (error) {
    if (codeOf(error) !== "3D000") throw unreachable(url, error);
    await createDatabase(url).catch(() => undefined);
    return reach(url);
  }
}

async function createDatabase(url: string): Promise<void> {
  const target = new URL(url);
  const name = decodeURIComponent(target.pathname.slice(1));
  target.pathname = "/postgres";
  const admin = await connect(target.toString());
  try {
    await admin.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  } finally {
    await admin.end();
  }
}

async function checkServer(client: pg.Client, url: string): Promise<string> {
  const { rows } = await client.query<{ number: number; text: string }>(
    "SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS text",
  );
  const { number = 0, text = "unknown" } = rows[0] ?? {};
  if (number < OLDEST_SERVER * 10_000)
    throw new PlainError(
      `The database ${nameOf(url)} runs Postgres ${text}; Wheelhouse needs ${OLDEST_SERVER} or newer: upgrade it, or leave DATABASE_URL out to use the embedded one.`,
    );
  return text;
}

type Row = { migration_name: string; checksum: string; finished_at: Date | null };

async function recorded(client: pg.Client): Promise<Map<string, Row>> {
  const { rows } = await client.query<Row>(
    "SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL",
  );
  return new Map(rows.map((row) => [row.migration_name, row]));
}

function judge(migrations: readonly Migration[], rows: ReadonlyMap<string, Row>): void {
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = [...rows.keys()].filter((name) => !known.has(name));
  if (unknown.length > 0)
    throw new PlainError(
      `The database was migrated by a newer Wheelhouse (${unknown.join(", ")}): start that version, or restore a backup made before the upgrade.`,
    );
  for (const { name, checksum } of migrations) {
    const row = rows.get(name);
    if (row && !row.finished_at)
      throw new PlainError(
        `Migration ${name} was begun and not finished by another tool: repair the database, then mark it with \`npm run prisma -- migrate resolve\`.`,
      );
    if (row && row.checksum !== checksum)
      throw new PlainError(
        `Migration ${name} was changed after it was applied: take the released file back.`,
      );
  }
}

/** All statements of a migration and its row together: a failed one leaves nothing and is tried again. */
async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw new Error(`Migration ${name} failed: ${messageOf(error)}`, { cause: error });
  }
}

export type MigrateOptions = {
  readonly migrations?: readonly Migration[];
  /** Called when another process holds the lock. */
  readonly onWait?: () => void;
};

/** Applies what is missing, one process at a time; the names of what it applied. */
export async function migrate(url: string, options: MigrateOptions = {}): Promise<string[]> {
  const migrations = options.migrations ?? readMigrations();
  const client = await connectOrCreate(url);
  try {
    await checkServer(client, url);
    await lock(client, options.onWait);
    await client.query(TABLE);
    const rows = await recorded(client);
    judge(migrations, rows);
    const missing = migrations.filter(({ name }) => !rows.has(name));
    for (const migration of missing) await apply(client, migration);
    return missing.map(({ name }) => name);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function lock(client: pg.Client, onWait: (() => void) | undefined): Promise<void> {
  const { rows } = await client.query<{ got: boolean }>("SELECT pg_try_advisory_lock($1) AS got", [
    LOCK,
  ]);
  if (rows[0]?.got) return;
  onWait?.();
  await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
}

/** Looks without changing anything. */
export async function migrationState(url: string): Promise<MigrationState> {
  const client = await reach(url);
  try {
    const serverVersion = await checkServer(client, url);
    const { rows } = await client.query<{ there: boolean }>(
      "SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there",
    );
    const found = rows[0]?.there ? await recorded(client) : new Map<string, Row>();
    const names = readMigrations().map(({ name }) => name);
    return {
      applied: names.filter((name) => found.get(name)?.finished_at),
      pending: names.filter((name) => !found.get(name)?.finished_at),
      unknown: [...found.keys()].filter((name) => !names.includes(name)),
      serverVersion,
    };
  } finally {
    await client.end().catch(() => undefined);
  }
}
