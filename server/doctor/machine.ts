/** Looks at the machine: Node, configuration, disk, data folder, port, build. */
import fs from "node:fs";
import http from "node:http";
import net from "node:net";
import path from "node:path";
import { parseEnv, variable } from "@/lib/platform/env";
import { isBuildCurrent } from "@/server/build";
import { dataFolderHolder } from "@/server/data-folder";
import { codeOf, messageOf } from "@/server/plain-error";
import { dataDir } from "@/server/root";
import { type Finding, fail, ok, warn } from "./finding";

const MIB = 1024 * 1024;
const LOW_MIB = 500;
const SCARCE_MIB = 2_000;
const ANSWER_LIMIT_MS = 3_000;

export function node(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24;
  const found = `Node.js ${process.versions.node}`;
  return fits ? ok("node", found) : fail("node", found, "install Node.js 20.19+, 22.12+ or 24");
}

export function configuration(): Finding {
  try {
    const { DATABASE_URL = "", AUTH_SECRET = "" } = process.env;
    parseEnv({
      ...process.env,
      DATABASE_URL: DATABASE_URL || "postgresql://embedded/wheelhouse",
      AUTH_SECRET: AUTH_SECRET || "x".repeat(32),
    });
    return ok("configuration", "every variable fits");
  } catch (error) {
    return fail("configuration", messageOf(error), "correct the variables named here");
  }
}

export function disk(): Finding {
  const dir = firstExisting(dataDir());
  const { bavail, bsize } = fs.statfsSync(dir);
  const free = Math.round((bavail * bsize) / MIB);
  const message = `${free} MB free at ${dir}`;
  if (free < LOW_MIB) return fail("disk", message, "free some space or move WHEELHOUSE_DATA_DIR");
  if (free < SCARCE_MIB) return warn("disk", message, "free some space soon");
  return ok("disk", message);
}

export function dataFolder(): Finding {
  const dir = dataDir();
  const remedy = "make it writable for this account, or set WHEELHOUSE_DATA_DIR";
  try {
    fs.accessSync(firstExisting(dir), fs.constants.W_OK);
  } catch (error) {
    return fail("data folder", `${dir}: ${messageOf(error)}`, remedy);
  }
  const open = ["auth-secret", "postgres-password"].filter((name) =>
    isReadableByOthers(path.join(dir, name)),
  );
  if (open.length > 0) {
    const files = open.map((name) => path.join(dir, name)).join(" ");
    return fail("data folder", `others can read ${open.join(" and ")}`, `chmod 600 ${files}`);
  }
  return ok("data folder", fs.existsSync(dir) ? dir : `${dir} (made at the first start)`);
}

function isReadableByOthers(file: string): boolean {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  return stat !== undefined && (stat.mode & 0o077) !== 0;
}

function firstExisting(dir: string): string {
  return fs.existsSync(dir) ? dir : firstExisting(path.dirname(dir));
}

export function lock(): Finding {
  const holder = dataFolderHolder(dataDir());
  return ok("lock", holder ? `held by \`${holder.what}\`, process ${holder.pid}` : "free");
}

export function build(): Finding {
  return isBuildCurrent()
    ? ok("build", "current")
    : warn(
        "build",
        "missing or older than the sources",
        "`wheelhouse build`, or the next start makes it",
      );
}

/** Free, or ours, or somebody else's. */
export async function port(): Promise<Finding> {
  const [host, wanted] = [variable("HOST"), variable("PORT")];
  const at = `${host}:${wanted}`;
  const trouble = await tryPort(host, wanted);
  if (!trouble) return ok("port", `${at} is free`);
  if (trouble !== "EADDRINUSE")
    return fail("port", `cannot listen on ${at} (${trouble})`, "choose another HOST or PORT");
  return (await isWheelhouse(host, wanted))
    ? ok("port", `Wheelhouse answers on ${at}`)
    : fail("port", `${at} is taken by another program`, "stop it, or choose another PORT");
}

function tryPort(host: string, wanted: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", (error) => resolve(codeOf(error) ?? error.message));
    server.listen(wanted, host, () => server.close(() => resolve(undefined)));
  });
}

function isWheelhouse(host: string, wanted: number): Promise<boolean> {
  const hostname = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return new Promise((resolve) => {
    const ask = http.get({ hostname, port: wanted, path: "/healthz", timeout: ANSWER_LIMIT_MS });
    ask.once("response", (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    ask.once("timeout", () => ask.destroy());
    ask.once("error", () => resolve(false));
  });
}
