/** How a command finds the database: DATABASE_URL, else the embedded one, started for the while if it is not running. */
import { setTimeout as sleep } from "node:timers/promises";
import { authSecret, dataFolderHolder, lockDataFolder } from "./data-folder";
import { PlainError } from "./plain-error";
import { hasCluster, runningPostgresUrl, startPostgres } from "./postgres";
import { dataDir } from "./root";

export type OpenDatabase = {
  readonly url: string;
  /** True when this machine's own, from the data folder. */
  readonly embedded: boolean;
  readonly close: () => Promise<void>;
};

const BOOT_LIMIT_MS = 60_000;

/** Opens it and puts it into the environment, where `env()` finds it. */
export async function openDatabase(
  what: string,
  { create = false }: { create?: boolean } = {},
): Promise<OpenDatabase> {
  const given = process.env.DATABASE_URL;
  const found = given ? external(given) : await embedded(what, create);
  process.env.DATABASE_URL = found.url;
  process.env.AUTH_SECRET = authSecret(dataDir());
  return found;
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
