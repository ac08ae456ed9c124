import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { holderOf, isHolder, lockFileOf, takeLock } from "./folder-lock";

let file = "";
let folder = "";
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "wheelhouse-lock-"));
  file = lockFileOf(folder);
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

const write = (holder: object) => fs.writeFileSync(file, JSON.stringify(holder));

/** A pid that was a process a moment ago. */
const deadPid = () => spawnSync(process.execPath, ["-e", ""]).pid;

test("the second to come hears who holds the folder, and since when", () => {
  takeLock(file, "wheelhouse start");
  const second = takeLock(file, "wheelhouse backup");
  expect(second).toMatchObject({ pid: process.pid, what: "wheelhouse start" });
});

test("a released folder is free, and nothing is left in it", () => {
  const lock = takeLock(file, "a");
  if (isHolder(lock)) throw new Error("refused");
  lock.release();
  expect(holderOf(file)).toBeUndefined();
  expect(fs.readdirSync(folder)).toEqual([]);
});

test("the lock of a dead process is taken over", () => {
  write({ pid: deadPid(), what: "wheelhouse start", since: "" });
  expect(isHolder(takeLock(file, "b"))).toBe(false);
  expect(holderOf(file)).toMatchObject({ pid: process.pid, what: "b" });
});

test.runIf(process.platform === "linux")(
  "a later process with the same pid is not the holder",
  () => {
    write({ pid: process.pid, what: "a", since: "", birth: "another boot:1" });
    expect(holderOf(file)).toBeUndefined();
    expect(isHolder(takeLock(file, "b"))).toBe(false);
  },
);

test("a lock that was cut off while it was written belongs to nobody", () => {
  fs.writeFileSync(file, '{"pid":');
  expect(isHolder(takeLock(file, "b"))).toBe(false);
});

test("a guard left by a process that died in the middle does not block for ever", () => {
  fs.writeFileSync(`${file}.takeover`, String(deadPid()));
  fs.utimesSync(`${file}.takeover`, 0, 0);
  expect(isHolder(takeLock(file, "b"))).toBe(false);
});

test("a folder that cannot be made is an error at once, not a wait for ever", () => {
  expect(() => takeLock(lockFileOf("/proc/nowhere/at-all"), "wheelhouse start")).toThrow();
});
