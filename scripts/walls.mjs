/** The import walls: dependency-cruiser, and a guard that it looked at the code at all. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";

const FEWEST_MODULES = 50;
const folders = ["app", "components", "lib", "server", "bench", "e2e"].filter((f) =>
  fs.existsSync(f),
);
const cli = "node_modules/dependency-cruiser/bin/dependency-cruise.mjs";

const run = spawnSync(process.execPath, [cli, ...folders, "--output-type", "err-long"], {
  encoding: "utf8",
  env: { ...process.env, NO_COLOR: "1" },
});
process.stdout.write(run.stdout);
process.stderr.write(run.stderr);
const seen = Number(/(\d+) modules/.exec(run.stdout)?.[1] ?? 0);
// A compiler it does not understand makes it pass with nothing seen.
if (seen < FEWEST_MODULES)
  console.error(`Only ${seen} modules were cruised: the walls were not checked.`);
process.exit(run.status === 0 && seen >= FEWEST_MODULES ? 0 : 1);
