/** Metrics: known names on panels, thresholds, percent told from shares, everything else listed. */
import { describe, expect, test } from "vitest";
import { emptySketch, observe } from "@/lib/core/sketch";
import { timelineOf } from "@/lib/overview/timeline";
import { CATALOGUE, canonical, unitOf } from "./catalogue";
import { keysToRead, type Measured, metricPanels, otherMetrics, standingOf } from "./metrics";

const noon = Date.UTC(2026, 10, 20, 12);
const at = (minute: number) => new Date(noon + minute * 60_000);
const frame = {
  from: at(0),
  to: at(3),
  stepMs: 60_000,
  tier: "1m" as const,
  previous: { from: at(-3), to: at(0) },
};
const timeline = timelineOf(frame, { first: at(0), newest: at(3) }, at(3));

function row(minute: number | null, key: string, values: readonly number[]): Measured {
  const sketch = emptySketch();
  for (const value of values) observe(sketch, value);
  const when = minute === null ? null : at(minute);
  return { at: when, key, sketch, last: values.at(-1) ?? 0, lastAt: at(2) };
}

const panel = (id: string, totals: Measured[], steps: Measured[]) =>
  metricPanels(totals, steps, timeline).find((each) => each.id === id);

describe("panels", () => {
  test("draw a line for each set of labels, gaps where nothing was reported, the worst as figure", () => {
    const keys = ["cpu.utilization\u001fhost=a", "cpu.utilization\u001fhost=b"];
    const steps = [row(0, keys[0] ?? "", [0.2, 0.4]), row(2, keys[1] ?? "", [0.9])];
    const cpu = panel(
      "cpu",
      keys.map((key) => row(null, key, [0.3])),
      steps,
    );
    expect(cpu?.lines.map(({ label, values }) => [label, values])).toEqual([
      ["a", [0.3, null, null]],
      ["b", [null, null, 0.9]],
    ]);
    expect(cpu).toMatchObject({
      value: 0.9,
      standing: { tone: "warning", words: "Above 80 %" },
    });
  });

  test("take a share above 1.5 for percent", () => {
    const key = "memory.percent\u001f";
    const memory = panel("memory", [row(null, key, [55])], [row(1, key, [55])]);
    expect(memory).toMatchObject({ value: 0.55, standing: { tone: "ok" } });
  });

  test("work a share out of used and limit with the same labels", () => {
    const keys = [
      "memory.used_bytes\u001fhost=a",
      "memory.limit_bytes\u001fhost=a",
      "memory.limit_bytes\u001fhost=b",
    ];
    const totals = keys.map((key) => row(null, key, [1]));
    const steps = [row(1, keys[0] ?? "", [6e9]), row(1, keys[1] ?? "", [8e9])];
    const memory = panel("memory", totals, steps);
    expect(memory?.lines).toHaveLength(1);
    expect(memory?.value).toBe(0.75);
    expect(otherMetrics(totals, steps, timeline).map(({ labels }) => labels)).toEqual(["host=b"]);
  });

  test("turn what is left into what is used", () => {
    const keys = ["ratelimit.remaining\u001fp=x", "ratelimit.limit\u001fp=x"];
    const steps = [row(1, keys[0] ?? "", [25]), row(1, keys[1] ?? "", [100])];
    expect(
      panel(
        "rate-limit",
        keys.map((key) => row(null, key, [1])),
        steps,
      )?.value,
    ).toBe(0.75);
  });

  test("read p95 of latencies and the least of free space", () => {
    const values = Array.from({ length: 100 }, (_, i) => i + 1);
    const key = "vector_store.latency_ms\u001f";
    expect(
      panel("vector-store", [row(null, key, values)], [row(1, key, values)])?.value,
    ).toBeCloseTo(95, -1);
    const free = "disk.free_bytes\u001f";
    const disk = panel("disk-free", [row(null, free, [4e9])], [row(1, free, [9e9, 4e9])]);
    expect(disk).toMatchObject({ value: 4e9, standing: { tone: "critical" } });
  });

  test("without their metrics are there, empty, with an example to send", () => {
    const panels = metricPanels([], [], timeline);
    expect(panels).toHaveLength(CATALOGUE.length);
    expect(
      panels.every(
        ({ lines, value, standing }) => lines.length === 0 && value === null && standing === null,
      ),
    ).toBe(true);
  });
});

test("the worst limit passed is the one told", () => {
  const memory = CATALOGUE.find(({ id }) => id === "memory");
  const tones = [0.5, 0.85, 0.95].map((value) => memory && standingOf(memory, value)?.tone);
  expect(tones).toEqual(["ok", "warning", "critical"]);
  const cache = CATALOGUE.find(({ id }) => id === "cache-store");
  expect(cache && standingOf(cache, 5)).toBeNull();
});

test("every catalogue name is written canonically and its own example is known to it", () => {
  for (const { names, example, pairs = [] } of CATALOGUE) {
    for (const name of [...names, ...pairs.flatMap(({ part, whole }) => [part, whole])]) {
      expect(canonical(name)).toBe(name);
    }
    expect(names).toContain(canonical(example.name));
  }
});

test("other metrics are listed with their moments and the unit their name ends in", () => {
  const key = "queue.depth\u001fqueue=mail";
  const [other] = otherMetrics([row(null, key, [2, 4])], [row(1, key, [2, 4])], timeline);
  expect(other).toMatchObject({
    name: "queue.depth",
    labels: "queue=mail",
    last: 4,
    mean: 3,
    min: 2,
    max: 4,
    spark: [null, 3, null],
  });
  expect(["a.latency_ms", "a.size_bytes", "a.hit_ratio", "a.depth"].map(unitOf)).toEqual([
    "ms",
    "bytes",
    "share",
    "number",
  ]);
});

test("what is read over time is what panels draw, and some of the others", () => {
  const keys = [
    "zeta\u001f",
    "cpu.utilization\u001f",
    "alpha\u001f",
    "memory.used_bytes\u001f",
    "memory.limit_bytes\u001f",
  ];
  expect(keysToRead(keys, 1)).toEqual([
    "cpu.utilization\u001f",
    "memory.used_bytes\u001f",
    "memory.limit_bytes\u001f",
    "zeta\u001f",
  ]);
});
