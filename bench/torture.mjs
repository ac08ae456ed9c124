/** Runs the torture: `npm run torture [-- --quick] [--json]`. */
process.argv.splice(2, 0, "torture");
await import("./run.mjs");
