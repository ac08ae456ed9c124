/** Users: ratios of sums, stars, completion, and gaps where nobody said anything. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TARGETS } from "@/lib/core/targets";
import {
  completionOf,
  type FoundUsers,
  feedbackOf,
  journeyRows,
  starsOf,
  type Tally,
  type UsersPeriod,
  usersViewOf,
} from "./prepare";

const noon = Date.UTC(2026, 10, 20, 12);
const at = (minute: number) => new Date(noon + minute * 60_000);
const tally = (minute: number, label: string, n: number, sum = 0, name = "chat"): Tally => ({
  at: at(minute),
  name,
  label,
  n,
  sum,
});
const nobody: UsersPeriod = { users: 0, activeAt: [], feedback: [], journeys: [], named: [] };
const found = (over: Partial<FoundUsers> = {}): FoundUsers => ({
  frame: {
    from: at(0),
    to: at(4),
    stepMs: 60_000,
    tier: "1m",
    previous: { from: at(-4), to: at(0) },
  },
  askedMs: 240_000,
  now: at(4),
  reported: { first: at(0), newest: at(3) },
  isCompared: false,
  activeNow: 2,
  windowMs: 300_000,
  present: nobody,
  before: nobody,
  requests: [],
  top: [],
  deployments: [],
  targets: { score: TARGETS.satisfaction, completion: TARGETS.completion },
  ...over,
});

test("five stars are a score of one, one star is zero", () => {
  expect([starsOf(0, 1), starsOf(1, 1), starsOf(1.75, 2), starsOf(0, 0)]).toEqual([
    1,
    5,
    4.5,
    null,
  ]);
});

describe("completion", () => {
  test("is completed of started, and never more than all", () => {
    expect(completionOf([tally(0, "start", 20), tally(0, "complete", 19)])).toBe(0.95);
    expect(completionOf([tally(0, "start", 1), tally(0, "complete", 3)])).toBe(1);
    expect(completionOf([tally(0, "complete", 3)])).toBeNull();
  });

  test("by journey, most started first, with those still under way", () => {
    const rows = journeyRows([
      tally(0, "start", 2, 0, "small"),
      tally(0, "start", 10, 0, "large"),
      tally(1, "complete", 7, 0, "large"),
      tally(1, "abandon", 1, 0, "large"),
      tally(1, "search", 9, 0, "large"),
    ]);
    expect(rows).toEqual([
      { journey: "large", started: 10, completed: 7, abandoned: 1, under: 2, rate: 0.7 },
      { journey: "small", started: 2, completed: 0, abandoned: 0, under: 2, rate: 0 },
    ]);
  });

  test("stays between none and all, whatever was told", () => {
    const word = fc.constantFrom("start", "complete", "abandon", "step");
    const rows = fc.array(fc.tuple(word, fc.nat(50)).map(([label, n]) => tally(0, label, n)));
    fc.assert(
      fc.property(rows, (told) => {
        const rate = completionOf(told);
        return rate === null || (rate >= 0 && rate <= 1);
      }),
    );
  });
});

test("feedback is counted by its labels", () => {
  const rows = [tally(0, "up", 3, 3), tally(1, "down", 1, 0), tally(1, "neutral", 2, 1)];
  expect(feedbackOf(rows)).toEqual({ n: 6, up: 3, neutral: 2, down: 1 });
});

describe("the page", () => {
  test("before the first event knows nothing rather than zero", () => {
    const view = usersViewOf(found({ reported: null }));
    expect(view.activeNow.users).toBeNull();
    expect(view.active.now).toBeNull();
    expect(view.requestsEach.now).toBeNull();
    expect(view.activeLines.lines[0]?.values).toEqual([null, null, null, null]);
  });

  test("counts zero where the project reported, and leaves a gap in what is measured", () => {
    const present: UsersPeriod = {
      users: 3,
      activeAt: [{ at: at(1), users: 3 }],
      feedback: [tally(1, "up", 2, 1.75)],
      journeys: [tally(2, "start", 4), tally(2, "complete", 3)],
      named: [{ at: at(1), requests: 12 }],
    };
    const requests = [
      { at: at(1), requests: 15 },
      { at: at(2), requests: 4 },
    ];
    const view = usersViewOf(found({ present, requests }));
    expect(view.activeLines.lines[0]?.values).toEqual([0, 3, 0, 0]);
    expect(view.scoreLines.lines[0]?.values).toEqual([null, 4.5, null, null]);
    expect(view.completionLines.lines[0]?.values).toEqual([null, null, 0.75, null]);
    expect(view.requestLines.map(({ values }) => values)).toEqual([
      [0, 12, 0, 0],
      [0, 3, 4, 0],
    ]);
    expect(view.requestsEach.now).toBe(4);
    expect(view.score.now).toBe(4.5);
    expect(view.completion.now).toBe(0.75);
    expect(view.activeLines.previous).toBeNull();
  });

  test("a user's row has ratios of sums and an exact cost", () => {
    const view = usersViewOf(
      found({
        top: [
          {
            user: "u1",
            requests: 8,
            errors: 2,
            costPicos: 1_500_000_000_000n,
            feedbackN: 2,
            feedbackSum: 2,
            lastAt: at(3),
          },
        ],
      }),
    );
    expect(view.top[0]).toMatchObject({ errorRate: 0.25, costUsd: 1.5, score: 5 });
  });
});
