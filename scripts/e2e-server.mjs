/** The real product for end-to-end tests: `wheelhouse start` on a throw-away data folder that goes with it. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const dir = process.env.E2E_DATA_DIR ?? fs.mkdtempSync(path.join(os.tmpdir(), "wheelhouse-e2e-"));
fs.mkdirSync(dir, { recursive: true });
// Postgres runs as another account when we are root: it must get through.
fs.chmodSync(dir, 0o755);
process.on("exit", () => fs.rmSync(dir, { recursive: true, force: true }));

Object.assign(process.env, {
  WHEELHOUSE_DATA_DIR: dir,
  WHEELHOUSE_EMBEDDED_FSYNC: "off",
  WHEELHOUSE_LOG_LEVEL: process.env.WHEELHOUSE_LOG_LEVEL ?? "warn",
});
delete process.env.DATABASE_URL;

// Playwright may be killed before it stops us: its end of our standard input closes with it.
const input = fs.fstatSync(0);
if (input.isFIFO() || input.isSocket()) {
  process.stdin.on("close", () => process.kill(process.pid, "SIGTERM")).resume();
}

process.argv = [process.argv[0], "wheelhouse", "start", "--no-demo", ...process.argv.slice(2)];
await import("../bin/wheelhouse.mjs");
