/** The arithmetic of the error pages: ratios of sums, honest gaps, filters, samples and history. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { frameOf, RANGES, type RangeName } from "@/lib/core/time";
import { timelineOf } from "@/lib/overview/timeline";
import { calmed } from "./frame";
import { chosenGroups, folded, type Group, groupRows, withSparks } from "./groups";
import { historyOf, REOPENED, RESOLVED, resolvedAtOf } from "./history";
import { markersOf } from "./markers";
import { codeRows, countLines, overallLine, providerRows, rateLines, type Tried } from "./rates";
import { samplesOf } from "./sample";

const noon = Date.UTC(2026, 10, 20, 12);
const at = (minute: number) => new Date(noon + minute * 60_000);
const frame = {
  from: at(0),
  to: at(5),
  stepMs: 60_000,
  tier: "1m" as const,
  previous: { from: at(-5), to: at(0) },
};
const timeline = timelineOf(frame, { first: at(1), newest: at(3) }, at(5));
const tried = (minute: number, name: string, failed: number, of: number): Tried => ({
  at: at(minute),
  name,
  failed,
  tried: of,
});

describe("rates", () => {
  test("a bucket without attempts is a gap, one without failures is zero", () => {
    const [line] = rateLines(timeline, [tried(1, "a", 1, 4), tried(2, "a", 0, 5)]);
    expect(line).toEqual({ key: "a", label: "a", values: [null, 0.25, 0, null, null] });
  });

  test("the overall rate is the ratio of sums, never a mean of rates", () => {
    const rows = [tried(1, "small", 1, 1), tried(1, "large", 0, 99)];
    expect(overallLine(timeline, rows, "All").values[1]).toBe(0.01);
  });

  test("the seven with most failures keep their names, the others share a line", () => {
    const rows = Array.from({ length: 12 }, (_, i) => tried(1, `agent-${i}`, i + 1, 20));
    const lines = rateLines(timeline, rows);
    expect(lines).toHaveLength(8);
    expect(lines.at(-1)).toMatchObject({ label: "5 others" });
    expect(lines.at(-1)?.values[1]).toBe((1 + 2 + 3 + 4 + 5) / 100);
  });

  test("an agent without a name gets a word", () => {
    expect(rateLines(timeline, [tried(1, "", 1, 2)])[0]?.label).toBe("not named");
  });

  test("counts are zero where the project reported and a gap where it did not", () => {
    const [line] = countLines(timeline, [{ at: at(2), name: "503", n: 4 }]);
    expect(line?.values).toEqual([null, 0, 4, 0, null]);
  });

  test("providers come worst first, with their error types, calls without a provider left out", () => {
    const rows = providerRows(
      [tried(1, "good", 0, 10), tried(1, "bad", 3, 10), tried(1, "", 0, 7)],
      [
        { provider: "bad", type: "Timeout", n: 1 },
        { provider: "bad", type: "RateLimitError", n: 2 },
      ],
    );
    expect(rows.map(({ provider, rate }) => [provider, rate])).toEqual([
      ["bad", 0.3],
      ["good", 0],
    ]);
    expect(rows[0]?.types.map(({ type }) => type)).toEqual(["RateLimitError", "Timeout"]);
  });

  test("codes come in the order of their numbers and share one whole", () => {
    const rows = codeRows([
      { at: null, name: "503", n: 1 },
      { at: null, name: "200", n: 3 },
    ]);
    expect(rows).toEqual([
      { code: "200", n: 3, share: 0.75 },
      { code: "503", n: 1, share: 0.25 },
    ]);
  });
});

const group = (over: Partial<Group>): Group => ({
  fingerprint: "f",
  title: "Timed out",
  errorType: "TimeoutError",
  agent: "support",
  provider: "openai",
  state: "open",
  firstAt: at(-60),
  lastAt: at(2),
  total: 9,
  inSpan: 4,
  users: 2,
  ...over,
});

describe("groups", () => {
  const rows = groupRows(
    [
      group({ fingerprint: "1" }),
      group({ fingerprint: "2", state: "regressed", agent: "search" }),
      group({ fingerprint: "3", state: "resolved", title: "", firstAt: at(1) }),
      group({ fingerprint: "4", state: "a word of the future" }),
    ],
    frame,
  );

  test("a group first seen inside the range is new; one without a title shows its type", () => {
    expect(rows.map(({ isNew }) => isNew)).toEqual([false, false, true, false]);
    expect(rows[2]?.title).toBe("TimeoutError");
  });

  test("state counts ignore the state filter and follow the others", () => {
    const { chosen, states } = chosenGroups(rows, { state: "open", agent: "support" });
    expect(chosen.map(({ fingerprint }) => fingerprint)).toEqual(["1", "4"]);
    expect(states).toEqual({ open: 2, regressed: 0, resolved: 1 });
  });

  test("search looks at title, type, agent, provider and fingerprint, in any case", () => {
    expect(chosenGroups(rows, { search: " SEARCH " }).chosen).toHaveLength(1);
    expect(chosenGroups(rows, { search: "timeout" }).chosen).toHaveLength(4);
    expect(chosenGroups(rows, { search: "nothing" }).chosen).toHaveLength(0);
  });

  test("sparks count sightings by bucket", () => {
    const seen = [
      { at: at(1), fingerprint: "1", n: 2 },
      { at: at(1), fingerprint: "1", n: 1 },
    ];
    expect(withSparks(rows.slice(0, 1), seen, timeline)[0]?.spark).toEqual([null, 3, 0, 0, null]);
  });

  test("folding keeps the total and the gaps", () => {
    const cell = fc.option(fc.nat(1_000), { nil: null });
    const total = (values: readonly (number | null)[]) =>
      values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 200 }), (values) => {
        const short = folded(values, 24);
        expect(short.length).toBeLessThanOrEqual(24);
        expect(total(short)).toBe(total(values));
      }),
    );
    expect(folded([null, null, 1, 2], 2)).toEqual([null, 3]);
  });
});

describe("a sample", () => {
  test("shows known fields in order, then the rest, then attributes, all as text", () => {
    const [sample] = samplesOf([
      {
        id: "e1",
        at: "2026-11-20T12:00:00.000Z",
        message: "boom",
        traceId: "t1",
        model: "gpt-4o",
        environment: "production",
        region: "eu",
        statusCode: null,
        attributes: { attempt: 2, tags: ["a"] },
      },
    ]);
    expect(sample).toMatchObject({ traceId: "t1", message: "boom", eventId: "e1" });
    expect(sample?.context).toEqual([
      { name: "Environment", value: "production" },
      { name: "Model", value: "gpt-4o" },
      { name: "region", value: "eu" },
      { name: "attempt", value: "2" },
      { name: "tags", value: '["a"]' },
    ]);
  });

  test("survives anything that JSON can hold", () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => Array.isArray(samplesOf(value))));
    expect(samplesOf(null)).toEqual([]);
    expect(samplesOf({ at: "not a date", message: "x" })[0]?.at).toBeNull();
  });
});

describe("history", () => {
  const acts = [
    { at: at(1), action: RESOLVED, actorName: "Ada", reason: "fixed in 1.2" },
    { at: at(0), action: REOPENED, actorName: "Bo", reason: null },
  ];

  test("tells sightings and acts, newest first", () => {
    const entries = historyOf({
      state: "regressed",
      firstAt: at(-9),
      lastAt: at(3),
      acts,
      seenAgainAt: at(2),
    });
    expect(entries.map(({ what }) => what)).toEqual([
      "last-seen",
      "regressed",
      "resolved",
      "reopened",
      "first-seen",
    ]);
    expect(entries[2]).toMatchObject({ by: "Ada", reason: "fixed in 1.2" });
    expect(resolvedAtOf(acts)).toEqual(at(1));
  });

  test("one sighting is told once", () => {
    const entries = historyOf({
      state: "open",
      firstAt: at(0),
      lastAt: at(0),
      acts: [],
      seenAgainAt: null,
    });
    expect(entries.map(({ what }) => what)).toEqual(["first-seen"]);
  });
});

describe("deployments", () => {
  test("a marker says agent, version and what became of it", () => {
    const [marker] = markersOf([
      {
        id: "d",
        at: at(1),
        agent: "support",
        environment: "production",
        version: "1.2",
        status: "failed",
        author: null,
        description: "new index",
      },
    ]);
    expect(marker).toMatchObject({
      label: "support 1.2 deployment failed",
      detail: "production · new index",
    });
  });
});

test("rare events are drawn in at most sixty wide buckets that cover all that was asked", () => {
  for (const range of Object.keys(RANGES) as RangeName[]) {
    const asked = frameOf({ range }, at(7));
    const { from, to, stepMs, previous } = calmed(asked);
    const points = (to.getTime() - from.getTime()) / stepMs;
    expect(Number.isInteger(points)).toBe(true);
    expect(points).toBeLessThanOrEqual(62);
    expect(stepMs % asked.stepMs).toBe(0);
    expect(from <= asked.from && to >= asked.to).toBe(true);
    expect(previous.to).toEqual(from);
    expect(to.getTime() - previous.from.getTime()).toBe(2 * points * stepMs);
  }
});
