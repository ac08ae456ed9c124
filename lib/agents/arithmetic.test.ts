/** Verdicts, heat and models: what the agents pages claim must hold. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emptySketch, observe, type Sketch } from "@/lib/core/sketch";
import { TARGETS } from "@/lib/core/targets";
import { frameOf } from "@/lib/core/time";
import { groupRows, type KeyedVolume, typesOf } from "@/lib/overview/agents";
import { timelineOf } from "@/lib/overview/timeline";
import { NO_VOLUME, type Volume } from "@/lib/overview/volume";
import { armsOf } from "./arms";
import { differenceOf, quantileInterval, verdictOf, wilson } from "./compare";
import { edgesFor, heatOf } from "./heat";
import { modelRows, stepRows } from "./prepare";

function sketchOf(values: readonly number[]): Sketch {
  const sketch = emptySketch();
  for (const value of values) observe(sketch, value);
  return sketch;
}
const around = (middle: number, n = 500) =>
  sketchOf(Array.from({ length: n }, (_, i) => middle * (0.5 + i / n)));

describe("a verdict", () => {
  const base = { requests: 500, errors: 25, latency: around(1_000) };

  test("finds the arm with fewer errors and a faster p95 better", () => {
    const verdict = verdictOf({ requests: 500, errors: 2, latency: around(500) }, base);
    expect(verdict.tone).toBe("better");
    expect(verdict.words).toBe(
      "Fewer errors (0.4 % against 5 %), faster p95 (716 ms against 1.43 s)",
    );
  });

  test("says when the two pull apart", () => {
    expect(verdictOf({ requests: 500, errors: 2, latency: around(3_000) }, base).tone).toBe(
      "mixed",
    );
  });

  test("does not take chance for a difference", () => {
    expect(verdictOf({ requests: 500, errors: 22, latency: around(1_010) }, base).tone).toBe(
      "even",
    );
  });

  test("waits for enough requests", () => {
    const verdict = verdictOf({ requests: 12, errors: 0, latency: around(10, 12) }, base);
    expect(verdict).toEqual({ tone: "unknown", words: "Too few requests to tell (12 of 50)" });
  });

  test("of an arm against itself is never a difference", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 50, max: 5_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, p) => {
          const arm = { requests: n, errors: Math.round(n * p), latency: undefined };
          const [low, high] = differenceOf(arm, arm);
          expect(low).toBeLessThanOrEqual(0);
          expect(high).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });

  test("knows the textbook interval of 10 in 100", () => {
    const [low, high] = wilson(10, 100);
    expect(low).toBeCloseTo(0.0552, 3);
    expect(high).toBeCloseTo(0.1744, 3);
  });

  test("brackets the quantile it speaks of", () => {
    const [low, high] = quantileInterval(around(1_000), 0.95) ?? [0, 0];
    expect(low).toBeLessThan(1_450);
    expect(high).toBeGreaterThan(1_430);
    expect(quantileInterval(around(1_000, 20), 0.95)).toBeNull();
  });
});

describe("arms", () => {
  const arm = (name: string, volume: Partial<Volume>) => ({ ...NO_VOLUME, ...volume, name });

  test("are held against the busiest, and cost nothing known when no call names them", () => {
    const rows = armsOf(
      [
        arm("v2", { requests: 100, calls: 100, costPicos: 10n ** 12n }),
        arm("v1", { requests: 900 }),
        arm("", { requests: 5 }),
      ],
      [{ name: "v2", sketch: around(700) }],
    );
    expect(rows.map(({ name }) => name)).toEqual(["v1", "v2"]);
    expect(rows[0]).toMatchObject({ verdict: null, costPerRequest: null, p95: null, share: 0.9 });
    expect(rows[1]).toMatchObject({ costPerRequest: 0.01, share: 0.1 });
    expect(rows[1]?.verdict).not.toBeNull();
  });
});

describe("a heat map", () => {
  const now = new Date("2026-03-10T12:00:30Z");
  const frame = frameOf({ range: "24h" }, now);
  const timeline = timelineOf(frame, null, now);
  const rows = timeline.starts.slice(3, 200).map((start, i) => ({
    at: new Date(start),
    sketch: sketchOf([120, 900 + i, 2_500, 40_000]),
  }));

  test("loses no answer and draws no more cells than an eye can see", () => {
    const { edges, columns } = heatOf(timeline, rows);
    const counted = columns.flatMap(({ counts }) => counts).reduce((sum, n) => sum + n, 0);
    expect(counted).toBe(4 * rows.length);
    expect(columns.length).toBeLessThanOrEqual(72);
    expect(edges.length).toBeLessThanOrEqual(15);
    expect(edges.at(-1)).toBeNull();
    expect(columns.every(({ counts }) => counts.length === edges.length)).toBe(true);
  });

  test("of nothing is nothing", () => {
    expect(heatOf(timeline, [])).toEqual({ edges: [], columns: [] });
  });

  test("has rising round edges that cover the slowest", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.01, max: 600_000, noNaN: true }), { minLength: 1 }),
        (values) => {
          const edges = edgesFor(sketchOf(values));
          expect(edges).toEqual(edges.toSorted((a, b) => a - b));
          expect(edges.at(-1)).toBeGreaterThanOrEqual(Math.max(...values) * 0.97);
        },
      ),
    );
  });
});

describe("rows", () => {
  const volume = (agent: string, agentType: string, part: Partial<Volume>): KeyedVolume => ({
    ...NO_VOLUME,
    ...part,
    at: null,
    key: { agent, agentType },
  });

  test("give an agent's untyped calls to its own type", () => {
    const volumes = [
      volume("support", "rag", { requests: 10 }),
      volume("support", "", { calls: 12, costPicos: 3n * 10n ** 12n }),
      volume("faq", "cag", { requests: 30 }),
    ];
    const types = typesOf(volumes);
    expect(types).toEqual(
      new Map([
        ["support", "rag"],
        ["faq", "cag"],
      ]),
    );
    const rows = groupRows(
      { volumes, latency: [] },
      { volumes: [volume("faq", "cag", { requests: 20 })], latency: [] },
      {
        nameOf: ({ key }) => key.agentType || (types.get(key.agent) ?? ""),
        typeOf: () => null,
        passedShare: 1,
      },
    );
    expect(rows.map(({ name, requests, cost }) => [name, requests, cost])).toEqual([
      ["cag", 30, 0],
      ["rag", 10, 3],
    ]);
    expect(rows[0]?.moved.requests).toBeCloseTo(0.5);
    expect(rows[1]?.moved.requests).toBeNull();
  });

  test("of models show an unknown price as unknown", () => {
    const call = (model: string, part: Partial<Volume>) => ({
      ...NO_VOLUME,
      ...part,
      key: { provider: "p", model },
    });
    const rows = modelRows(
      [
        call("a", { calls: 5, unpricedCalls: 5 }),
        call("b", { calls: 9, callErrors: 3 }),
        call("", { requests: 4 }),
      ],
      [{ at: null, key: "p\u001fb", sketch: around(100) }],
    );
    expect(rows.map(({ model, cost, unpriced }) => [model, cost, unpriced])).toEqual([
      ["b", 0, 0],
      ["a", null, 5],
    ]);
    expect(rows[0]?.callErrorRate).toBeCloseTo(1 / 3);
    expect(rows[0]?.p95).toBeGreaterThan(100);
  });

  test("of steps hold only retrieval to the retrieval target", () => {
    const rows = stepRows(
      [
        { name: "rerank", sketch: around(50) },
        { name: "retrieval", sketch: around(400) },
      ],
      TARGETS.retrievalP95,
    );
    expect(rows.map(({ name, target }) => [name, target?.label ?? null])).toEqual([
      ["retrieval", "Retrieval p95"],
      ["rerank", null],
    ]);
  });
});
