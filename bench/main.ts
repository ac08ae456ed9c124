/** `npm run bench`: measures, prints, and on a full run writes docs/benchmarks.md. */
import { parseArgs } from "node:util";
import { benchAlerts } from "./alerts";
import { benchAnomalies } from "./anomalies";
import { benchFlags } from "./flags";
import { benchForecast } from "./forecast";
import { benchGrowth } from "./growth";
import { benchIngest } from "./ingest";
import { benchPanels } from "./panels";
import { hasRecorded, WHERE } from "./recorded";
import { machine, tableOf, writeReport } from "./report";
import { benchRolloutWorker } from "./rollout-worker";
import { benchRollouts } from "./rollouts";
import { benchRunbooks } from "./runbooks";
import { benchUnleash, hasUnleash } from "./unleash";

const BENCHES = {
  ingest: benchIngest,
  panels: benchPanels,
  growth: benchGrowth,
  alerts: benchAlerts,
  forecast: benchForecast,
  anomalies: benchAnomalies,
  flags: benchFlags,
  rollouts: benchRollouts,
  "rollout-worker": benchRolloutWorker,
  runbooks: benchRunbooks,
  unleash: benchUnleash,
} as const;
type Name = keyof typeof BENCHES;
const USAGE = `Usage: npm run bench [-- ${Object.keys(BENCHES).join("|")}] [--quick] [--json]`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: "boolean" }, json: { type: "boolean" } },
});
const { quick = false, json = false } = values;
const wanted = positionals.length > 0 ? positionals : Object.keys(BENCHES);
if (wanted.some((name) => !(name in BENCHES))) {
  console.error(USAGE);
  process.exit(2);
}

/** What nobody measured leaves the page as it is. */
const isWithoutData = (name: Name): boolean =>
  (name === "forecast" || name === "anomalies") && !hasRecorded("nab/data");

const results = [];
for (const name of wanted as Name[]) {
  if (isWithoutData(name)) {
    console.error(`${name}: SKIPPED, there is nothing to measure it on: ${WHERE}`);
    continue;
  }
  if (name === "unleash" && !hasUnleash()) {
    console.error("unleash: SKIPPED, it could not be installed from the registry");
    continue;
  }
  if (!json) console.error(`${name}: running${quick ? " (quick)" : ""} …`);
  const began = performance.now();
  const result = await BENCHES[name]({ quick });
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  results.push({ ...result, quick, seconds, machine: machine() });
  if (json) console.log(JSON.stringify(results.at(-1)));
  else console.log(tableOf(result));
}
if (!quick && !json && results.length > 0) writeReport(results);
process.exit(results.every(({ passed }) => passed) ? 0 : 1);
