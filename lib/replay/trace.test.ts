import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseTrace } from "./trace";

const azure = (rows: string, end = "\r\n") =>
  `TIMESTAMP,ContextTokens,GeneratedTokens${end}${rows.replaceAll("\n", end)}`;

describe("an Azure trace", () => {
  test("is read with seven fractional digits, Windows line ends and no last newline", () => {
    const trace = parseTrace(
      azure("2023-11-16 18:15:46.6805900,374,44\n2023-11-16 18:15:50.9951690,396,109"),
    );
    expect(trace.format).toBe("azure-llm-2023");
    expect(trace.calls).toHaveLength(2);
    expect(trace.calls[0]).toMatchObject({ row: 0, offsetMs: 0, inputTokens: 374 });
    expect(trace.calls[1]).toMatchObject({ row: 1, outputTokens: 109, cachedTokens: 0 });
    expect(trace.calls[1]?.offsetMs).toBeCloseTo(4_314.579, 2);
    expect(trace.spanMs).toBeCloseTo(4_314.579, 2);
  });

  test("reads the same with and without a last newline", () => {
    const rows = "2023-11-16 18:15:46.6805900,374,44";
    expect(parseTrace(azure(`${rows}\n`, "\n"))).toEqual(parseTrace(azure(rows)));
  });

  test("names the line that does not fit", () => {
    const broken = azure("2023-11-16 18:15:46.6805900,374,44\n2023-11-16 18:15:46,x,1");
    expect(() => parseTrace(broken)).toThrow("Line 3");
  });
});

describe("a Mooncake trace", () => {
  const line = (timestamp: number, input_length: number, hash_ids: readonly number[]) =>
    JSON.stringify({ timestamp, input_length, output_length: 6, hash_ids });

  test("reads tokens from the cache for the leading run of blocks seen before", () => {
    const trace = parseTrace(
      [
        line(0, 1_200, [1, 2, 3]),
        line(40, 1_600, [1, 2, 9, 3]),
        line(90, 700, [1, 2]),
        line(95, 600, [7, 1]),
      ].join("\n"),
    );
    expect(trace.calls.map(({ cachedTokens }) => cachedTokens)).toEqual([0, 1_024, 700, 0]);
    expect(trace.calls.map(({ offsetMs }) => offsetMs)).toEqual([0, 40, 90, 95]);
  });

  test("never reads more from the cache than it was given", () => {
    const calls = fc.array(
      fc.record({
        timestamp: fc.nat(10_000),
        input_length: fc.nat(5_000),
        hash_ids: fc.array(fc.nat(8), { maxLength: 6 }),
      }),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(calls, (lines) => {
        const text = lines.map((c) => line(c.timestamp, c.input_length, c.hash_ids)).join("\n");
        for (const call of parseTrace(text).calls) {
          expect(call.cachedTokens).toBeLessThanOrEqual(call.inputTokens);
          expect(call.offsetMs).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  test("names the line that does not fit", () => {
    expect(() => parseTrace(`${line(0, 1, [1])}\n{"timestamp":1}`)).toThrow("Line 2");
    expect(() => parseTrace(`${line(0, 1, [1])}\nnonsense`)).toThrow("Line 2");
  });
});

test("anything else is refused in a sentence", () => {
  expect(() => parseTrace("a,b,c\n1,2,3")).toThrow("neither");
  expect(() => parseTrace("")).toThrow("neither");
  expect(() => parseTrace("TIMESTAMP,ContextTokens,GeneratedTokens\n")).toThrow("no calls");
});
