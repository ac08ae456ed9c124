/** Where things lie: the checkout (found upwards, since the bundle runs from dist/) and the data folder. */
import fs from "node:fs";
import path from "node:path";
import { variable } from "@/lib/platform/env";

function findRoot(from: string): string {
  if (fs.existsSync(path.join(from, "package.json"))) return from;
  const up = path.dirname(from);
  if (up === from) throw new Error("package.json of Wheelhouse was not found above its own code");
  return findRoot(up);
}

export const ROOT = findRoot(import.meta.dirname);

/** The data folder: the embedded database, its password, the session secret and the lock. */
export function dataDir(): string {
  const chosen = variable("WHEELHOUSE_DATA_DIR");
  return chosen === ".data" ? path.join(ROOT, ".data") : path.resolve(chosen);
}

export function version(): string {
  const manifest: { version: string } = JSON.parse(
    fs.readFileSync(path.join(ROOT, "package.json"), "utf8"),
  );
  return manifest.version;
}
