/** Makes folders, one level at a time. */
import fs from "node:fs";
import path from "node:path";
import { codeOf } from "./plain-error";

/** With what is missing above it. Node's own recursive way never comes back from below /proc. */
export function makeFolder(dir: string, mode?: number): void {
  if (fs.existsSync(dir)) return;
  makeFolder(path.dirname(path.resolve(dir)), mode);
  try {
    fs.mkdirSync(dir, mode);
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
  }
}
