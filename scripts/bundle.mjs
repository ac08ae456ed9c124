/** Bundles TypeScript entries for Node into dist/<name>-<hash of the sources>/, once per state of the sources. */
import fs from "node:fs";
import path from "node:path";
import { fingerprint } from "./fingerprint.mjs";

const ROOT = path.resolve(import.meta.dirname, "..");
const SOURCES = ["lib", "server", "prisma/client", "tsconfig.json", "package-lock.json"];
const KEEP = 2;

/**
 * Bundles when the sources changed since last time. Packages stay outside, `server-only` becomes nothing.
 * @param {string} name what to call it: `server`, `bench`
 * @param {string[]} entries source files, such as `server/cli.ts`; each becomes <its base name>.mjs
 * @returns {Promise<string>} the folder with the result
 */
export async function bundle(name, entries) {
  const dist = path.join(ROOT, "dist");
  const folders = new Set(entries.map((entry) => path.dirname(entry)));
  folders.delete("server");
  const out = path.join(
    dist,
    `${name}-${fingerprint(ROOT, [...SOURCES, ...folders], entries.join())}`,
  );
  if (fs.existsSync(out)) return out;
  const { build, stop } = await import("esbuild");
  const temporary = `${out}.${process.pid}`;
  await build({
    absWorkingDir: ROOT,
    entryPoints: entries,
    outdir: temporary,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    chunkNames: "chunk-[hash]",
    entryNames: "[name]",
    platform: "node",
    format: "esm",
    target: "node20.19",
    packages: "external",
    plugins: [nextFiles],
    alias: { "server-only": path.join(ROOT, "node_modules/server-only/empty.js") },
    sourcemap: true,
    logLevel: "error",
  });
  await stop();
  place(temporary, out);
  tidy(dist, name);
  return out;
}

/** Next has no export map: outside its own bundler, `next/headers` is a file that must be named in full. */
const nextFiles = {
  name: "next-files",
  setup(/** @type {import("esbuild").PluginBuild} */ build) {
    build.onResolve({ filter: /^next\/[^.]+$/ }, ({ path: wanted }) => ({
      path: `${wanted}.js`,
      external: true,
    }));
  },
};

/** Another process may have made the same bundle meanwhile; either will do. @param {string} from @param {string} to */
function place(from, to) {
  try {
    fs.renameSync(from, to);
  } catch (error) {
    fs.rmSync(from, { recursive: true, force: true });
    if (!fs.existsSync(to)) throw error;
  }
}

/** Keeps the newest few: a process that still runs from an older one may yet load a piece of it. @param {string} dist @param {string} name */
function tidy(dist, name) {
  const age = (/** @type {string} */ entry) => fs.statSync(path.join(dist, entry)).mtimeMs;
  fs.readdirSync(dist)
    .filter((entry) => entry.startsWith(`${name}-`) && !entry.includes("."))
    .sort((a, b) => age(b) - age(a))
    .slice(KEEP)
    .forEach((entry) => {
      fs.rmSync(path.join(dist, entry), { recursive: true, force: true });
    });
}

/** Generates the Prisma client when npm was not allowed to (install scripts blocked). @returns {Promise<void>} */
export async function ensurePrismaClient() {
  if (fs.existsSync(path.join(ROOT, "prisma/client/client.ts"))) return;
  const cli = path.join(ROOT, "node_modules/prisma/build/index.js");
  if (!fs.existsSync(cli))
    throw new Error(
      "The Prisma client is missing and cannot be generated without the development packages: run `npm ci` without --omit=dev.",
    );
  const { spawnSync } = await import("node:child_process");
  const script = path.join(ROOT, "scripts/prisma.mjs");
  const run = spawnSync(process.execPath, [script, "generate"], { cwd: ROOT, encoding: "utf8" });
  if (run.status !== 0) throw new Error(`prisma generate failed:\n${run.stdout}${run.stderr}`);
}
