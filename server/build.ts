/** The production build of the console: made when its sources changed since the last one. */
import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fingerprint } from "@/scripts/fingerprint.mjs";
import { until } from "./alive";
import { isHolder, takeLock } from "./folder-lock";
import { PlainError } from "./plain-error";
import { ROOT } from "./root";

const SOURCES = ["app", "components", "lib", "public", "prisma/client", "docs/api"];
const FILES = ["next.config.ts", "postcss.config.mjs", "proxy.ts", "instrumentation.ts"];
const MANIFESTS = ["package-lock.json", "tsconfig.json"];
const WAIT_LIMIT_MS = 600_000;

const stampFile = () => path.join(ROOT, ".next", "wheelhouse-build");
const wanted = () => fingerprint(ROOT, [...SOURCES, ...FILES, ...MANIFESTS]);

export function isBuildCurrent(): boolean {
  if (!fs.existsSync(path.join(ROOT, ".next", "BUILD_ID"))) return false;
  try {
    return fs.readFileSync(stampFile(), "utf8") === wanted();
  } catch {
    return false;
  }
}

/** Builds unless the build is current; two processes never build at once. True when it built. */
export async function ensureBuild(signal?: AbortSignal): Promise<boolean> {
  if (isBuildCurrent()) return false;
  const lock = await takeBuildLock();
  try {
    if (isBuildCurrent()) return false;
    const stamp = wanted();
    fs.rmSync(stampFile(), { force: true });
    await nextBuild(signal);
    fs.writeFileSync(stampFile(), stamp);
    return true;
  } finally {
    lock.release();
  }
}

async function takeBuildLock(): Promise<{ release: () => void }> {
  const file = path.join(ROOT, "dist", "build.lock");
  let lock = takeLock(file, "wheelhouse build");
  await until(
    () => {
      if (isHolder(lock)) lock = takeLock(file, "wheelhouse build");
      return !isHolder(lock);
    },
    WAIT_LIMIT_MS,
    500,
  );
  if (isHolder(lock))
    throw new PlainError(
      `Another build (process ${lock.pid}) does not finish: stop it and try again.`,
    );
  return lock;
}

/** Quiet unless it fails: then everything it said is shown. */
function nextBuild(signal: AbortSignal | undefined): Promise<void> {
  const cli = path.join(ROOT, "node_modules/next/dist/bin/next");
  const child = spawn(process.execPath, [cli, "build"], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", CI: "1" },
    stdio: ["ignore", "pipe", "pipe"],
    // Its own group, so that its workers end with it.
    detached: process.platform !== "win32",
  });
  const abort = () => endGroup(child);
  signal?.addEventListener("abort", abort);
  const output: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => output.push(chunk));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      signal?.removeEventListener("abort", abort);
      if (code === 0) return resolve();
      const said = Buffer.concat(output).toString("utf8").trim();
      reject(new PlainError(`The build failed:\n\n${said}`));
    });
  });
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, "SIGTERM");
  } catch {
    // Gone already.
  }
}
