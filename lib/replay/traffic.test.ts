import { describe, expect, test } from "vitest";
import { eventSchema } from "@/lib/telemetry/schema";
import type { Trace } from "./trace";
import { replayEvents } from "./traffic";

const endMs = Date.UTC(2026, 4, 20, 12);
const plan = {
  fileId: "abc",
  fileName: "AzureLLMInferenceTrace_conv.csv",
  endMs,
  provider: "azure.ai.openai",
  model: "gpt-4o",
};
const trace: Trace = {
  format: "azure-llm-2023",
  spanMs: 5_000,
  calls: Array.from({ length: 1_000 }, (_, row) => ({
    row,
    offsetMs: (row / 999) * 5_000,
    inputTokens: 100 + row,
    cachedTokens: 0,
    outputTokens: 10,
  })),
};

describe("a replayed trace", () => {
  const events = replayEvents(trace, plan);

  test("becomes one valid request and one valid call a row, ending at the chosen instant", () => {
    expect(events).toHaveLength(2_000);
    for (const event of events) expect(eventSchema.safeParse(event).error).toBeUndefined();
    expect(events[0]?.ts).toBe(endMs - 5_000);
    expect(events.at(-1)?.ts).toBe(endMs);
  });

  test("keeps every token", () => {
    const calls = events.filter((event) => event.kind === "llm_call");
    const sum = (of: (call: (typeof calls)[number]) => number) =>
      calls.reduce((total, call) => total + of(call), 0);
    expect(sum((call) => call.inputTokens ?? 0)).toBe(100 * 1_000 + (999 * 1_000) / 2);
    expect(sum((call) => call.outputTokens ?? 0)).toBe(10_000);
  });

  test("has the same ids when replayed to the same instant, and others for another", () => {
    const ids = (of: typeof events) => of.map(({ id }) => id);
    expect(replayEvents(trace, plan)).toEqual(events);
    expect(new Set(ids(events)).size).toBe(events.length);
    const later = replayEvents(trace, { ...plan, endMs: endMs + 1_000 });
    const other = replayEvents(trace, { ...plan, fileId: "abd" });
    const known = new Set(ids(events));
    expect([...ids(later), ...ids(other)].some((id) => known.has(id))).toBe(false);
  });

  test("says what was modelled", () => {
    for (const { attributes } of events) expect(attributes?.modelled).toContain("latency");
  });

  test("reads cached tokens apart from fresh ones", () => {
    const cached = replayEvents(
      {
        format: "mooncake",
        spanMs: 0,
        calls: [{ row: 0, offsetMs: 0, inputTokens: 900, cachedTokens: 512, outputTokens: 1 }],
      },
      { ...plan, fileName: "synthetic_trace.jsonl" },
    );
    expect(cached[0]).toMatchObject({ cache: "hit", cacheLayer: "prefix", agent: "mooncake" });
    expect(cached[1]).toMatchObject({ inputTokens: 388, cacheReadTokens: 512 });
  });
});
