/** The Prometheus text: one spelling, escaped, cumulative, never shrinking. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emptySketch, observe } from "@/lib/core/sketch";
import { renderFamilies } from "./exposition";
import { type AgentTotals, agentFamilies, cumulative, LATENCY_EDGES_S } from "./scrape";

const row: AgentTotals = {
  project: "shop",
  environment: "production",
  agent: 'odd "name"\\\n',
  requests: 12,
  errors: 1,
  degraded: 0,
  cacheHits: 4,
  cacheLookups: 9,
  calls: 20,
  callErrors: 2,
  unpricedCalls: 3,
  inputTokens: 100,
  cacheReadTokens: 20,
  cacheWriteTokens: 5,
  outputTokens: 50,
  costPicos: 1_234_500_000_000n,
};

describe("exposition", () => {
  test("escapes quotes, backslashes and newlines in labels", () => {
    const text = renderFamilies(agentFamilies([row], []));
    expect(text).toContain(
      'wheelhouse_agent_requests_total{project="shop",environment="production",agent="odd \\"name\\"\\\\\\n"} 12\n',
    );
    expect(text).toContain('agent="odd \\"name\\"\\\\\\n"} 1.2345\n');
    expect(text).toContain('class="cache_read"} 20\n');
  });

  test("leaves out what has no samples", () => {
    expect(renderFamilies(agentFamilies([], []))).toBe("");
  });

  test("a histogram's buckets are cumulative and end at its count", () => {
    const sketch = emptySketch();
    for (const ms of [40, 900, 1_900, 4_900, 9_000, 200_000]) observe(sketch, ms);
    const text = renderFamilies(agentFamilies([], [{ ...row, agent: "a", sketch }]));
    const values = [...text.matchAll(/_bucket\{.*le="(.*)"\} (\d+)/g)].map(([, le, n]) => [
      le,
      Number(n),
    ]);
    expect(values).toHaveLength(LATENCY_EDGES_S.length + 1);
    expect(values).toContainEqual(["2", 3]);
    expect(values).toContainEqual(["5", 4]);
    expect(values).toContainEqual(["10", 5]);
    expect(values.at(-1)).toEqual(["+Inf", 6]);
    expect(text).toContain('_count{project="shop",environment="production",agent="a"} 6');
  });

  test("no bucket ever shrinks when more is observed", () => {
    const edges = LATENCY_EDGES_S.map((s) => s * 1_000);
    const latency = fc.double({ min: 0, max: 300_000, noNaN: true });
    fc.assert(
      fc.property(fc.array(latency, { maxLength: 40 }), latency, (values, one) => {
        const sketch = emptySketch();
        for (const value of values) observe(sketch, value);
        const before = cumulative(sketch, edges);
        observe(sketch, one);
        const after = cumulative(sketch, edges);
        for (const [i, n] of before.entries()) expect(after[i]).toBeGreaterThanOrEqual(n);
        expect(after.at(-1)).toBeLessThanOrEqual(sketch.n);
      }),
    );
  });
});
