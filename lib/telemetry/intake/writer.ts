/** Carries a group of submissions into the database, whatever the database says the first time. */
import pg from "pg";
import { Fault } from "@/lib/core/fault";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { shared } from "@/lib/platform/process";
import { ensurePartitions } from "@/lib/telemetry/store/partitions";
import { capAt } from "./cardinality";
import type { Submission } from "./submission";
import { type Answers, storeGroup } from "./transaction";

/** Transactions at a time: enough to keep two cores busy, few enough to make groups. */
export const WRITERS = 3;
const CONNECT_LIMIT_MS = 3_000;
const STORE_LIMIT_MS = 10_000;
const TRIES = 6;

/** Connections of its own: a slow dashboard cannot keep events waiting. */
function writePool(): pg.Pool {
  return shared("ingest-pool", () => {
    const pool = new pg.Pool({
      connectionString: env().DATABASE_URL,
      max: WRITERS + 1,
      connectionTimeoutMillis: CONNECT_LIMIT_MS,
      options: `-c jit=off -c timezone=UTC -c statement_timeout=${STORE_LIMIT_MS}`,
    });
    pool.on("error", (error) => log.warn("database connection lost", { reason: error.message }));
    return pool;
  });
}

/** Every submission gets an answer. One that the database refuses does not take its neighbours with it. */
export async function settleGroup(group: readonly Submission[]): Promise<Answers> {
  try {
    return await store(group);
  } catch (error) {
    if (isAway(error)) return new Map(group.map((one) => [one, away(error)]));
    if (group.length === 1) return refuse(group, error);
    const alone: Answers[] = [];
    for (const one of group) alone.push(await settleGroup([one]));
    return new Map(alone.flatMap((answers) => [...answers]));
  }
}

function refuse(group: readonly Submission[], error: unknown): Answers {
  log.error("a submission could not be stored", { error, projectId: group[0]?.projectId });
  const message = "The submission could not be stored; it has been logged";
  const fault = new Fault("unavailable", message, { retryAfterSeconds: 5 }, { cause: error });
  return new Map(group.map((one) => [one, fault]));
}

const REPEATED = "23505";
const DEADLOCK = "40P01";
const NO_PARTITION = "23514";

async function store(group: readonly Submission[]): Promise<Answers> {
  let mayRepeat = false;
  for (let tried = 1; ; tried++) {
    try {
      return await attempt(group, mayRepeat);
    } catch (error) {
      const { code } = error as { code?: unknown };
      const isMissing = code === NO_PARTITION;
      const isRepeated = code === REPEATED || code === DEADLOCK;
      if (tried >= TRIES || !(isMissing || isRepeated)) throw error;
      mayRepeat ||= isRepeated;
      if (isMissing) await ensurePartitions(writePool(), instantsOf(group));
    }
  }
}

const instantsOf = (group: readonly Submission[]): Date[] =>
  group.flatMap(({ rows }) => rows.map(({ ts }) => new Date(ts)));

/** A connection that does not come to an end in time is cut; a paused server would hold it for ever. */
async function attempt(group: readonly Submission[], mayRepeat: boolean): Promise<Answers> {
  const client = await writePool().connect();
  // A connection that is cut complains here as well as in its query, and possibly after it.
  const heard = () => undefined;
  client.on("error", heard);
  let isReleased = false;
  const release = (isBroken: boolean) => {
    if (isReleased) return;
    isReleased = true;
    if (!isBroken) client.off("error", heard);
    client.release(isBroken);
  };
  const watchdog = setTimeout(() => release(true), STORE_LIMIT_MS);
  try {
    const answers = await storeGroup(client, group, { mayRepeat, cap: capAt(new Date()) });
    release(false);
    return answers;
  } catch (error) {
    if (!isReleased && !isAway(error)) await client.query("ROLLBACK").catch(() => release(true));
    release(isAway(error));
    throw error;
  } finally {
    clearTimeout(watchdog);
  }
}

const AWAY_CODES = /^(08|53|57|58)|^25006$|^XX|^E(CONN|PIPE|TIMEDOUT|HOST|NET|AI_AGAIN)/;
const AWAY_WORDS = /Connection terminated|timeout exceeded|Client has encountered|not queryable/i;

/** Gone, full, restarting or too slow: come back later, nothing is wrong with the submission. */
function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: unknown };
  return (typeof code === "string" && AWAY_CODES.test(code)) || AWAY_WORDS.test(error.message);
}

const away = (cause: unknown): Fault =>
  new Fault("unavailable", "The database is away; try again", { retryAfterSeconds: 2 }, { cause });
