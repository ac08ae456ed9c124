/** Questions about other processes: is it there, is it still the same one, is it Postgres. */
import fs from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { codeOf } from "./plain-error";

/** A pid that belongs to nobody (or is no pid) is not alive; one we may not signal is. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

/** A process that ended but was not collected yet (in a container without an init) holds nothing any more. */
function isZombie(pid: number): boolean {
  return statOf(pid)?.[0] === "Z";
}

/** The fields of /proc/<pid>/stat after the name; undefined where there is no /proc. */
function statOf(pid: number): string[] | undefined {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined;
  }
}

/** When the process began, in an opaque form: tells a process from a later one with the same pid. */
export function birthOf(pid: number): string | undefined {
  const started = statOf(pid)?.[19];
  if (!started) return undefined;
  try {
    return `${fs.readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}:${started}`;
  } catch {
    return started;
  }
}

/** False only when it is certain (Linux) that the pid now belongs to something that is not Postgres. */
export function mayBePostgres(pid: number): boolean {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("postgres");
  } catch {
    return process.platform !== "linux";
  }
}

/** Waits until `done` says true; false after the time limit. */
export async function until(
  done: () => boolean | Promise<boolean>,
  limitMs: number,
  everyMs = 20,
): Promise<boolean> {
  const end = performance.now() + limitMs;
  while (!(await done())) {
    if (performance.now() > end) return false;
    await sleep(everyMs);
  }
  return true;
}
