/** A whole Wheelhouse to try doors on: an empty database and a web process in a temporary folder, gone afterwards. */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { closeConnections } from "@/lib/platform/pool";
import { until } from "@/server/alive";
import { PlainError } from "@/server/plain-error";
import { startPostgres } from "@/server/postgres";
import { freePort } from "@/server/postgres/cluster";
import { ROOT } from "@/server/root";

const BOOT_LIMIT_MS = 120_000;
const STOP_LIMIT_MS = 15_000;

/** What somebody configured for a real one must not reach this one, least of all its database. */
const CONFIGURED =
  /^(DATABASE_URL|AUTH_SECRET|AUTH_TRUST_HOST|NEXTAUTH_.*|WHEELHOUSE_.*|PG[A-Z]+)$/;

/** Works with the address of the web process. However that ends, Ctrl-C included, nothing is left behind. */
export async function withTrial<T>(work: (url: string) => Promise<T>): Promise<T> {
  const ends: (() => unknown)[] = [];
  const end = async () => {
    for (let last = ends.pop(); last; last = ends.pop()) await last();
  };
  const interrupted = () => void end().finally(() => process.exit(130));
  process.once("SIGINT", interrupted);
  process.once("SIGTERM", interrupted);
  try {
    return await work(await begin(ends));
  } finally {
    process.off("SIGINT", interrupted);
    process.off("SIGTERM", interrupted);
    await end();
  }
}

async function begin(ends: (() => unknown)[]): Promise<string> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "wheelhouse-trial-"));
  ends.push(() => fs.rmSync(dir, { recursive: true, force: true }));
  // The embedded Postgres may run under an account of its own.
  fs.chmodSync(dir, 0o755);
  const postgres = await startPostgres({ dir, durable: false, supervise: false });
  ends.push(() => postgres.stop({ firm: true }));
  configure(dir, postgres.url);
  ends.push(closeConnections);
  const port = await freePort();
  const log = path.join(dir, "web.log");
  const child = startWeb(port, log);
  ends.push(() => stop(child));
  const url = `http://127.0.0.1:${port}`;
  await untilItServes(url, child, log);
  return url;
}

/** This process works in the same database, and signs sessions with the same secret. */
function configure(dir: string, databaseUrl: string): void {
  const { env: variables } = process;
  for (const name of Object.keys(variables)) if (CONFIGURED.test(name)) delete variables[name];
  Object.assign(variables, {
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: randomBytes(33).toString("base64url"),
    WHEELHOUSE_DATA_DIR: path.join(dir, "data"),
    WHEELHOUSE_LOG_LEVEL: "error",
    // Each request names an address of its own, as one proxy would.
    WHEELHOUSE_TRUSTED_PROXIES: "1",
  });
}

function startWeb(port: number, log: string): ChildProcess {
  const out = fs.openSync(log, "a");
  const args = ["start", "--role", "web", "--no-demo", "--json"];
  const child = spawn(process.execPath, [path.join(ROOT, "bin/wheelhouse.mjs"), ...args], {
    cwd: ROOT,
    env: { ...process.env, PORT: String(port), HOST: "127.0.0.1", NODE_ENV: "production" },
    stdio: ["ignore", out, out],
    // Ctrl-C is ours to pass on, after the requests that are under way.
    detached: process.platform !== "win32",
  });
  fs.closeSync(out);
  return child;
}

/** Until then every address answers that it is starting. */
async function untilItServes(url: string, child: ChildProcess, log: string): Promise<void> {
  const serves = async () => {
    if (child.exitCode !== null) return true;
    const answer = await fetch(`${url}/healthz`).catch(() => null);
    await answer?.body?.cancel();
    return answer?.status === 200;
  };
  const inTime = await until(serves, BOOT_LIMIT_MS, 100);
  if (inTime && child.exitCode === null) return;
  const said = fs.readFileSync(log, "utf8").trim().slice(-2_000);
  throw new PlainError(`The web process of the trial did not start:\n${said}`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await Promise.race([gone, sleep(STOP_LIMIT_MS, undefined, { ref: false })]);
  if (child.exitCode === null && child.signalCode === null) child.kill("SIGKILL");
  await gone;
}
