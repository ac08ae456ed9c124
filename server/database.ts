/** How a command finds the database: DATABASE_URL, else the embedded one, started for the while if it is not running. */
import { setTimeout as sleep } from "node:timers/promises";
import { db } from "@/lib/platform/db";
import { pool } from "@/lib/platform/pool";
import { authSecret, dataFolderHolder, lockDataFolder } from "./data-folder";
import { PlainError } from "./plain-error";
import { hasCluster, runningPostgresUrl, startPostgres } from "./postgres";
import { dataDir } from "./root";

export type OpenDatabase = {
  readonly url: string;
  /** True when it is this machine's own, from the data folder. */
  readonly embedded: boolean;
  readonly close: () => Promise<void>;
};
type OpenOptions = {
  /** Make an embedded database when there is none yet. */
  readonly create?: boolean;
};

const BOOT_LIMIT_MS = 60_000;

/** Opens it and puts it into the environment, where `env()` finds it. */
export async function openDatabase(
  what: string,
  { create = false }: OpenOptions = {},
): Promise<OpenDatabase> {
  const given = process.env.DATABASE_URL;
  const found = given ? external(given) : await embedded(what, create);
  process.env.DATABASE_URL = found.url;
  process.env.AUTH_SECRET = authSecret(dataDir());
  return found;
}

/** Opens it for one piece of work; however that ends, what was started for it is stopped again. */
export async function withDatabase<T>(
  what: string,
  work: (database: OpenDatabase) => Promise<T>,
  options: OpenOptions = {},
): Promise<T> {
  const database = await openDatabase(what, options);
  const end = async () => {
    await Promise.allSettled([db().$disconnect(), pool().end()]);
    await database.close();
  };
  const interrupted = () => void end().finally(() => process.exit(130));
  process.once("SIGINT", interrupted);
  process.once("SIGTERM", interrupted);
  try {
    return await work(database);
  } finally {
    process.off("SIGINT", interrupted);
    process.off("SIGTERM", interrupted);
    await end();
  }
}

const external = (url: string): OpenDatabase => ({
  url,
  embedded: false,
  close: async () => undefined,
});

async function embedded(what: string, create: boolean): Promise<OpenDatabase> {
  const dir = dataDir();
  if (!create && !hasCluster(dir))
    throw new PlainError(
      `There is no database in ${dir} yet: run \`wheelhouse start\` once, set WHEELHOUSE_DATA_DIR to the right folder, or DATABASE_URL to your own Postgres.`,
    );
  // Somebody serves from this folder: share the database, and leave it running.
  const running = await waitForHolder(dir);
  if (running) return { url: running, embedded: true, close: async () => undefined };
  const lock = lockDataFolder(dir, what);
  try {
    const postgres = await startPostgres({ dir });
    const close = async () => {
      await postgres.stop();
      lock.release();
    };
    return { url: postgres.url, embedded: true, close };
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function waitForHolder(dir: string): Promise<string | undefined> {
  const end = performance.now() + BOOT_LIMIT_MS;
  while (dataFolderHolder(dir)) {
    const url = await runningPostgresUrl(dir);
    if (url) return url;
    if (performance.now() > end) break;
    await sleep(250);
  }
  return undefined;
}
