/** Bundles and runs the benchmarks: `npm run bench [-- NAME] [--quick] [--json]`. */
import { pathToFileURL } from "node:url";
import { bundle, ensurePrismaClient } from "../scripts/bundle.mjs";

await ensurePrismaClient();
const out = await bundle("bench", ["bench/main.ts", "bench/hot-web.ts", "bench/torture.ts"]);
const entry = process.argv[2] === "torture" ? "torture" : "main";
await import(pathToFileURL(`${out}/${entry}.mjs`).href);
