/** `wheelhouse forecast` and `wheelhouse anomalies` as scripts meet them: their words, their JSON, their refusals. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROOT } from "@/server/root";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "wheelhouse-series-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(command: string, content: string, ...args: string[]) {
  const file = path.join(folder, "series.csv");
  writeFileSync(file, content);
  const cli = path.join(ROOT, "bin/wheelhouse.mjs");
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, command, file, ...args], {
    encoding: "utf8",
    cwd: folder,
  });
  return { status, stdout, stderr };
}

const WEEK = [100, 105, 110, 108, 100, 50, 45];
function csv(days: number, wild: Readonly<Record<number, number>> = {}): string {
  const lines = Array.from({ length: days }, (_, t) => {
    const date = new Date(Date.UTC(2026, 0, 5 + t)).toISOString().slice(0, 10);
    return `${date},${wild[t] ?? (WEEK[t % 7] ?? 0) + (t % 3)}`;
  });
  return ["date,cost", ...lines].join("\n");
}

describe("forecast", () => {
  test("gives scores, coverage and an interval for each day and the total", () => {
    const { status, stdout } = run("forecast", csv(84), "--horizon", "7", "--json");
    expect(status).toBe(0);
    const { series } = JSON.parse(stdout);
    expect(series[0]).toMatchObject({
      column: "cost",
      step: "day",
      known: 84,
      status: "forecast",
      nominal: 0.8,
      scores: { "seasonal-naive": { toNaive: 1 } },
    });
    expect(series[0].record.coverage).toBeGreaterThan(0.5);
    expect(series[0].forecast).toHaveLength(7);
    expect(series[0].forecast[0].date).toBe("2026-03-30");
    expect(series[0].forecast[0].value).toBeGreaterThan(series[0].forecast[0].low);
    expect(Math.abs(series[0].total.value - 625)).toBeLessThan(15);
  }, 60_000);

  test("says so where there is not enough history", () => {
    const { status, stdout } = run("forecast", csv(6));
    expect(status).toBe(0);
    expect(stdout).toContain("not enough history: 6 values, 7 are needed");
  }, 60_000);

  test.each<[string[], number, string]>([
    [["--horizon", "0"], 2, "It must be a whole number from 1"],
    [["--fold", "max"], 2, "Allowed choices are sum, mean"],
    [["--column", "none"], 1, "has no column none; it has cost"],
  ])(
    "refuses %j",
    (args, code, words) => {
      const { status, stderr } = run("forecast", csv(30), ...args);
      expect(status).toBe(code);
      expect(stderr).toContain(words);
    },
    60_000,
  );
});

describe("anomalies", () => {
  test("gives each finding with expected and observed", () => {
    const { status, stdout } = run("anomalies", csv(84, { 72: 400 }), "--json");
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      findings: 1,
      series: [
        {
          column: "cost",
          step: "day",
          findings: [{ at: "2026-03-18", direction: "above", observed: 400 }],
        },
      ],
    });
  }, 60_000);

  test("leaves out what is too small to matter", () => {
    const { stdout } = run("anomalies", csv(84, { 72: 400 }), "--least", "1000");
    expect(stdout).toContain("cost: 0 findings in 84 values by the day");
  }, 60_000);

  test("names the line of a value that is none", () => {
    const { status, stderr } = run("anomalies", "date,cost\n2026-01-01,1\n2026-01-02,one\n");
    expect(status).toBe(1);
    expect(stderr).toContain("Line 3, cost: “one” is not a number");
  }, 60_000);
});
