/** Random histories through Prometheus' own rule tests and through ours: the same states, tick by tick. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Rng, rngOf } from "@/lib/core/rng";
import { runScenario } from "./conformance/run";
import { type Scenario, scenariosOf } from "./conformance/scenario";
import { presetRules } from "./presets";
import { exportPrometheus } from "./prometheus/export";
import { ruleSchema } from "./schema";

const PROMTOOL = process.env.PROMTOOL_PATH ?? "promtool";
const version = spawnSync(PROMTOOL, ["--version"], { encoding: "utf8" });
const isThere = version.status === 0;
/** Since 3.0 a sample exactly as old as the look-back is too old. */
const isOpenAtTheLeft = /version ([3-9]|\d\d)\./.test(`${version.stdout}${version.stderr}`);
const LOOK_BACK = isOpenAtTheLeft ? "4m59s999ms" : "5m";
if (!isThere)
  console.warn(`SKIPPED: no ${PROMTOOL} (Debian's package prometheus, or PROMTOOL_PATH)`);

const SEQUENCES = 200;
const TICKS = 24;
const INTERVALS = ["15s", "30s", "1m", "5m"] as const;

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "wheelhouse-promtool-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Values that stay for a while, with gaps, ends and a restlessness of their own. */
function valuesOf(rng: Rng): string {
  const restless = rng.next();
  const words: string[] = [];
  let value = rng.int(0, 4);
  for (let tick = 0; tick < TICKS; tick++) {
    if (rng.next() < restless) value = rng.int(0, 4);
    const odd = rng.next();
    words.push(odd < 0.08 ? "_" : odd < 0.12 ? "stale" : odd < 0.14 ? "NaN" : String(value));
  }
  return words.join(" ");
}

function expressionOf(rng: Rng, name: string): string {
  const sign = rng.weighted([">", ">=", "<", "<=", "==", "!="].map((it) => [it, 1] as const));
  const plain = `${name} ${sign} ${rng.int(1, 3)}`;
  switch (rng.int(0, 5)) {
    case 0:
      return `${name} / ${name}_whole > 1.5`;
    case 1:
      return `${name} > 3 or (${name} > 1 and on(i) ALERTS{alertname="${name}",alertstate="firing"} == 1)`;
    case 2:
      return `2 < ${name} + 1`;
    default:
      return plain;
  }
}

type Case = { readonly name: string; readonly scenario: Scenario };

function caseOf(seed: number, interval: string): Case {
  const rng = rngOf(`promtool/${seed}`);
  const name = `s${seed}`;
  const labels = ["a", "b", "c"].slice(0, rng.int(1, 3));
  const durations = ["0s", "0s", "20s", "1m", "90s", "3m", "10m"];
  const duration = () => rng.weighted(durations.map((it) => [it, 1] as const));
  const both = [name, `${name}_whole`];
  const [scenario] = scenariosOf([
    {
      id: name,
      interval,
      for: duration(),
      keep_firing_for: duration(),
      look_back: LOOK_BACK,
      expr: expressionOf(rng, name),
      series: Object.fromEntries(
        both.flatMap((metric) => labels.map((i) => [`${metric}{i="${i}"}`, valuesOf(rng)])),
      ),
      expected: Object.fromEntries(labels.map((i) => [i, "I".repeat(TICKS)])),
    },
  ]);
  if (!scenario) throw new Error("One scenario in is one out");
  return { name, scenario };
}

const seconds = (ms: number): string => `${ms / 1_000}s`;

const ruleFile = (cases: readonly Case[]) => ({
  groups: [
    {
      name: "all",
      rules: cases.map(({ name, scenario }) => ({
        alert: name,
        expr: scenario.expr,
        for: seconds(scenario.for),
        keep_firing_for: seconds(scenario.keep_firing_for),
      })),
    },
  ],
});

const STATES: Readonly<Record<string, string>> = { P: "pending", F: "firing" };

/** What we say each alert is at each tick, as expectations of promtool. */
function expectations({ name, scenario }: Case, alter: (letter: string) => string) {
  const { rows } = runScenario(scenario);
  return Array.from({ length: TICKS }, (_, tick) => ({
    expr: `ALERTS{alertname="${name}"}`,
    eval_time: seconds(tick * scenario.interval),
    exp_samples: rows.flatMap(({ labels, got }) => {
      const state = STATES[alter(got.charAt(tick))];
      return state
        ? [{ labels: `ALERTS{alertname="${name}",alertstate="${state}",i="${labels}"}`, value: 1 }]
        : [];
    }),
  }));
}

function promtool(cases: readonly Case[], alter = (letter: string) => letter) {
  const [first] = cases;
  const interval = seconds(first?.scenario.interval ?? 0);
  writeFileSync(path.join(folder, "rules.yml"), JSON.stringify(ruleFile(cases)));
  const tests = {
    rule_files: ["rules.yml"],
    evaluation_interval: interval,
    tests: [
      {
        interval,
        input_series: cases.flatMap(({ scenario }) =>
          Object.entries(scenario.series).map(([series, values]) => ({ series, values })),
        ),
        promql_expr_test: cases.flatMap((one) => expectations(one, alter)),
      },
    ],
  };
  writeFileSync(path.join(folder, "test.yml"), JSON.stringify(tests));
  const { status, stdout, stderr } = spawnSync(PROMTOOL, ["test", "rules", "test.yml"], {
    cwd: folder,
    encoding: "utf8",
  });
  return { status, output: `${stdout}${stderr}`.slice(0, 4_000) };
}

describe.runIf(isThere)("beside promtool", () => {
  const each = SEQUENCES / INTERVALS.length;
  const sequences = INTERVALS.map((interval, k) => ({
    interval,
    cases: Array.from({ length: each }, (_, i) => caseOf(k * each + i, interval)),
  }));

  test.each(sequences)(
    "random histories at $interval end in the same states",
    ({ cases }) => {
      expect(promtool(cases)).toMatchObject({ status: 0 });
    },
    120_000,
  );

  test("the histories reach every state, and promtool would notice a wrong one", () => {
    const all = sequences.flatMap(({ cases }) =>
      cases.map(({ scenario }) => runScenario(scenario)),
    );
    const letters = new Set(all.flatMap(({ rows }) => rows.flatMap(({ got }) => [...got])));
    expect([...letters].toSorted()).toEqual(["F", "I", "P"]);
    const some = (sequences[0]?.cases ?? []).filter(({ scenario }) =>
      runScenario(scenario).rows.some(({ got }) => /[PF]/.test(got)),
    );
    const turned = (letter: string) => (letter === "P" ? "F" : letter === "F" ? "P" : letter);
    for (const one of some.slice(0, 5)) expect(promtool([one], turned).status).toBe(1);
  }, 120_000);

  test("takes the rules that we export", () => {
    const rules = presetRules().map((preset) => ruleSchema.parse(preset.rule));
    const { file } = exportPrometheus(rules);
    writeFileSync(path.join(folder, "export.yml"), JSON.stringify(file));
    const checked = spawnSync(PROMTOOL, ["check", "rules", "export.yml"], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(checked.stderr).toBe("");
    expect(checked.status).toBe(0);
  });
});
