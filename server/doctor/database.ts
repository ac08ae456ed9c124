/** Looks at the database: reachable, new enough, migrated, its clock, the worker's sign of life. */
import { verifyNewest } from "@/lib/audit/store/links";
import { standingOf } from "@/lib/data/recovery/standing";
import { migrationState, reach } from "@/server/migrate";
import { messageOf } from "@/server/plain-error";
import { hasCluster, runningPostgresUrl } from "@/server/postgres";
import { dataDir } from "@/server/root";
import { type Finding, fail, ok, warn } from "./finding";

const AUDIT_ENTRIES = 1_000;
const LATE_HEARTBEAT_S = 30;
const SKEW_LIMIT_MS = 2_000;

/** Where it is now; null when the embedded one is not running, which is no fault. */
async function databaseUrl(): Promise<string | null> {
  return process.env.DATABASE_URL || ((await runningPostgresUrl(dataDir())) ?? null);
}

export async function database(): Promise<Finding[]> {
  const url = await databaseUrl();
  if (!url) {
    const state = hasCluster(dataDir()) ? "not running" : "not made yet";
    return [ok("database", `embedded, ${state}: \`wheelhouse start\` starts it`)];
  }
  const found = await databaseAt(url);
  const isThere = found.every(({ state }) => state !== "fail");
  return isThere ? [...found, ...(await recovery(url))] : found;
}

/** What can be said of any database of ours, the one in use or a copy. */
export async function databaseAt(url: string): Promise<Finding[]> {
  try {
    const state = await migrationState(url);
    const found = ok("database", `Postgres ${state.serverVersion} answers`);
    const isCurrent = state.pending.length === 0;
    return [
      found,
      migrations(state),
      ...(await signs(url, state.applied.length > 0)),
      ...(isCurrent ? [await audit(url)] : []),
    ];
  } catch (error) {
    return [fail("database", messageOf(error), "correct DATABASE_URL, or start the database")];
  }
}

type State = Awaited<ReturnType<typeof migrationState>>;

function migrations({ applied, pending, unknown }: State): Finding {
  if (unknown.length > 0)
    return fail(
      "migrations",
      `the database is newer than this version (${unknown.join(", ")})`,
      "start the newer version, or restore a backup made before the upgrade",
    );
  return pending.length > 0
    ? warn("migrations", `${pending.length} not applied yet`, "the next start applies them")
    : ok("migrations", `all ${applied.length} applied`);
}

async function signs(url: string, hasTables: boolean): Promise<Finding[]> {
  const client = await reach(url);
  try {
    const before = Date.now();
    const { rows } = await client.query<{ at: Date }>("SELECT clock_timestamp() AS at");
    const middle = (before + Date.now()) / 2;
    const skewMs = Math.round((rows[0]?.at.getTime() ?? middle) - middle);
    if (!hasTables) return [clock(skewMs)];
    const beat = await client.query<{ age: number }>(
      "SELECT extract(epoch FROM now() - at)::float8 AS age FROM heartbeat WHERE name = 'worker'",
    );
    return [clock(skewMs), worker(beat.rows[0]?.age)];
  } finally {
    await client.end();
  }
}

/** Cheap enough for every look; the whole log is read by `audit verify`. */
async function audit(url: string): Promise<Finding> {
  const client = await reach(url);
  try {
    const { broken, entries } = await verifyNewest(client, AUDIT_ENTRIES);
    return broken
      ? fail(
          "audit log",
          broken.message,
          "`wheelhouse audit verify` reads all of it; compare with a backup, and with who has the database's password",
        )
      : ok("audit log", `the newest ${entries} entries are chained`);
  } finally {
    await client.end();
  }
}

type LastDrill = Parameters<typeof standingOf>[0];

/** Nothing where the table is still to be made. */
async function recovery(url: string): Promise<Finding[]> {
  if ((await migrationState(url)).pending.length > 0) return [];
  const client = await reach(url);
  try {
    const { rows } = await client.query<NonNullable<LastDrill>>(
      `SELECT at, is_ok AS "isOk", file, restore_ms AS "restoreMs", lost_ms AS "lostMs", detail
       FROM recovery_drill ORDER BY at DESC LIMIT 1`,
    );
    const { state, words, remedy } = standingOf(rows[0] ?? null, new Date());
    if (state === "ok") return [ok("recovery", words)];
    return [warn("recovery", words, remedy ?? "")];
  } finally {
    await client.end();
  }
}

function clock(skewMs: number): Finding {
  const message = `the database's clock is ${Math.abs(skewMs)} ms ${skewMs < 0 ? "behind" : "ahead"}`;
  return Math.abs(skewMs) <= SKEW_LIMIT_MS
    ? ok("clock", message)
    : warn("clock", message, "synchronise both machines (NTP): fresh events may be refused");
}

function worker(ageS: number | undefined): Finding {
  if (ageS !== undefined && ageS <= LATE_HEARTBEAT_S)
    return ok("worker", `alive ${Math.round(ageS)} s ago`);
  const message = ageS === undefined ? "has never run" : `silent for ${Math.round(ageS)} s`;
  return warn("worker", message, "start it: `wheelhouse start` (or `--role worker`)");
}
