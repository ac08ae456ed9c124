/** Readiness: what stops the product and what merely wants attention. */
import { describe, expect, test } from "vitest";
import { boundsOf, daysAhead, type Facts, judgeReadiness } from "./readiness";

const now = new Date("2026-11-20T12:00:00Z");
const day = (n: number) => new Date(Date.UTC(2026, 10, 20 + n));
const found = <T>(value: T) => ({ ok: true, latencyMs: 1.234, found: value }) as const;
const missed = { ok: false, latencyMs: 2_000, reason: "no answer within 2 s" } as const;
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1_000);

const calm: Facts = {
  database: found(null),
  migrations: found({ applied: 1, unfinished: [] }),
  partitions: found([-1, 0, 1, 2].map((n) => [day(n), day(n + 1)] as const)),
  worker: found(ago(3)),
  compaction: found(ago(1)),
  notifications: found(null),
  reconciliation: found({ hours: 24, different: 0 }),
};

describe("readiness", () => {
  test("is healthy when everything is, and says so part by part", () => {
    const { status, components } = judgeReadiness(calm, now);
    expect(status).toBe("healthy");
    expect(components.map((part) => part.message)).toEqual([
      "answers",
      "1 applied",
      "2 days made ahead",
      "last sign of life 3 s ago",
      "oldest rollup has waited 1 s",
      "nothing waits to be told",
      "rollups equal raw events in 24 closed hours",
    ]);
    expect(components[0]?.latencyMs).toBe(1.2);
  });

  // biome-ignore format: a decision table reads in columns
  test.each<[string, Partial<Facts>, string, string]>([
    ["a database that is away",            { database: missed },                                             "unhealthy", "no answer within 2 s"],
    ["a migration that did not finish",    { migrations: found({ applied: 1, unfinished: ["2_b"] }) },       "unhealthy", "not finished: 2_b"],
    ["a database without migrations",      { migrations: found({ applied: 0, unfinished: [] }) },            "unhealthy", "none applied"],
    ["one day of partitions ahead",        { partitions: found([[day(0), day(2)]]) },                        "degraded",  "1 day made ahead, 2 wanted"],
    ["a worker silent for two minutes",    { worker: found(ago(120)) },                                      "degraded",  "last sign of life 2 min ago"],
    ["a worker that never ran",            { worker: found(null) },                                          "degraded",  "the worker was never seen"],
    ["a compactor that lags",              { compaction: found(ago(31)) },                                   "degraded",  "oldest rollup has waited 31 s"],
    ["a notification nobody takes up",     { notifications: found(ago(61)) },                                "degraded",  "oldest notification is due since 1 min"],
    ["nothing to fold",                    { compaction: found(null) },                                      "healthy",   "nothing waits to be folded"],
    ["a difference of rollups",            { reconciliation: found({ hours: 24, different: 2 }) },           "degraded",  "rollups differ from raw events in 2 of 24 closed hours"],
    ["a check that failed",                { partitions: missed },                                           "degraded",  "no answer within 2 s"],
    ["no closed hour yet",                 { reconciliation: found({ hours: 0, different: 0 }) },            "healthy",   "no closed hour to compare yet"],
  ])("%s", (_given, change, status, message) => {
    const verdict = judgeReadiness({ ...calm, ...change }, now);
    expect(verdict.status).toBe(status);
    expect(verdict.components.map((part) => part.message)).toContain(message);
  });

  test("a clock ahead of ours is no age", () => {
    const { components } = judgeReadiness({ ...calm, worker: found(ago(-5)) }, now);
    expect(components.find(({ name }) => name === "worker")?.message).toBe(
      "last sign of life 0 s ago",
    );
  });

  test("days ahead end at the first hole", () => {
    expect(
      daysAhead(
        [
          [day(0), day(1)],
          [day(1), day(2)],
          [day(3), day(4)],
        ],
        now,
      ),
    ).toBe(1);
    expect(daysAhead([[day(0), day(1)]], now)).toBe(0);
    expect(daysAhead([[day(0), day(10)]], now)).toBe(9);
  });

  test("reads the bounds of a partition as Postgres spells them", () => {
    expect(
      boundsOf("FOR VALUES FROM ('2026-11-20 00:00:00+00') TO ('2026-11-21 00:00:00+00')"),
    ).toEqual([day(0), day(1)]);
    expect(boundsOf("DEFAULT")).toBeNull();
  });
});
