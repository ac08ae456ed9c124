/** The Prisma command line without its engine download: names the stand-in as engine, then runs it. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const cli = path.join(root, "node_modules/prisma/build/index.js");
const engine = path.join(import.meta.dirname, "schema-engine.mjs");

// As `postinstall` there is nothing to do where the command line was left out (npm ci --omit=dev).
if (process.env.npm_lifecycle_event === "postinstall" && !fs.existsSync(cli)) process.exit(0);

const { status } = spawnSync(process.execPath, [cli, ...process.argv.slice(2)], {
  stdio: "inherit",
  cwd: root,
  env: {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.env.PRISMA_SCHEMA_ENGINE_BINARY ?? engine,
    CHECKPOINT_DISABLE: "1",
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
  },
});
process.exit(status ?? 1);
