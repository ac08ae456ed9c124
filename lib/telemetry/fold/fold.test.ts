import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeInto, emptySketch, encode, type Sketch } from "@/lib/core/sketch";
import { priceBook } from "@/lib/cost/price-book";
import { lineOf } from "@/lib/telemetry/copy-text";
import { type Row, rowOf } from "@/lib/telemetry/row";
import { type EventInput, eventSchema } from "@/lib/telemetry/schema";
import { copyBlocks } from "./copy";
import { emptyPartials, foldRow, type Partials } from "./fold";

const START = Date.parse("2026-11-20T12:00:00Z");
const plainCap = (_dimension: string, _projectId: number, value: string) => value;
const unpriced = priceBook(() => null, []);

const word = (...words: string[]) => fc.constantFrom(...words);
const base = {
  id: fc.uuid(),
  ts: fc.integer({ min: START, max: START + 5 * 60_000 }),
  agent: word("a", "b\t\\"),
  user: word("ann", "bob"),
  version: word("1", "2"),
};
const event: fc.Arbitrary<EventInput> = fc.oneof(
  fc.record({
    kind: fc.constant("request" as const),
    ...base,
    agent: word("a", "b"),
    durationMs: fc.integer({ min: 0, max: 60_000 }),
    status: word("ok", "error", "timeout", "cancelled") as fc.Arbitrary<"ok">,
    cache: word("hit", "miss", "bypass") as fc.Arbitrary<"hit">,
    avoidedCostUsd: fc.constantFrom(0, 0.001),
  }),
  fc.record({
    kind: fc.constant("llm_call" as const),
    ...base,
    agent: word("a", "b"),
    provider: word("openai", "anthropic"),
    model: word("m", "n"),
    inputTokens: fc.integer({ min: 0, max: 1_000 }),
    outputTokens: fc.integer({ min: 0, max: 1_000 }),
    durationMs: fc.integer({ min: 0, max: 60_000 }),
  }),
  fc.record({
    kind: fc.constant("feedback" as const),
    ...base,
    agent: word("a", "b"),
    score: fc.constantFrom(0, 0.5, 1),
  }),
);
const rows = fc
  .array(event, { minLength: 1, maxLength: 60 })
  .map((events) => events.map((one) => rowOf(1, eventSchema.parse(one), unpriced)));

function fold(some: readonly Row[]): Partials {
  const partials = emptyPartials();
  for (const row of some) foldRow(partials, row, START, plainCap);
  return partials;
}

type Sums = Map<string, Record<string, number | bigint>>;

const plus = (sum: number | bigint | undefined, value: number | bigint): number | bigint =>
  typeof value === "bigint" ? BigInt(sum ?? 0) + value : Number(sum ?? 0) + value;

function addAll(sums: Sums, family: string, rows: ReadonlyMap<string, object>): void {
  for (const [id, row] of rows) {
    const sum = sums.get(`${family}/${id}`) ?? {};
    for (const [name, value] of Object.entries(row)) {
      const isSum = /^(number|bigint)$/.test(typeof value) && name !== "lastAt";
      if (isSum) sum[name] = plus(sum[name], value);
    }
    sums.set(`${family}/${id}`, sum);
  }
}

/** What compaction makes of partial rows: by key, sums added, chunks joined. */
function merged(parts: readonly Partials[]) {
  const sums: Sums = new Map();
  const sketches = new Map<string, Sketch>();
  for (const part of parts) {
    addAll(sums, "counters", part.counters);
    addAll(sums, "tallies", part.tallies);
    addAll(sums, "users", part.users);
    for (const [id, { sketch }] of part.sketches) {
      const whole = sketches.get(id) ?? emptySketch();
      decodeInto(whole, encode(sketch), sketch);
      sketches.set(id, whole);
    }
  }
  const told = [...sketches].map(([id, sketch]) => {
    const { n, sum, min, max } = sketch;
    return [id, [...encode(sketch)], n, sum, min, max] as const;
  });
  return { sums, sketches: new Map(told.map(([id, ...rest]) => [id, rest])) };
}

describe("the fold of rows into minutes", () => {
  test("is the same whatever batches and order the rows came in", () => {
    fc.assert(
      fc.property(rows, fc.array(fc.nat({ max: 3 })), fc.boolean(), (all, places, reversed) => {
        const batches: Row[][] = [[], [], [], []];
        const order = reversed ? all.toReversed() : all;
        order.forEach((row, i) => {
          batches[places[i % Math.max(1, places.length)] ?? 0]?.push(row);
        });
        expect(merged(batches.map(fold))).toEqual(merged([fold(all)]));
      }),
    );
  });

  test("counts every request, call and opinion once", () => {
    fc.assert(
      fc.property(rows, (all) => {
        const { counters, tallies, pulses } = fold(all);
        const sum = (pick: (c: { requests: number; calls: number }) => number) =>
          [...counters.values()].reduce((total, counter) => total + pick(counter), 0);
        expect(sum(({ requests }) => requests)).toBe(all.filter(({ kind }) => kind === 1).length);
        expect(sum(({ calls }) => calls)).toBe(all.filter(({ kind }) => kind === 2).length);
        const opinions = [...tallies.values()].filter(({ kind }) => kind === "feedback");
        expect(opinions.reduce((total, { n }) => total + n, 0)).toBe(
          all.filter(({ kind }) => kind === 4).length,
        );
        expect([...pulses.values()].reduce((total, { n }) => total + n, 0)).toBe(all.length);
      }),
    );
  });

  test("names beyond the bound share one row; the raw line keeps its own", () => {
    const partials = emptyPartials();
    const crowd = ["a", "b", "c"].map((agent) =>
      rowOf(
        1,
        eventSchema.parse({
          kind: "request",
          id: crypto.randomUUID(),
          ts: START,
          agent,
          durationMs: 1,
        }),
        unpriced,
      ),
    );
    const cap = (dimension: string, _projectId: number, value: string) =>
      dimension === "agent" && value !== "a" ? "__other__" : value;
    for (const row of crowd) foldRow(partials, row, START, cap);
    const byAgent = [...partials.counters.values()].map(({ key, requests }) => [
      key.agent,
      requests,
    ]);
    expect(byAgent).toEqual([
      ["a", 1],
      ["__other__", 2],
    ]);
    expect(crowd.map((row) => lineOf(row, "now").split("\t")[21])).toEqual(["a", "b", "c"]);
  });

  test("a lie about money stops at the end of the range", () => {
    const partials = fold([]);
    const row = rowOf(
      1,
      eventSchema.parse({
        kind: "llm_call",
        id: crypto.randomUUID(),
        ts: START,
        provider: "p",
        model: "m",
      }),
      unpriced,
    );
    foldRow(partials, { ...row, costPicos: 2n ** 64n }, START, plainCap);
    const counters = copyBlocks(partials).find(({ table }) => table === "counter_partial");
    expect(counters?.text).toContain("\t9000000000000000000\t");
  });
});
