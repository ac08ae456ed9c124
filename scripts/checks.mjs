/** The steps that need neither a database nor a browser, and the unit tests. */
import fs from "node:fs";

const bin = (/** @type {string} */ file) => `node_modules/${file}`;

/** @type {import("./steps.mjs").Step[]} */
export const CHECKS = [
  { name: "lock file", command: ["scripts/lockcheck.mjs"] },
  { name: "route types", command: [bin("next/dist/bin/next"), "typegen"] },
  { name: "types", command: [bin("typescript/bin/tsc"), "--noEmit"], after: ["route types"] },
  {
    name: "format and lint",
    command: [bin("@biomejs/biome/bin/biome"), "check", "--error-on-warnings", "."],
  },
  { name: "import walls", command: ["scripts/walls.mjs"] },
  { name: "dead code", command: [bin("knip/bin/knip.js")] },
  { name: "schema lint", command: [bin("prisma-lint/dist/cli.js"), "prisma/schema"] },
  { name: "opening sentences", command: ["docs/map.mjs"] },
  {
    name: "unit tests",
    command: [bin("vitest/vitest.mjs"), "run", "--project", "unit"],
    tests: "vitest",
  },
].filter(({ command: [script = ""] }) => fs.existsSync(script));
