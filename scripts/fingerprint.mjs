/** A fingerprint of source files by their contents, to know whether something made from them is still current. */
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

/** All files below a folder (or the file itself), sorted, tests left out. @param {string} at @returns {string[]} */
function filesOf(at) {
  const stat = fs.statSync(at, { throwIfNoEntry: false });
  if (!stat) return [];
  if (stat.isFile()) return /\.test\.tsx?$/.test(at) ? [] : [at];
  return fs
    .readdirSync(at)
    .sort()
    .flatMap((name) => filesOf(path.join(at, name)));
}

/**
 * @param {string} root the checkout
 * @param {readonly string[]} sources files and folders in it; missing ones count as empty
 * @param {string} [salt] whatever else the result depends on
 * @returns {string} 16 hex digits
 */
export function fingerprint(root, sources, salt = "") {
  const hash = createHash("sha256").update(`${salt}\0`);
  for (const file of sources.flatMap((source) => filesOf(path.join(root, source)))) {
    const content = fs.readFileSync(file);
    hash.update(`${path.relative(root, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex").slice(0, 16);
}
