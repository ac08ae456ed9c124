/** `npm run torture`: kill -9 of the app and of Postgres under load; what was answered with 2xx must be there, once. */
import { parseArgs } from "node:util";
import { type Ordeal, ordeal } from "./ordeal";
import { machine } from "./report";

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: { quick: { type: "boolean" }, json: { type: "boolean" } },
});
const { quick = false, json = false } = values;
const say = (text: string) => {
  if (!json) console.error(text);
};

const durable = await ordeal({
  name: "durable",
  settings: {},
  kills: { app: quick ? 2 : 10, postgres: quick ? 2 : 10 },
  say,
});
/** A commit that answers before its log is written: the harness must see what that loses. */
const mutant = await ordeal({
  name: "mutant: synchronous_commit=off",
  settings: { synchronous_commit: "off", wal_writer_delay: "10s" },
  kills: { app: 0, postgres: quick ? 2 : 4 },
  say,
});

const violations = [
  ...(durable.lost > 0 ? [`${durable.lost} acknowledged events are lost`] : []),
  ...(durable.duplicates > 0 ? [`${durable.duplicates} events are stored twice`] : []),
  ...durable.differences.map((difference) => `rollups and raw events differ: ${difference}`),
  ...(mutant.lost > 0 ? [] : ["the mutant lost nothing: the harness has no power"]),
];
const result = {
  name: "torture",
  runs: [durable, mutant],
  violations,
  passed: violations.length === 0,
  machine: machine(),
};
if (json) console.log(JSON.stringify(result));
else console.log(`${[durable, mutant].map(lineOf).join("\n")}\n${verdict()}`);
process.exit(result.passed ? 0 : 1);

function lineOf(run: Ordeal): string {
  const figures = [
    ["kills of the app", run.kills.app],
    ["kills of Postgres", run.kills.postgres],
    ["events acknowledged", run.acked],
    ["batches sent again", run.resent],
    ["lost", run.lost],
    ["duplicates", run.duplicates],
    ["rollups minus raw", run.differences.length === 0 ? "0" : run.differences.join("; ")],
    ["longest silence, s", run.longestSilenceSeconds],
  ] as const;
  const body = figures.map(([name, value]) => `  ${name.padEnd(22)} ${value.toLocaleString()}`);
  return `${run.name} (${run.server})\n${body.join("\n")}`;
}

function verdict(): string {
  if (violations.length === 0)
    return "Passed: nothing acknowledged was lost; the mutant was caught.";
  return `FAILED\n${violations.map((violation) => `  ${violation}`).join("\n")}`;
}
