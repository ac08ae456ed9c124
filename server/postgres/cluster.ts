/** One database cluster on disk: made once, started, found again, stopped. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { isAlive, mayBePostgres, until } from "@/server/alive";
import { PlainError } from "@/server/plain-error";
import { type Account, giveTo } from "./account";

export type Cluster = {
  readonly account: Account;
  /** bin/, lib/ and share/ of Postgres. */
  readonly native: string;
  /** The folder of the cluster; PGDATA is `data` in it. */
  readonly home: string;
};

/** A postmaster that accepts connections. `child` is absent when another process started it. */
export type Postmaster = {
  readonly pid: number;
  readonly port: number;
  readonly child?: ChildProcess;
};

export const SUPERUSER = "wheelhouse";
const START_LIMIT_MS = 120_000;
const LOG_LIMIT_BYTES = 5_000_000;

const dataOf = (cluster: Cluster) => path.join(cluster.home, "data");
const logFileOf = (home: string) => path.join(home, "server.log");

/** Makes the cluster unless it is there; true when it was made. A half-made one is never left behind. */
export function initCluster(cluster: Cluster, password: string, durable: boolean): boolean {
  for (const name of fs.readdirSync(cluster.home))
    if (/^(data\.new|password)\.\d+$/.test(name))
      fs.rmSync(path.join(cluster.home, name), { recursive: true, force: true });
  const data = dataOf(cluster);
  if (fs.existsSync(path.join(data, "PG_VERSION"))) {
    checkMajor(cluster);
    return false;
  }
  const fresh = path.join(cluster.home, `data.new.${process.pid}`);
  const secret = path.join(cluster.home, `password.${process.pid}`);
  fs.mkdirSync(fresh, { mode: 0o700 });
  giveTo(cluster.account, fresh);
  fs.writeFileSync(secret, `${password}\n`, { mode: 0o600 });
  giveTo(cluster.account, secret);
  // The built-in locale keeps the operating system out of the collation: the folder moves between machines.
  const args = ["-D", fresh, "-U", SUPERUSER, "--pwfile", secret, "--auth=scram-sha-256"];
  args.push("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8");
  args.push("--locale=C", ...(durable ? [] : ["--no-sync"]));
  const run = spawnSync(path.join(cluster.native, "bin", "initdb"), args, {
    ...cluster.account.ids,
    cwd: "/",
    encoding: "utf8",
  });
  fs.rmSync(secret, { force: true });
  if (run.status !== 0) {
    fs.rmSync(fresh, { recursive: true, force: true });
    const reason = run.error?.message ?? run.stderr.trim().split("\n").at(-1) ?? "no reason given";
    throw new PlainError(
      `The embedded Postgres could not make its data folder in ${cluster.home}: ${reason}`,
    );
  }
  fs.renameSync(fresh, data);
  return true;
}

function checkMajor(cluster: Cluster): void {
  const have = fs.readFileSync(path.join(dataOf(cluster), "PG_VERSION"), "utf8").trim();
  const run = spawnSync(path.join(cluster.native, "bin", "postgres"), ["--version"], {
    ...cluster.account.ids,
    cwd: "/",
    encoding: "utf8",
  });
  const want = /\b(\d+)\./.exec(run.stdout)?.[1];
  if (want && want !== have)
    throw new PlainError(
      `The data in ${cluster.home} was written by Postgres ${have}, this version of Wheelhouse brings Postgres ${want}: back up with the old version (\`wheelhouse backup\`), then restore into a new data folder.`,
    );
}

/** The postmaster that postmaster.pid names, when it runs and is ready. */
export function runningPostmaster(home: string): Postmaster | undefined {
  const file = readPidFile(home);
  if (file?.status !== "ready") return undefined;
  if (!isAlive(file.pid) || !mayBePostgres(file.pid)) return undefined;
  return { pid: file.pid, port: file.port };
}

/** Any postmaster on this cluster, also one that is still starting or stopping. */
export function anyPostmasterPid(home: string): number | undefined {
  const pid = readPidFile(home)?.pid;
  return pid !== undefined && isAlive(pid) && mayBePostgres(pid) ? pid : undefined;
}

function readPidFile(home: string): { pid: number; port: number; status: string } | undefined {
  try {
    const lines = fs.readFileSync(path.join(home, "data", "postmaster.pid"), "utf8").split("\n");
    return { pid: Number(lines[0]), port: Number(lines[3]), status: (lines[7] ?? "").trim() };
  } catch {
    return undefined;
  }
}

/** In a container pids repeat: a pid file that names some other program would keep Postgres from starting. */
function dropStalePidFile(home: string): void {
  const pid = readPidFile(home)?.pid;
  if (pid === undefined || (isAlive(pid) && mayBePostgres(pid))) return;
  fs.rmSync(path.join(home, "data", "postmaster.pid"), { force: true });
}

export type Settings = Readonly<Record<string, string | number>>;

/** Starts the postmaster and waits until it accepts connections. */
export async function startPostmaster(
  cluster: Cluster,
  port: number,
  settings: Settings,
): Promise<Postmaster> {
  dropStalePidFile(cluster.home);
  const logFile = logFileOf(cluster.home);
  if (fs.existsSync(logFile) && fs.statSync(logFile).size > LOG_LIMIT_BYTES)
    fs.renameSync(logFile, `${logFile}.1`);
  const log = fs.openSync(logFile, "a", 0o600);
  const begin = fs.fstatSync(log).size;
  const options = Object.entries({ ...settings, port }).flatMap(([k, v]) => ["-c", `${k}=${v}`]);
  const child = spawn(
    path.join(cluster.native, "bin", "postgres"),
    ["-D", dataOf(cluster), ...options],
    // A group of its own: the terminal's Ctrl-C reaches us only, and the draining app keeps its database.
    { ...cluster.account.ids, cwd: "/", stdio: ["ignore", log, log], detached: true },
  );
  fs.closeSync(log);
  let failure: string | undefined;
  child.once("error", (error) => {
    failure = error.message;
  });
  child.once("exit", (code, signal) => {
    failure ??= `it ended with ${signal ?? `code ${code}`}`;
  });
  const ready = () => failure !== undefined || runningPostmaster(cluster.home)?.pid === child.pid;
  const inTime = await until(ready, START_LIMIT_MS);
  if (failure === undefined && inTime && child.pid !== undefined)
    return { pid: child.pid, port, child };
  if (!inTime) child.kill("SIGQUIT");
  throw new Error(
    `Postgres did not start: ${failure ?? "it took too long"}\n${tail(logFile, begin)}`,
  );
}

function tail(file: string, from: number): string {
  try {
    return fs
      .readFileSync(file)
      .subarray(from)
      .toString("utf8")
      .trim()
      .split("\n")
      .slice(-8)
      .join("\n");
  } catch {
    return "";
  }
}

/** Ends a postmaster: politely, then firmly (recovery at the next start), never leaving it behind. */
export async function stopPostmaster(
  pid: number,
  { limitMs = 30_000, firm = false }: { limitMs?: number; firm?: boolean } = {},
): Promise<void> {
  const signals = firm
    ? (["SIGQUIT", "SIGKILL"] as const)
    : (["SIGINT", "SIGQUIT", "SIGKILL"] as const);
  for (const signal of signals) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    if (await until(() => !isAlive(pid), limitMs)) return;
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address
          ? resolve(address.port)
          : reject(new Error("no port")),
      );
    });
  });
}
