/** What is told when, row by row as a real Alertmanager 0.25 told it, and where it should have told it better. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Group, joined, looked } from "./grouping";
import type { Inhibition } from "./mute";
import { at, type Event, MAIL, PAGER, play, type Scene, TIMING, told } from "./testing/scene";

const CRIT_OVER_WARN: Inhibition = {
  id: "i",
  source: [{ name: "name", operator: "=", value: "crit" }],
  target: [{ name: "name", operator: "=", value: "warn" }],
  equal: ["svc"],
};

const rows: readonly (readonly [
  id: string,
  what: string,
  scene: Scene,
  expected: readonly string[],
])[] = [
  [
    "A1",
    "what ends before it was told is not told",
    {
      events: [
        [0, "a", "firing"],
        [1, "a", "resolved"],
      ],
    },
    [],
  ],
  [
    "A2",
    "company is told at the next interval, ends as well",
    {
      events: [
        [0, "a", "firing"],
        [3, "b", "firing"],
        [8, "a", "resolved"],
        [12.5, "b", "resolved"],
      ],
    },
    ["2 F[a]", "6 F[a b]", "10 F[b a✓]", "14 R[b✓]"],
  ],
  [
    "A3",
    "the repeat comes when it is due, not at the interval after",
    {
      events: [
        [0, "a", "firing"],
        [28, "a", "resolved"],
      ],
    },
    ["2 F[a]", "12 F[a]", "22 F[a]", "30 R[a✓]"],
  ],
  [
    "A4",
    "a flap between two words is not told",
    {
      events: [
        [0, "a", "firing"],
        [2.7, "a", "resolved"],
        [4, "a", "firing"],
        [9, "a", "resolved"],
      ],
    },
    ["2 F[a]", "10 R[a✓]"],
  ],
  [
    "A5",
    "what a greater alert explains is told when that one ends",
    {
      events: [
        [0, "crit", "firing"],
        [0, "warn", "firing"],
        [5, "crit", "resolved"],
        [14, "warn", "resolved"],
      ],
      inhibitions: [CRIT_OVER_WARN],
    },
    ["2 F[crit]", "6 F[warn crit✓]", "14 R[warn✓]"],
  ],
  [
    "A6",
    "the end goes through a silence to those who keep it open",
    {
      events: [
        [0, "a", "firing"],
        [5, "a", "resolved"],
      ],
      silences: [[3, 12]],
    },
    ["2 F[a]", "6 R[a✓]"],
  ],
  [
    "A7",
    "a silence that ends over a fire says so at once",
    {
      events: [
        [0, "a", "firing"],
        [17, "a", "resolved"],
      ],
      silences: [[3, 6]],
    },
    ["2 F[a]", "6 F[a]", "16 F[a]", "18 R[a✓]"],
  ],
];

test.each(rows)("%s: %s", (_id, _what, scene, expected) => {
  expect(told(scene)).toEqual(expected);
});

describe("silences", () => {
  test("the end is kept for those who keep nothing open until the silence is over", () => {
    const scene: Scene = {
      events: [
        [0, "a", "firing"],
        [5, "a", "resolved"],
      ],
      silences: [[3, 12]],
      listeners: [PAGER, MAIL],
    };
    expect(told(scene)).toEqual(["pager 2 F[a]", "mail 2 F[a]", "pager 6 R[a✓]", "mail 14 R[a✓]"]);
  });

  test("one that ends off the interval is told when it ends, not at the interval", () => {
    const scene: Scene = { events: [[0, "a", "firing"]], silences: [[3, 7.5]], until: 12 };
    const tells = [...play(scene)];
    expect(tells.map(({ second, why }) => [second, why])).toEqual([
      [2, "new"],
      [7.5, "silence-ended"],
    ]);
  });

  test("one from before the first word keeps it, and its end brings it", () => {
    const scene: Scene = { events: [[1, "a", "firing"]], silences: [[0, 9]], until: 12 };
    expect(told(scene)).toEqual(["9 F[a]"]);
  });

  test("of two, the later end counts", () => {
    const scene: Scene = {
      events: [[0, "a", "firing"]],
      silences: [
        [3, 5],
        [4, 9],
      ],
      until: 12,
    };
    expect(told(scene)).toEqual(["2 F[a]", "9 F[a]"]);
  });

  test("one over part of a group leaves the rest audible and keeps the peer's record open", () => {
    const scene: Scene = {
      events: [
        [0, "a", "firing"],
        [0, "b", "firing"],
        [5, "a", "resolved"],
        [15, "b", "resolved"],
      ],
      silences: [[3, 40, "b"]],
      listeners: [PAGER, MAIL],
    };
    expect(told(scene)).toEqual([
      "pager 2 F[a b]",
      "mail 2 F[a b]",
      "pager 6 F[b a✓]",
      "mail 6 R[a✓]",
      "pager 18 R[b✓]",
    ]);
  });

  test("nothing is repeated under one", () => {
    expect(told({ events: [[0, "a", "firing"]], silences: [[3, 100]], until: 60 })).toEqual([
      "2 F[a]",
    ]);
  });
});

describe("acknowledgement", () => {
  test("what somebody works on is not repeated, its end is told", () => {
    const scene: Scene = {
      events: [
        [0, "a", "firing"],
        [5, "a", "acknowledged"],
        [28, "a", "resolved"],
      ],
    };
    expect(told(scene)).toEqual(["2 F[a]", "30 R[a✓]"]);
  });

  test("news in the group is told all the same", () => {
    const scene: Scene = {
      events: [
        [0, "a", "firing"],
        [5, "a", "acknowledged"],
        [7, "b", "firing"],
      ],
      until: 30,
    };
    expect(told(scene)).toEqual(["2 F[a]", "10 F[a b]"]);
  });
});

test("who does not want ends is not told of them, and hears of a new fire again", () => {
  const scene: Scene = {
    events: [
      [0, "a", "firing"],
      [5, "a", "resolved"],
      [20, "a", "firing"],
    ],
    listeners: [{ ...MAIL, wantsResolved: false }],
    until: 25,
  };
  expect(told(scene)).toEqual(["2 F[a]", "22 F[a]"]);
});

test("an alert that fired long ago does not wait", () => {
  const group = joined(
    null,
    { fingerprint: "a", state: "firing", startedAt: at(0) },
    at(60),
    TIMING,
  );
  expect(group?.nextAt).toEqual(at(60));
});

test("a look that comes late keeps the rhythm and makes up for nothing", () => {
  const group = joined(
    null,
    { fingerprint: "a", state: "firing", startedAt: at(0) },
    at(0),
    TIMING,
  ) as Group;
  const look = {
    timing: TIMING,
    quietOf: () => ({ mute: null, endedAt: null }),
    listeners: [PAGER],
    isAcknowledged: false,
  };
  const late = looked(group, { ...look, now: at(15) });
  expect(late.tells).toHaveLength(1);
  expect(late.group?.nextAt).toEqual(at(18));
});

const events = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 300 }), fc.constantFrom("a", "b", "c"), fc.boolean()), {
    maxLength: 30,
  })
  .map((list) => list.sort(([a], [b]) => a - b))
  .map((list) =>
    list.map(
      ([tenths, name, isFiring]): Event => [tenths / 10, name, isFiring ? "firing" : "resolved"],
    ),
  );
const silences = fc.array(
  fc
    .tuple(
      fc.integer({ min: 0, max: 300 }),
      fc.integer({ min: 1, max: 100 }),
      fc.constantFrom(".*", "a", "b"),
    )
    .map(([from, length, name]) => [from / 10, (from + length) / 10, name] as const),
  { maxLength: 4 },
);
const ENDS = ["a", "b", "c"].map((name): Event => [50, name, "resolved"]);

test.each([PAGER, MAIL])(
  "who heard of a fire hears of its end, once, whatever is silenced meanwhile: $id",
  (listener) => {
    fc.assert(
      fc.property(events, silences, (changes, quiet) => {
        const heard = new Set<string>();
        const scene = {
          events: [...changes, ...ENDS],
          silences: quiet,
          listeners: [listener],
          until: 100,
        };
        for (const { kind, firing, resolved } of play(scene)) {
          expect(resolved.filter((name) => !heard.delete(name))).toEqual([]);
          for (const name of firing) heard.add(name);
          expect(kind).toBe(firing.length > 0 ? "firing" : "resolved");
        }
        expect([...heard]).toEqual([]);
      }),
      { numRuns: 500 },
    );
  },
);

test("nothing that is silenced is told to those who keep nothing open", () => {
  fc.assert(
    fc.property(events, silences, (changes, quiet) => {
      const isQuiet = (name: string, second: number) =>
        quiet.some(
          ([from, to, which]) =>
            from <= second && second < to && (which === ".*" || which === name),
        );
      for (const { second, firing, resolved } of play({
        events: changes,
        silences: quiet,
        listeners: [MAIL],
        until: 60,
      }))
        expect([...firing, ...resolved].filter((name) => isQuiet(name, second))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
