/** A second Wheelhouse, for what can happen only once in the life of one: its first start. */
import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { expect } from "@playwright/test";

export type OwnServer = {
  readonly url: string;
  /** What it has printed so far. */
  readonly log: () => string;
  readonly stop: () => Promise<void>;
};

const START_LIMIT_MS = 90_000;

export async function startServer(env: Readonly<Record<string, string>>): Promise<OwnServer> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "wheelhouse-own-"));
  fs.chmodSync(dir, 0o755);
  const port = await freePort();
  const child = spawn(process.execPath, ["bin/wheelhouse.mjs", "start"], {
    env: {
      ...without(/^(DATABASE_URL|AUTH_SECRET|NEXTAUTH_|WHEELHOUSE_)/),
      PORT: String(port),
      HOST: "127.0.0.1",
      WHEELHOUSE_DATA_DIR: dir,
      WHEELHOUSE_EMBEDDED_FSYNC: "off",
      WHEELHOUSE_LOG_LEVEL: "warn",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      log += text;
    });
  const stop = async () => {
    await ended(child);
    fs.rmSync(dir, { recursive: true, force: true });
  };
  const message = "the server has started";
  try {
    await expect.poll(() => log, { message, timeout: START_LIMIT_MS }).toContain("is running at");
  } catch (error) {
    await stop();
    throw new Error(`${error}\n${log}`, { cause: error });
  }
  return { url: `http://127.0.0.1:${port}`, log: () => log, stop };
}

/** A database that is not there yet, in the Postgres of the shared server: as good as any of somebody else. */
export function externalDatabase(name: string): string {
  const dir = process.env.E2E_DATA_DIR ?? "";
  const password = fs.readFileSync(path.join(dir, "postgres-password"), "utf8").trim();
  const pidFile = fs.readFileSync(path.join(dir, "postgres/data/postmaster.pid"), "utf8");
  const port = pidFile.split("\n")[3];
  return `postgresql://wheelhouse:${password}@127.0.0.1:${port}/${name}`;
}

function without(names: RegExp): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !names.test(name));
  return Object.fromEntries(kept) as NodeJS.ProcessEnv;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once("close", () => resolve());
    child.kill("SIGTERM");
  });
}
