#!/usr/bin/env -S node --max-semi-space-size=64
/** The `wheelhouse` command: checks Node, bundles server/ when it changed, and runs it. */
import { pathToFileURL } from "node:url";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 24;

if (fits) await run();
else refuse();

function refuse() {
  console.error(
    `Wheelhouse needs Node.js 20.19 or newer, 22.12 or newer, or 24 and later; this is ${process.versions.node}: install one of them from https://nodejs.org.`,
  );
  process.exitCode = 1;
}

async function run() {
  try {
    const { bundle, ensurePrismaClient } = await import("../scripts/bundle.mjs");
    await ensurePrismaClient();
    const out = await bundle("server", ["server/cli.ts", "server/worker.ts"]);
    const { main } = await import(pathToFileURL(`${out}/cli.mjs`).href);
    await main(process.argv);
  } catch (error) {
    const missing =
      error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND";
    console.error(
      missing ? `${error.message}\nThe packages are not installed: run \`npm ci\`.` : error,
    );
    process.exitCode = 1;
  }
}
