/** The database that a recovery drill restores into: beside the one in use, made for it, gone afterwards. */
import pg from "pg";
import { reach } from "@/server/migrate";
import { codeOf, PlainError } from "@/server/plain-error";

/** Only what says this of itself is ever dropped. */
const MARK = "made by wheelhouse recovery-drill, may be dropped";
const SUFFIX = "_recovery_drill";
const LONGEST_NAME = 63;
const NOT_ALLOWED = "42501";
const LOCK = 72_707_370;

/** Held by one drill at a time; the connection that holds it is the one in use's. */
export async function withDrillDatabase<T>(
  url: string,
  work: (fresh: string) => Promise<T>,
): Promise<T> {
  const admin = await reach(url);
  try {
    const { rows } = await admin.query<{ free: boolean }>(
      "SELECT pg_try_advisory_lock($1) AS free",
      [LOCK],
    );
    if (!rows[0]?.free)
      throw new PlainError("Another recovery drill is running: wait until it is over.");
    const name = drillName(url);
    await make(admin, name);
    try {
      return await work(within(url, name));
    } finally {
      await drop(admin, name);
    }
  } finally {
    await admin.end().catch(() => undefined);
  }
}

const nameIn = (url: string): string => decodeURIComponent(new URL(url).pathname.slice(1));

const drillName = (url: string): string =>
  `${nameIn(url).slice(0, LONGEST_NAME - SUFFIX.length)}${SUFFIX}`;

function within(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${encodeURIComponent(name)}`;
  return other.toString();
}

/** What a drill that was killed left behind goes first. */
async function make(admin: pg.Client, name: string): Promise<void> {
  const { rows } = await admin.query<{ mark: string | null }>(
    "SELECT shobj_description(oid, 'pg_database') AS mark FROM pg_database WHERE datname = $1",
    [name],
  );
  const [known] = rows;
  if (known && known.mark !== MARK)
    throw new PlainError(
      `There is a database ${name} that no drill made: rename it, the drill needs that name.`,
    );
  if (known) await drop(admin, name);
  const quoted = pg.escapeIdentifier(name);
  await admin.query(`CREATE DATABASE ${quoted} TEMPLATE template0`).catch((error: unknown) => {
    throw codeOf(error) === NOT_ALLOWED ? notAllowed() : error;
  });
  await admin.query(`COMMENT ON DATABASE ${quoted} IS ${pg.escapeLiteral(MARK)}`);
}

const notAllowed = (): PlainError =>
  new PlainError(
    "This database user may not create databases: grant it CREATEDB, or restore the backup elsewhere with `wheelhouse restore`.",
  );

const drop = (admin: pg.Client, name: string) =>
  admin.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
