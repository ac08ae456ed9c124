/** After `npm install` in a git checkout: commit messages are checked by .githooks. Never fails an installation. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
// Only our own checkout: not an archive that was unpacked inside some other repository.
if (fs.existsSync(path.join(root, ".git")))
  spawnSync("git", ["config", "core.hooksPath", ".githooks"], { cwd: root, stdio: "ignore" });
