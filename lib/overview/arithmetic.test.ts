/** Sums, changes, gaps, ranks and local days: what every figure of the overview rests on. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emptySketch, observe } from "@/lib/core/sketch";
import { DAY, frameOf } from "@/lib/core/time";
import { askedMs, deltaOfToday, movedShare } from "./change";
import { percentilesWithin } from "./lines";
import { counted, earlier, measured, perMinute, readable, timelineOf } from "./timeline";
import { dayStart, todayOf } from "./today";
import { topOf } from "./top";
import { costOf, costPerRequest, errorRate, NO_VOLUME, total, unpricedNote } from "./volume";

describe("a comparison", () => {
  test("names the length that was asked for, not the frame's", () => {
    expect(askedMs({ range: "7d" })).toBe(7 * DAY);
    const [from, to] = [new Date("2026-03-10T00:00:00Z"), new Date("2026-03-10T03:00:00Z")];
    expect(askedMs({ range: "24h", from, to })).toBe(DAY / 8);
  });

  test("of today is with yesterday by this time", () => {
    expect(deltaOfToday(2, 1)).toEqual({
      words: "100 % higher than yesterday by now",
      direction: "up",
    });
    expect(deltaOfToday(2, null).words).toBe("no data in yesterday by now");
  });

  test("in a table says nothing where there was nothing", () => {
    expect(movedShare(110, 100)).toBeCloseTo(0.1);
    expect(movedShare(5, 0)).toBeNull();
    expect(movedShare(null, 5)).toBeNull();
  });
});

describe("a timeline", () => {
  const now = new Date("2026-03-10T12:00:30Z");
  const frame = frameOf({ range: "15m" }, now);
  const at = (time: string) => new Date(`2026-03-10T${time}Z`).getTime();
  const reported = { first: new Date(at("11:50:20")), newest: new Date(at("11:58:10")) };
  const line = timelineOf(frame, reported, now);

  test("counts zero while the project reported, and knows nothing before or after", () => {
    const counts = counted(line, (start) => (start === at("11:55:00") ? 3 : undefined));
    const valueAt = (time: string) => counts[line.starts.indexOf(at(time))];
    expect(valueAt("11:49:00")).toBeNull();
    expect(valueAt("11:50:00")).toBe(0);
    expect(valueAt("11:55:00")).toBe(3);
    expect(valueAt("11:58:00")).toBe(0);
    expect(valueAt("11:59:00")).toBeNull();
  });

  test("measures nothing where there is nothing to divide", () => {
    expect(new Set(measured(line, () => undefined))).toEqual(new Set([null]));
  });

  test("reads the rate of the bucket under way from the time that has passed in it", () => {
    const rates = perMinute(line, (start) => (start >= at("11:59:00") ? 10 : 20));
    expect(rates.at(-2)).toBe(10);
    expect(rates.at(-1)).toBe(20);
  });

  test("of a project that never reported is all gaps", () => {
    expect(counted(timelineOf(frame, null, now), () => undefined).every((v) => v === null)).toBe(
      true,
    );
  });

  test("before it has the same buckets, one length earlier", () => {
    const { starts } = earlier(line);
    expect(starts).toHaveLength(line.starts.length);
    expect((line.starts[0] ?? 0) - (starts.at(-1) ?? 0)).toBe(line.stepMs);
    expect(new Date(starts[0] ?? 0)).toEqual(frame.previous.from);
  });
});

describe("the top", () => {
  const sizes = (n: number) => new Map(Array.from({ length: n }, (_, i) => [`a${i}`, n - i]));

  test("keeps seven and leaves the rest together", () => {
    const { names, rest } = topOf(sizes(12));
    expect(names).toHaveLength(7);
    expect(rest).toHaveLength(5);
  });

  test("never calls a single name “other”", () => {
    expect(topOf(sizes(8))).toMatchObject({ rest: [] });
  });

  test("loses nobody and invents nobody, and drops only the empty", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.nat(50)), (record) => {
        const all = new Map(Object.entries(record));
        const { names, rest } = topOf(all);
        const expected = [...all].filter(([, n]) => n > 0).map(([name]) => name);
        expect([...names, ...rest].toSorted()).toEqual(expected.toSorted());
      }),
    );
  });
});

describe("a day", () => {
  test.each([
    ["UTC", "2026-03-10T12:00:00Z", "2026-03-10T00:00:00Z"],
    ["Asia/Kolkata", "2026-03-10T12:00:00Z", "2026-03-09T18:30:00Z"],
    ["Asia/Kathmandu", "2026-03-10T18:20:00Z", "2026-03-10T18:15:00Z"],
    ["America/New_York", "2026-03-08T15:00:00Z", "2026-03-08T05:00:00Z"],
    ["America/New_York", "2026-11-01T23:00:00Z", "2026-11-01T04:00:00Z"],
    ["Europe/Berlin", "2026-10-25T22:30:00Z", "2026-10-24T22:00:00Z"],
    // Clocks went from 23:59 to 01:00: that day has no midnight.
    ["America/Sao_Paulo", "2018-11-04T12:00:00Z", "2018-11-04T03:00:00Z"],
  ])("in %s at %s began at %s", (zone, now, start) => {
    expect(dayStart(new Date(now), zone)).toEqual(new Date(start));
  });

  test("is compared with yesterday up to the same time after its midnight", () => {
    const { today, yesterday } = todayOf(new Date("2026-03-10T10:00:00Z"), "Europe/Berlin");
    expect(today.from).toEqual(new Date("2026-03-09T23:00:00Z"));
    expect(yesterday).toEqual({
      from: new Date("2026-03-08T23:00:00Z"),
      to: new Date("2026-03-09T10:00:00Z"),
    });
  });
});

describe("a volume", () => {
  const some = { ...NO_VOLUME, requests: 4, errors: 1, calls: 4, costPicos: 20_000_000_000n };

  test("divides sums by sums", () => {
    const quiet = { ...NO_VOLUME, requests: 96, calls: 96 };
    expect(errorRate(total([some, quiet]))).toBe(0.01);
    expect(errorRate(NO_VOLUME)).toBeNull();
  });

  test("costs an unknown amount, not nothing, when no call has a price", () => {
    const unpriced = { ...NO_VOLUME, requests: 2, calls: 2, unpricedCalls: 2 };
    expect(costOf(unpriced)).toBeNull();
    expect(costPerRequest(unpriced)).toBeNull();
    expect(unpricedNote(unpriced)).toBe("2 calls unpriced");
    expect(costPerRequest(total([some, unpriced]))).toBeCloseTo(0.02 / 6, 9);
    expect(unpricedNote(some)).toBeNull();
    expect(costPerRequest({ ...NO_VOLUME, requests: 3 })).toBeNull();
  });
});

describe("readable buckets", () => {
  const now = new Date("2026-03-10T12:02:00Z");
  const line = timelineOf(frameOf({ range: "24h" }, now), null, now);
  const rows = line.starts.map((start) => ({ at: new Date(start), sketch: emptySketch() }));

  test.each([
    [100, 1],
    [20, 2],
    [3, 6],
    [0.1, 6],
  ])("of %s observations each are %s times the frame's", (each, by) => {
    expect(readable(line, each * rows.length, rows).stepMs).toBe(by * line.stepMs);
  });

  test("keep the shape of a short range", () => {
    const short = timelineOf(frameOf({ range: "15m" }, now), null, now);
    expect(readable(short, 1, rows.slice(0, 1)).stepMs).toBe(short.stepMs);
  });

  test("merge distributions and never average their percentiles", () => {
    const wide = readable(line, 3 * rows.length, rows);
    const filled = rows.map(({ at }, i) => {
      const sketch = emptySketch();
      observe(sketch, i % 12 === 0 ? 10_000 : 100, i % 12 === 0 ? 1 : 10);
      return { at, sketch };
    });
    const p95 = percentilesWithin(wide, filled).find(({ key }) => key === "p95");
    // The last bucket has only just begun.
    expect(p95?.values.slice(0, -1).every((value) => value !== null && value < 110)).toBe(true);
  });
});
