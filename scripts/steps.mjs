/** Runs named programs, some side by side, all of them even when one fails, and sums up. */
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string[]} command a Node script and its arguments
 * @property {string[]} [after] names of steps that must have ended (well or not)
 * @property {string[]} [needs] names of steps that must have ended well, else this one is not run
 * @property {boolean} [alone] true when nothing may run beside it
 * @property {"vitest" | "playwright"} [tests] whose report counts the tests
 * @property {Record<string, string>} [env]
 * @property {string} [skip] why it is left out this time
 */

/**
 * @typedef {object} Outcome
 * @property {string} name
 * @property {"ok" | "FAILED" | "skipped"} state
 * @property {number} seconds
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

const ROOT = path.resolve(import.meta.dirname, "..");
const SHOWN_LINES = 200;
const LIMIT_MS = 15 * 60_000;

/** What the caller's shell happens to hold must not change what the tests see. */
function cleanEnv() {
  const mine = /^(DATABASE_URL|AUTH_SECRET|NEXTAUTH_|PORT$|HOST$|NODE_ENV$|WHEELHOUSE_(?!TEST_))/;
  const kept = Object.entries(process.env).filter(([name]) => !mine.test(name));
  return { ...Object.fromEntries(kept), NEXT_TELEMETRY_DISABLED: "1", CI: process.env.CI ?? "1" };
}

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();
const reports = fs.mkdtempSync(path.join(os.tmpdir(), "wheelhouse-reports-"));

/** @param {NodeJS.Signals} signal */
function endAll(signal) {
  for (const child of running) {
    try {
      process.kill(-(child.pid ?? 0), signal);
    } catch {
      // Gone already.
    }
  }
}
process.on("exit", () => {
  endAll("SIGKILL");
  fs.rmSync(reports, { recursive: true, force: true });
});
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"]))
  process.on(signal, () => {
    endAll("SIGTERM");
    setTimeout(() => process.exit(1), 15_000).unref();
    setInterval(() => running.size === 0 && process.exit(1), 100).unref();
  });

/** How each runner is told where to leave its report. @param {Step} step @param {string} file */
function withReport(step, file) {
  if (step.tests === "vitest")
    return [...step.command, "--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  if (step.tests === "playwright") return [...step.command, "--reporter=list,json"];
  return step.command;
}

/** @param {Step} step @returns {Promise<Outcome>} */
async function run(step) {
  const since = performance.now();
  const report = path.join(reports, `${step.name.replaceAll(/\W+/g, "-")}.json`);
  const { code, output } = await spawned(step, report);
  const seconds = (performance.now() - since) / 1_000;
  const counts = step.tests ? testCounts(report, step.tests, code === 0) : plainCounts(code === 0);
  const state = code === 0 && counts.failed === 0 ? "ok" : "FAILED";
  if (state === "FAILED") console.log(`\n──── ${step.name} said:\n${lastLines(output)}\n────`);
  const tests = step.tests ? ` · ${counts.passed} passed, ${counts.failed} failed` : "";
  console.log(`${state === "ok" ? "✓" : "✗"} ${step.name} (${seconds.toFixed(1)} s)${tests}`);
  return { name: step.name, state, seconds, ...counts };
}

/** @param {string} output */
function lastLines(output) {
  const lines = output.trim().split("\n");
  const left = lines.length - SHOWN_LINES;
  return left > 0
    ? [`(${left} lines left out)`, ...lines.slice(left)].join("\n")
    : lines.join("\n");
}

/** @param {Step} step @param {string} report @returns {Promise<{ code: number, output: string }>} */
function spawned(step, report) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, withReport(step, report), {
      cwd: ROOT,
      detached: process.platform !== "win32",
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...cleanEnv(), PLAYWRIGHT_JSON_OUTPUT_FILE: report, ...step.env },
    });
    running.add(child);
    /** @type {Buffer[]} */
    const output = [];
    child.stdout.on("data", (chunk) => output.push(chunk));
    child.stderr.on("data", (chunk) => output.push(chunk));
    const limit = setTimeout(() => {
      output.push(Buffer.from(`\nStopped after ${LIMIT_MS / 60_000} minutes.`));
      if (child.pid) process.kill(-child.pid, "SIGTERM");
    }, LIMIT_MS);
    child.once("error", (error) => output.push(Buffer.from(error.message)));
    child.once("close", (code) => {
      clearTimeout(limit);
      running.delete(child);
      resolve({ code: code ?? 1, output: Buffer.concat(output).toString("utf8") });
    });
  });
}

/** @param {boolean} ok */
const plainCounts = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 });

/**
 * Tests count one each. A run that failed without a failing test (it crashed, or found none) counts as one failure.
 * @param {string} file @param {"vitest" | "playwright"} kind @param {boolean} ok
 */
function testCounts(file, kind, ok) {
  try {
    const report = JSON.parse(fs.readFileSync(file, "utf8"));
    const counts = kind === "vitest" ? vitestCounts(report) : playwrightCounts(report);
    const sound = counts.passed + counts.failed > 0 && (ok || counts.failed > 0);
    return sound ? counts : { ...counts, failed: counts.failed + 1 };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number }} report */
const vitestCounts = (report) => ({
  passed: report.numPassedTests,
  failed: report.numFailedTests,
  skipped: report.numPendingTests + report.numTodoTests,
});

/** @param {{ stats: { expected: number, flaky: number, unexpected: number, skipped: number } }} report */
const playwrightCounts = ({ stats }) => ({
  passed: stats.expected + stats.flaky,
  failed: stats.unexpected,
  skipped: stats.skipped,
});

/** @param {string} name @param {string} why @returns {Outcome} */
function skipped(name, why) {
  console.log(`- ${name}: skipped, ${why}`);
  return { name, state: "skipped", seconds: 0, passed: 0, failed: 0, skipped: 1 };
}

/**
 * Runs all steps, two lanes at most, each as soon as what it waits for has ended.
 * @param {Step[]} steps in the order of preference
 * @returns {Promise<Outcome[]>}
 */
export async function runSteps(steps, lanes = 2) {
  /** @type {Map<string, Outcome>} */
  const done = new Map();
  /** @type {Map<string, Promise<void>>} */
  const busy = new Map();
  const waiting = [...steps];
  let isAlone = false;

  const canStart = (/** @type {Step} */ { after = [], needs = [], alone }) =>
    [...after, ...needs].every((name) => done.has(name)) &&
    (alone ? busy.size === 0 : busy.size < lanes && !isAlone);
  const begin = (/** @type {Step} */ step) => {
    isAlone = step.alone ?? false;
    const work = perform(step, done).then((outcome) => {
      done.set(step.name, outcome);
      busy.delete(step.name);
      isAlone = false;
    });
    busy.set(step.name, work);
  };

  while (waiting.length > 0 || busy.size > 0) {
    const at = waiting.findIndex(canStart);
    const step = at < 0 ? undefined : waiting.splice(at, 1)[0];
    if (step) begin(step);
    else if (busy.size > 0) await Promise.race(busy.values());
    else throw new Error(`${waiting.map(({ name }) => name)} wait for each other`);
  }
  return steps.flatMap(({ name }) => done.get(name) ?? []);
}

/** Runs a step, unless it is left out or what it needs did not succeed. @param {Step} step @param {Map<string, Outcome>} done */
async function perform(step, done) {
  const missing = step.needs?.find((name) => done.get(name)?.state !== "ok");
  const why = step.skip ?? (missing && `${missing} did not succeed`);
  return why ? skipped(step.name, why) : run(step);
}

/** Prints the table and, as the very last line, the totals; sets the exit code. @param {Outcome[]} outcomes @param {number} since */
export function summarise(outcomes, since) {
  const width = Math.max(...outcomes.map(({ name }) => name.length));
  console.log(`\n${"step".padEnd(width)}  result    seconds  passed  failed  skipped`);
  for (const { name, state, seconds, ...counts } of outcomes) {
    const numbers = [counts.passed, counts.failed, counts.skipped]
      .map((n, i) => String(n).padStart([6, 8, 9][i] ?? 8))
      .join("");
    console.log(
      `${name.padEnd(width)}  ${state.padEnd(8)} ${seconds.toFixed(1).padStart(8)}  ${numbers}`,
    );
  }
  const total = (/** @type {"passed" | "failed" | "skipped"} */ key) =>
    outcomes.reduce((sum, outcome) => sum + outcome[key], 0);
  const left = total("skipped") > 0 ? `, ${total("skipped")} skipped` : "";
  console.log(`\n${((performance.now() - since) / 1_000).toFixed(0)} s in all`);
  console.log(`${total("passed")} passed, ${total("failed")} failed${left}`);
  process.exitCode = total("failed") > 0 ? 1 : 0;
}
