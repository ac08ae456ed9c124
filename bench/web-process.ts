/** The web server as a process of its own: the real one when there is a current build, else its hot routes alone. */
import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isBuildCurrent } from "@/server/build";
import { freePort } from "@/server/postgres/cluster";
import { ROOT } from "@/server/root";
import type { Lab } from "./lab";

export type WebProcess = {
  readonly url: string;
  readonly kind: "wheelhouse start" | "hot routes without Next";
  readonly pid: number;
  readonly child: ChildProcess;
  readonly rssMiB: () => number;
  /** User and system time so far. */
  readonly cpuMs: () => number;
  readonly stop: () => Promise<void>;
};

const BOOT_LIMIT_MS = 60_000;

export async function startWeb(
  lab: Pick<Lab, "dir" | "url">,
  { role = "web", port }: { role?: "web" | "all"; port?: number } = {},
): Promise<WebProcess> {
  const chosen = port ?? (await freePort());
  const isReal = isBuildCurrent();
  const log = fs.openSync(path.join(lab.dir, "web.log"), "a");
  const args = isReal
    ? [path.join(ROOT, "bin/wheelhouse.mjs"), "start", "--role", role, "--no-demo", "--json"]
    : [path.join(import.meta.dirname, "hot-web.mjs")];
  const child = spawn(process.execPath, ["--max-semi-space-size=64", ...args], {
    cwd: ROOT,
    env: {
      ...process.env,
      NODE_ENV: "production",
      BENCH_ROLE: role,
      DATABASE_URL: lab.url,
      PORT: String(chosen),
      HOST: "127.0.0.1",
      WHEELHOUSE_DATA_DIR: path.join(lab.dir, "data"),
      WHEELHOUSE_LOG_LEVEL: "warn",
    },
    stdio: ["ignore", log, log, "ipc"],
  });
  fs.closeSync(log);
  const url = `http://127.0.0.1:${chosen}`;
  await untilItServes(url, child, path.join(lab.dir, "web.log"));
  const pid = child.pid ?? 0;
  return {
    url,
    kind: isReal ? "wheelhouse start" : "hot routes without Next",
    pid,
    child,
    rssMiB: () => rssMiB(pid),
    cpuMs: () => cpuMs(pid),
    stop: async () => {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGKILL");
      await gone;
    },
  };
}

/** An answer to ingestion that is not "starting": the key is missing, so 401 it is. */
async function untilItServes(url: string, child: ChildProcess, log: string): Promise<void> {
  const end = performance.now() + BOOT_LIMIT_MS;
  while (performance.now() < end && child.exitCode === null) {
    const answer = await fetch(`${url}/api/v1/events`, { method: "POST", body: "[]" }).catch(
      () => null,
    );
    await answer?.body?.cancel();
    if (answer?.status === 401) return;
    await sleep(50);
  }
  throw new Error(`The web server did not start:\n${fs.readFileSync(log, "utf8").slice(-2_000)}`);
}

/** Where there is a /proc; NaN elsewhere. */
export function rssMiB(pid: number): number {
  try {
    const status = fs.readFileSync(`/proc/${pid}/status`, "utf8");
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1_024);
  } catch {
    return Number.NaN;
  }
}

const TICKS_PER_SECOND = 100;

function cpuMs(pid: number): number {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return ((Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND) * 1_000;
  } catch {
    return Number.NaN;
  }
}
