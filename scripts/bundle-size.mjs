/** How much JavaScript the first visit to a page loads, gzipped, from the build's own output; fails above the budget. */
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";

const BUDGET_KB = 300;
const next = path.resolve(import.meta.dirname, "../.next");
const chunkPattern = /static\/chunks\/[^"'\\\s]+?\.js/g;

/** @param {string} file */
const read = (file) => fs.readFileSync(path.join(next, file), "utf8");

/** @type {Map<string, number>} */
const sizes = new Map();
/** @param {string} chunk */
function gzipped(chunk) {
  const known = sizes.get(chunk);
  if (known !== undefined) return known;
  const size = zlib.gzipSync(fs.readFileSync(path.join(next, chunk)), { level: 9 }).length;
  sizes.set(chunk, size);
  return size;
}

/** Every page of the app router: its URL and the folder of its manifests. @returns {{ url: string, file: string }[]} */
function pages() {
  const paths = JSON.parse(read("server/app-paths-manifest.json"));
  return Object.entries(paths)
    .filter(([route]) => route.endsWith("/page"))
    .map(([route, file]) => ({
      url: route.replace(/\/page$/, "").replaceAll(/\/\([^)]+\)/g, "") || "/",
      file: path.join("server", String(file)),
    }));
}

/** What the framework loads on every page. @returns {string[]} */
function rootChunks() {
  const manifest = JSON.parse(read("build-manifest.json"));
  return [...manifest.rootMainFiles, ...manifest.polyfillFiles].filter((f) => f.endsWith(".js"));
}

/** The chunks of the client components that a page and its layouts use. @param {string} file @returns {string[]} */
function pageChunks(file) {
  const manifest = file.replace(/\.js$/, "_client-reference-manifest.js");
  if (!fs.existsSync(path.join(next, manifest))) return [];
  const text = read(manifest);
  const json = JSON.parse(text.slice(text.indexOf("= {") + 2).replace(/;?\s*$/, ""));
  const entries = Object.values(json.entryJSFiles ?? {}).flat();
  const found = entries.length > 0 ? entries : (text.match(chunkPattern) ?? []);
  return found.map(String).filter((chunk) => chunk.endsWith(".js"));
}

const polyfills = new Set(JSON.parse(read("build-manifest.json")).polyfillFiles);
const shared = rootChunks().filter((chunk) => !polyfills.has(chunk));
const rows = pages()
  .map(({ url, file }) => {
    const chunks = [...new Set([...shared, ...pageChunks(file)])];
    return {
      url,
      chunks: chunks.length,
      kb: chunks.reduce((sum, c) => sum + gzipped(c), 0) / 1024,
    };
  })
  .sort((a, b) => b.kb - a.kb);

console.log("First-load JavaScript, gzip\n");
for (const { url, chunks, kb } of rows)
  console.log(
    `${url.padEnd(32)} ${kb.toFixed(1).padStart(7)} KB  ${String(chunks).padStart(3)} files`,
  );
const overview = rows.find(({ url }) => url === "/");
if (!overview) {
  console.error("\nThe build has no page /.");
  process.exit(1);
}
const fits = overview.kb <= BUDGET_KB;
console.log(
  `\n/ loads ${overview.kb.toFixed(1)} KB of ${BUDGET_KB} KB: ${fits ? "fits" : "too much"}`,
);
process.exit(fits ? 0 : 1);
