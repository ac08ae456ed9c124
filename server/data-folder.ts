/** The data folder as one process sees it: locked, with the secret that signs sessions. */
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { makeFolder } from "./folder";
import { type FolderLock, holderOf, isHolder, lockFileOf, takeLock } from "./folder-lock";
import { messageOf, PlainError } from "./plain-error";

export function lockDataFolder(dir: string, what: string): FolderLock {
  try {
    const lock = takeLock(lockFileOf(dir), what);
    if (!isHolder(lock)) return lock;
    throw new PlainError(
      `The data folder ${dir} is in use by \`${lock.what}\` (process ${lock.pid}, since ${lock.since}): stop that one, or set WHEELHOUSE_DATA_DIR to another folder.`,
    );
  } catch (error) {
    if (error instanceof PlainError) throw error;
    throw new PlainError(
      `The data folder ${dir} cannot be used (${messageOf(error)}): make it writable for this account, or set WHEELHOUSE_DATA_DIR.`,
      { cause: error },
    );
  }
}

export const dataFolderHolder = (dir: string) => holderOf(lockFileOf(dir));

/** The secret that signs sessions: given, or made once and kept, so that sign-ins survive a restart. */
export function authSecret(dir: string): string {
  const given = process.env.AUTH_SECRET;
  if (given) return given;
  const file = path.join(dir, "auth-secret");
  if (!fs.existsSync(file)) {
    const temporary = `${file}.${process.pid}`;
    makeFolder(dir);
    fs.writeFileSync(temporary, randomBytes(33).toString("base64url"), { mode: 0o600 });
    fs.renameSync(temporary, file);
  }
  return fs.readFileSync(file, "utf8").trim();
}
