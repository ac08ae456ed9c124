/** `wheelhouse replay FILE`: plays a recorded trace of real traffic into a running console. */
import { SingleBar } from "cli-progress";
import { type Command, InvalidArgumentError } from "commander";
import { exactMoney } from "@/lib/core/money";
import { variable } from "@/lib/platform/env";
import { EXIT, jsonCommand, outputOf } from "@/server/output";
import type { ReplaySummary } from "@/server/replay/replay";

type Flags = {
  speed?: number;
  project?: string;
  at?: Date;
  url?: string;
  key?: string;
  provider: string;
  model: string;
};

const FORMATS = `
Reads the Azure LLM inference traces of 2023 (CSV) and Mooncake traces (JSONL).
Arrival pattern and token counts are the file's; latency, agent, user, session and
version are modelled with a fixed seed and marked as modelled.
The same file with the same --at is counted once, however often it is replayed.`;

export function replayCommand(): Command {
  return jsonCommand("replay", "play a recorded trace of LLM traffic into the running console")
    .argument("<file>", "the trace")
    .option("--speed <n>", "times real time; as fast as possible when left out", speedOf)
    .option("--project <slug>", "project to write to (a project `replay`, made when missing)")
    .option("--at <time>", "when the trace ends, ISO 8601 (now)", timeOf)
    .option("--url <url>", "address of the console (this machine's)")
    .option("--key <key>", "API key with scope ingest (one is made and revoked when left out)")
    .option("--provider <name>", "provider that the calls are priced with", "azure.ai.openai")
    .option("--model <name>", "model that the calls are priced with", "gpt-4o")
    .addHelpText("after", FORMATS)
    .action(run);
}

async function run(file: string, flags: Flags, command: Command): Promise<void> {
  const { replay } = await import("@/server/replay/replay");
  const output = outputOf(command);
  const bar = output.json || !process.stderr.isTTY ? null : progressBar();
  const at = flags.at ?? new Date(Math.floor(Date.now() / 1_000) * 1_000);
  const url = (flags.url ?? variable("WHEELHOUSE_URL") ?? `http://localhost:${variable("PORT")}`)
    // A slash at the end would be there twice.
    .replace(/\/+$/, "");
  try {
    const summary = await replay({
      ...flags,
      file,
      at,
      url,
      onStart: (events) => bar?.start(events, 0),
      onBatch: (events) => bar?.increment(events),
    });
    bar?.stop();
    output.result(dataOf(summary), textOf(summary));
    // A replay that lost events is not done: its totals are not the file's.
    if (summary.rejected > 0) process.exitCode = EXIT.failed;
  } finally {
    bar?.stop();
  }
}

const progressBar = () =>
  new SingleBar({
    format: " {bar} {percentage} % | {value} of {total} events | {duration_formatted}",
    barCompleteChar: "█",
    barIncompleteChar: "░",
    hideCursor: true,
    stream: process.stderr,
  });

const dataOf = ({ costPicos, ...summary }: ReplaySummary): object => ({
  ...summary,
  costPicos: costPicos === null ? null : String(costPicos),
});

function textOf(summary: ReplaySummary): string {
  const number = new Intl.NumberFormat("en-US").format;
  const { costPicos, project, seconds, retries, rejected, firstRejection } = summary;
  const cached = summary.cacheReadTokens;
  const lines: [string, string][] = [
    ["calls", number(summary.calls)],
    [
      "input tokens",
      `${number(summary.inputTokens + cached)}${cached > 0 ? ` (${number(cached)} from the cache)` : ""}`,
    ],
    ["output tokens", number(summary.outputTokens)],
    ["cost", costPicos === null ? "no price for this model" : exactMoney(costPicos)],
    ["unpriced calls", number(summary.unpriced)],
    ["events accepted", number(summary.accepted)],
    ["duplicates", number(summary.duplicates)],
    ["rejected", `${number(rejected)}${firstRejection ? ` (${firstRejection})` : ""}`],
    ["from", summary.from.toISOString()],
    ["to", summary.to.toISOString()],
    ["took", `${seconds.toFixed(1)} s${retries > 0 ? `, ${retries} retries` : ""}`],
  ];
  const body = lines.map(([name, value]) => `  ${name.padEnd(16)} ${value}`).join("\n");
  return `Replayed ${summary.file}${project ? ` into project ${project}` : ""}\n${body}`;
}

function speedOf(text: string): number {
  const speed = Number(text.replace(/x$/, ""));
  if (speed > 0 && Number.isFinite(speed)) return speed;
  throw new InvalidArgumentError("A speed is a number above 0, such as 60.");
}

function timeOf(text: string): Date {
  const at = new Date(text);
  if (!Number.isNaN(at.getTime())) return at;
  throw new InvalidArgumentError("A time looks like 2026-01-31T12:00:00Z.");
}
