/** `npm run build`: what `wheelhouse start` builds at its first start, made now. */
import { spawnSync } from "node:child_process";
import path from "node:path";

const cli = path.resolve(import.meta.dirname, "../bin/wheelhouse.mjs");
const { status } = spawnSync(process.execPath, [cli, "build"], { stdio: "inherit" });
process.exit(status ?? 1);
