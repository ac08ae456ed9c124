/** One process at a time in a data folder: a lock file that names its holder and survives no holder. */
import fs from "node:fs";
import path from "node:path";
import { birthOf, isAlive } from "./alive";
import { makeFolder } from "./folder";
import { codeOf } from "./plain-error";

export type LockHolder = {
  readonly pid: number;
  /** What the holder is doing, for the sentence shown to whoever comes second. */
  readonly what: string;
  readonly since: string;
  readonly birth?: string | undefined;
};

export type FolderLock = { readonly release: () => void };

const TAKEOVER_LIMIT_MS = 10_000;

export function lockFileOf(folder: string): string {
  return path.join(folder, "wheelhouse.lock");
}

/** Who holds the folder now; undefined when nobody does or the holder is dead. */
export function holderOf(file: string): LockHolder | undefined {
  let holder: LockHolder;
  try {
    holder = JSON.parse(fs.readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
  if (!isAlive(holder.pid)) return undefined;
  const birth = birthOf(holder.pid);
  return birth && holder.birth && birth !== holder.birth ? undefined : holder;
}

/** Takes the lock, or says who has it. A dead holder's lock is taken over. */
export function takeLock(file: string, what: string): FolderLock | LockHolder {
  makeFolder(path.dirname(file));
  return alone(`${file}.takeover`, () => {
    const holder = holderOf(file);
    if (holder) return holder;
    const since = new Date().toISOString();
    const own: LockHolder = { pid: process.pid, what, since, birth: birthOf(process.pid) };
    const temporary = `${file}.${process.pid}`;
    fs.writeFileSync(temporary, JSON.stringify(own), { mode: 0o644 });
    fs.renameSync(temporary, file);
    return { release: () => release(file) };
  });
}

export function isHolder(lock: FolderLock | LockHolder): lock is LockHolder {
  return "pid" in lock;
}

function release(file: string): void {
  if (holderOf(file)?.pid === process.pid) fs.rmSync(file, { force: true });
}

/** Looking and taking must not be interrupted by another who looks and takes. */
function alone<T>(guard: string, work: () => T): T {
  const end = Date.now() + TAKEOVER_LIMIT_MS;
  for (;;) {
    try {
      fs.writeFileSync(guard, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error;
      dropDeadGuard(guard);
      if (Date.now() > end) throw new Error(`${guard} is in the way; remove it`, { cause: error });
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
  try {
    return work();
  } finally {
    fs.rmSync(guard, { force: true });
  }
}

function dropDeadGuard(guard: string): void {
  try {
    const pid = Number(fs.readFileSync(guard, "utf8"));
    const age = Date.now() - fs.statSync(guard).mtimeMs;
    if (age > 1_000 && !isAlive(pid)) fs.rmSync(guard, { force: true });
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
  }
}
