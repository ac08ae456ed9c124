/** Finds a Chromium for Playwright, or gets one; as a program it prints the path (exit code 3: there is none). */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import zlib from "node:zlib";

const ROOT = path.resolve(import.meta.dirname, "..");
const require = createRequire(import.meta.url);
const SYSTEM = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];
const APT = "/usr/bin/apt-get";

/** Uses the libraries and fonts that the package ships only where the machine has none. */
const RUN_SH = `#!/bin/sh
d=$(dirname "$(readlink -f "$0")")
"$d/chromium" --version >/dev/null 2>&1 || export LD_LIBRARY_PATH="$d/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
[ -e /etc/fonts/fonts.conf ] || export FONTCONFIG_PATH="$d/fonts"
exec "$d/chromium" "$@"
`;

/** @param {string} file */
function isExecutable(file) {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

/** The one that `playwright install` put into its own cache. @returns {Promise<string | undefined>} */
async function playwrightsOwn() {
  try {
    const { chromium } = await import("@playwright/test");
    const file = chromium.executablePath();
    return isExecutable(file) ? file : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The binary inside the npm package @sparticuz/chromium (linux x64), unpacked once, with a wrapper that
 * adds what the package ships, so that a machine with nothing but Node can run it.
 * @returns {string | undefined}
 */
function fromPackage() {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const bin = packagedBinaries();
  if (!bin) return undefined;
  const dir = path.join(ROOT, "node_modules/.cache/chromium");
  const run = path.join(dir, "run.sh");
  if (isExecutable(run)) return run;
  const temporary = `${dir}.${process.pid}`;
  fs.mkdirSync(temporary, { recursive: true });
  const unpacked = (/** @type {string} */ name) =>
    zlib.brotliDecompressSync(fs.readFileSync(path.join(bin, name)));
  fs.writeFileSync(path.join(temporary, "chromium"), unpacked("chromium.br"), { mode: 0o755 });
  for (const name of ["al2023", "swiftshader"]) untar(unpacked(`${name}.tar.br`), temporary);
  const fonts = path.join(temporary, "fonts");
  untar(unpacked("fonts.tar.br"), fonts);
  fs.writeFileSync(
    path.join(fonts, "fonts.conf"),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${dir}/fonts</dir><cachedir>${dir}/fontcache</cachedir></fontconfig>`,
  );
  fs.writeFileSync(path.join(temporary, "run.sh"), RUN_SH, { mode: 0o755 });
  fs.rmSync(dir, { recursive: true, force: true });
  fs.renameSync(temporary, dir);
  return run;
}

/** The package's is made for glibc. @param {string | undefined} file */
const thatRuns = (file) => (file && spawnSync(file, ["--version"]).status === 0 ? file : undefined);

/** @returns {string | undefined} */
function packagedBinaries() {
  try {
    const bin = path.join(path.dirname(require.resolve("@sparticuz/chromium")), "../../bin");
    return fs.existsSync(path.join(bin, "chromium.br")) ? bin : undefined;
  } catch {
    return undefined;
  }
}

/** Enough of tar for those archives: files and links with ustar names. @param {Buffer} archive @param {string} to */
function untar(archive, to) {
  for (let at = 0; at + 512 <= archive.length && archive[at]; ) {
    const header = headerAt(archive, at);
    const file = path.join(to, header.name);
    if (!file.startsWith(to)) throw new Error(`bad archive entry ${header.name}`);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    if (header.type === "2") fs.symlinkSync(header.link, file);
    else if (header.type === "0" || header.type === "")
      fs.writeFileSync(file, archive.subarray(at + 512, at + 512 + header.size), {
        mode: header.mode,
      });
    at += 512 + Math.ceil(header.size / 512) * 512;
  }
}

/** @param {Buffer} archive @param {number} at */
function headerAt(archive, at) {
  const text = (/** @type {number} */ from, /** @type {number} */ length) =>
    archive
      .toString("latin1", at + from, at + from + length)
      .split("\0", 1)
      .join("");
  const folder = text(345, 155);
  return {
    name: `${folder ? `${folder}/` : ""}${text(0, 100)}`,
    mode: Number.parseInt(text(100, 8), 8) & 0o777 || 0o644,
    size: Number.parseInt(text(124, 12), 8) || 0,
    type: text(156, 1),
    link: text(157, 100),
  };
}

/**
 * What is here already, nothing fetched. The package's comes before the machine's: it is the same everywhere,
 * and has no window of its own to draw, which costs a whole browser a second of work for each new context.
 * @returns {Promise<string | undefined>} */
export async function findChromium() {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen && !isExecutable(chosen))
    throw new Error(`CHROMIUM_PATH: expected an executable file, but ${chosen} is none.`);
  return chosen ?? (await playwrightsOwn()) ?? thatRuns(fromPackage()) ?? SYSTEM.find(isExecutable);
}

/** What is here, else Playwright's download, else (as root) the distribution's. @returns {Promise<string | undefined>} */
export async function obtainChromium() {
  const found = await findChromium();
  if (found) return found;
  console.error("No Chromium found; trying `playwright install chromium-headless-shell` …");
  const cli = path.join(ROOT, "node_modules/playwright/cli.js");
  spawnSync(process.execPath, [cli, "install", "chromium-headless-shell"], {
    stdio: "ignore",
    timeout: 180_000,
  });
  return (await findChromium()) ?? fromDistribution();
}

/** @returns {Promise<string | undefined>} */
async function fromDistribution() {
  const isRoot = process.platform === "linux" && process.getuid?.() === 0;
  if (!isRoot || !isExecutable(APT)) return undefined;
  console.error("… not reachable; trying `apt-get install chromium` …");
  const apt = (/** @type {string[]} */ ...args) =>
    spawnSync(APT, args, {
      stdio: "ignore",
      timeout: 300_000,
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    }).status === 0;
  const install = () => apt("install", "-y", "--no-install-recommends", "chromium");
  if (!install() && apt("update")) install();
  return findChromium();
}

/** Flags Chromium needs in a container; the sandbox is dropped for root only. @returns {string[]} */
export function chromiumArgs() {
  const root = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return ["--disable-dev-shm-usage", "--disable-gpu", "--no-first-run", ...root];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = await obtainChromium();
  if (file) console.log(file);
  else {
    console.error(
      "No Chromium: install one (`apt-get install chromium` or `npx playwright install chromium`) or set CHROMIUM_PATH.",
    );
    process.exitCode = 3;
  }
}
