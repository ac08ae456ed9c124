/** Postgres refuses to run as root: which account runs it then, and what that account can reach. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { makeFolder } from "@/server/folder";
import { PlainError } from "@/server/plain-error";

/** The account that runs Postgres; without ids it is our own. */
export type Account = {
  readonly name: string | null;
  readonly ids: { readonly uid?: number; readonly gid?: number };
};

const CANDIDATES = ["wheelhouse", "postgres", "nobody"];

export function postgresAccount(): Account {
  if (process.platform === "win32" || process.getuid?.() !== 0) return { name: null, ids: {} };
  const rows = fs
    .readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  for (const name of CANDIDATES) {
    const row = rows.find(([candidate]) => candidate === name);
    if (row) return { name, ids: { uid: Number(row[2]), gid: Number(row[3]) } };
  }
  throw new PlainError(
    `Postgres does not run as root and there is no account to run it as: create one with \`useradd --system wheelhouse\`, or start as an ordinary user.`,
  );
}

export function giveTo(account: Account, file: string): void {
  const { uid, gid } = account.ids;
  if (uid !== undefined && gid !== undefined) fs.chownSync(file, uid, gid);
}

export function canRun(account: Account, file: string): boolean {
  const run = spawnSync(file, ["--version"], { ...account.ids, cwd: "/", stdio: "ignore" });
  return run.status === 0;
}

function canEnter(account: Account, folder: string): boolean {
  if (account.ids.uid === undefined) return true;
  const args = ["-c", 'cd "$1"', "sh", folder];
  const run = spawnSync("/bin/sh", args, { ...account.ids, cwd: "/", stdio: "ignore" });
  return run.status === 0;
}

/**
 * Where the cluster may live: `folder`, or, when the account cannot get there (a checkout below /root, which is
 * private), a folder of its own under /var/lib/wheelhouse.
 */
export function reachableFolder(account: Account, folder: string): string {
  if (canEnter(account, folder)) return folder;
  // The data folder is ours: passing through it is harmless, every secret in it is 0600.
  const parent = path.dirname(folder);
  fs.chmodSync(parent, fs.statSync(parent).mode | 0o011);
  if (canEnter(account, folder)) return folder;
  const name = createHash("sha256").update(path.resolve(folder)).digest("hex").slice(0, 12);
  const elsewhere = path.join("/var/lib/wheelhouse", name);
  makeFolder(elsewhere, 0o755);
  return elsewhere;
}
