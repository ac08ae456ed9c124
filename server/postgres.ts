/** The embedded Postgres of a data folder: started or adopted, watched, restarted on its port, stopped. */
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { log } from "@/lib/platform/log";
import { isAlive, until } from "./alive";
import { makeFolder } from "./folder";
import { messageOf, PlainError } from "./plain-error";
import { postgresAccount, reachableFolder } from "./postgres/account";
import { binariesFor } from "./postgres/binaries";
import * as cluster from "./postgres/cluster";
import { postgresSettings } from "./postgres/settings";

export type PostgresOptions = {
  /** The data folder; the cluster lies in `postgres` below it. */
  readonly dir: string;
  /** On unless the data may be lost: off makes throw-away test databases fast. */
  readonly durable?: boolean;
  /** Adds to, or overrides, the sensible settings. */
  readonly settings?: cluster.Settings;
  readonly port?: number;
  /** Start it again when it dies underneath. On by default. */
  readonly supervise?: boolean;
};

export type Postgres = {
  /** The application's database; it may not exist yet: migrations make it. */
  readonly url: string;
  readonly port: number;
  readonly pid: () => number | undefined;
  readonly adopted: boolean;
  readonly created: boolean;
  /** The account that runs it when that is not ours. */
  readonly account: string | null;
  readonly home: string;
  /** `firm` ends it at once: the next start recovers. */
  readonly stop: (options?: { firm?: boolean }) => Promise<void>;
};

export const DATABASE = "wheelhouse";
const WATCH_MS = 500;
const RESTART_PAUSES_MS = [100, 250, 500, 1_000, 2_000, 5_000];
const MIN_FREE_BYTES = 500 * 1024 * 1024;

function urlFor(password: string, port: number, database = DATABASE): string {
  return `postgresql://${cluster.SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
}

const passwordFile = (dir: string) => path.join(dir, "postgres-password");

function passwordOf(dir: string): string {
  const file = passwordFile(dir);
  if (!fs.existsSync(file)) {
    const temporary = `${file}.${process.pid}`;
    fs.writeFileSync(temporary, randomBytes(24).toString("base64url"), { mode: 0o600 });
    fs.renameSync(temporary, file);
  }
  return fs.readFileSync(file, "utf8").trim();
}

export function checkDisk(dir: string): void {
  const { bavail, bsize } = fs.statfsSync(dir);
  const free = bavail * bsize;
  if (free < MIN_FREE_BYTES)
    throw new PlainError(
      `Only ${Math.round(free / 1024 / 1024)} MB are free where ${dir} lies, Wheelhouse needs at least 500 MB: free some space, or set WHEELHOUSE_DATA_DIR to a larger disk.`,
    );
}

function prepareDir(dir: string): string {
  try {
    makeFolder(path.join(dir, "postgres"), 0o755);
    fs.accessSync(dir, fs.constants.W_OK);
  } catch (error) {
    throw new PlainError(
      `The data folder ${dir} cannot be used (${messageOf(error)}): make it writable for this account, or set WHEELHOUSE_DATA_DIR.`,
      { cause: error },
    );
  }
  return path.join(dir, "postgres");
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("SELECT 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The address of a cluster that runs in this data folder already, whoever started it. */
export async function runningPostgresUrl(dir: string): Promise<string | undefined> {
  if (!fs.existsSync(passwordFile(dir))) return undefined;
  const running = cluster.runningPostmaster(homeOf(dir));
  if (!running) return undefined;
  const password = passwordOf(dir);
  const isOurs = await answers(urlFor(password, running.port, "postgres"));
  return isOurs ? urlFor(password, running.port) : undefined;
}

/** True when this data folder holds a cluster, running or not. */
export function hasCluster(dir: string): boolean {
  if (!fs.existsSync(passwordFile(dir))) return false;
  return fs.existsSync(path.join(homeOf(dir), "data"));
}

function homeOf(dir: string): string {
  const folder = path.join(dir, "postgres");
  return fs.existsSync(folder) ? reachableFolder(postgresAccount(), folder) : folder;
}

/** A left-over server that answers is adopted; one that does not is ended, so that ours can take its place. */
async function adopt(home: string, password: string): Promise<cluster.Postmaster | undefined> {
  const pid = cluster.anyPostmasterPid(home);
  if (pid === undefined) return undefined;
  await until(() => cluster.runningPostmaster(home) !== undefined || !isAlive(pid), 20_000);
  const running = cluster.runningPostmaster(home);
  if (running && (await answers(urlFor(password, running.port, "postgres")))) return running;
  await cluster.stopPostmaster(pid, { limitMs: 10_000 });
  return undefined;
}

export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const dir = path.resolve(options.dir);
  const durable = options.durable ?? true;
  const folder = prepareDir(dir);
  checkDisk(dir);
  const account = postgresAccount();
  const home = reachableFolder(account, folder);
  const where = { account, home, native: binariesFor(account, home) };
  const password = passwordOf(dir);
  const created = cluster.initCluster(where, password, durable);
  const settings = { ...postgresSettings(durable), ...options.settings };
  const adopted = created ? undefined : await adopt(home, password);
  const first = adopted ?? (await startFirst(where, settings, options.port));
  const watch = watchPostmaster(first, () => cluster.startPostmaster(where, first.port, settings));
  if (options.supervise !== false) watch.begin();
  return {
    url: urlFor(password, first.port),
    port: first.port,
    pid: watch.pid,
    adopted: adopted !== undefined,
    created,
    account: account.name,
    home,
    stop: watch.stop,
  };
}

/** Another program may take the free port between the look and the start: then look again. */
async function startFirst(
  where: cluster.Cluster,
  settings: cluster.Settings,
  port: number | undefined,
): Promise<cluster.Postmaster> {
  try {
    return await cluster.startPostmaster(where, port ?? (await cluster.freePort()), settings);
  } catch (error) {
    if (port === undefined && /Address already in use/i.test(messageOf(error)))
      return cluster.startPostmaster(where, await cluster.freePort(), settings);
    throw new PlainError(messageOf(error), { cause: error });
  }
}

/** Looks after the postmaster: when it dies without our doing it is started again on the same port. */
function watchPostmaster(first: cluster.Postmaster, restart: () => Promise<cluster.Postmaster>) {
  let current: cluster.Postmaster | undefined = first;
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;
  let reviving: Promise<void> | undefined;

  const revive = async () => {
    log.warn("the embedded Postgres went away; starting it again", { pid: current?.pid });
    current = undefined;
    for (let attempt = 0; !stopping; attempt++) {
      try {
        current = await restart();
        log.info("the embedded Postgres is back", { pid: current.pid, attempts: attempt + 1 });
        return;
      } catch (error) {
        // Its old children hold the shared memory for a moment: patience, then the reason.
        if (attempt >= 4) log.error("the embedded Postgres does not start", { error });
        await sleep(RESTART_PAUSES_MS[Math.min(attempt, RESTART_PAUSES_MS.length - 1)]);
      }
    }
  };
  const look = () => {
    if (stopping || reviving || (current && isAlive(current.pid))) return;
    reviving = revive().finally(() => {
      reviving = undefined;
    });
  };

  return {
    pid: () => current?.pid,
    begin: () => {
      first.child?.once("exit", look);
      timer = setInterval(look, WATCH_MS);
      timer.unref();
    },
    stop: async ({ firm = false }: { firm?: boolean } = {}) => {
      stopping = true;
      clearInterval(timer);
      await reviving;
      if (current)
        await cluster.stopPostmaster(current.pid, { firm, limitMs: firm ? 3_000 : 30_000 });
      current = undefined;
    },
  };
}
