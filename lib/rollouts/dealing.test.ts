/** Which first meetings of a flag with pins tell how its split deals. */
import { expect, test } from "vitest";
import { rngOf } from "@/lib/core/rng";
import { MINUTE } from "@/lib/core/time";
import { dealtNow, type Met, shareAt } from "./dealing";
import { deal, NOTHING_DEALT, sampleRatioP } from "./sample-ratio";

const at = (minute: number) => new Date(minute * MINUTE);
const dealt = [
  { at: 10 * MINUTE, share: 0.1 },
  { at: 30 * MINUTE, share: 0.1 },
  { at: 60 * MINUTE, share: 0.5 },
];
const met = (minute: number, pinned: number, canary = 1, control = 2): Met => ({
  ...{ minute: at(minute), dealtAt: at(pinned), canary, control },
});

test("a unit that was pinned under the share in force counts, an older one does not, whichever arm it keeps", () => {
  const rows = [met(70, 61), met(70, 65), met(70, 60), met(70, 59), met(70, 5)];
  expect(dealtNow(rows, dealt)).toEqual([{ minute: at(70), canary: 2, control: 4 }]);
});

test("a unit that was pinned again after it was met is left out: its first pin is not known any more", () => {
  expect(dealtNow([met(70, 71)], dealt)).toEqual([]);
});

test("versions that leave the share as it is end nothing", () => {
  expect(dealtNow([met(40, 12)], dealt)).toHaveLength(1);
  expect(dealtNow([met(40, 9)], dealt)).toEqual([]);
});

test("before anything is known of the share nothing counts", () => {
  expect(dealtNow([met(8, 6)], dealt)).toEqual([]);
  expect(shareAt(dealt, 8 * MINUTE)).toBeNull();
});

test("a share that has just changed is nobody's", () => {
  const shares = [58, 59, 60, 61].map((minute) => shareAt(dealt, minute * MINUTE));
  expect(shares).toEqual([0.1, 0.1, null, 0.5]);
});

test("conversations that outlive a growth look like a broken split, unless they are left out", () => {
  const dice = rngOf(7);
  const stages = [
    { at: 0, share: 0.1 },
    { at: 60 * MINUTE, share: 0.5 },
  ];
  // Dealt at 10 %, and met for the first time after the growth; beside them, new ones dealt at 50 %.
  const units = Array.from({ length: 60 }, (_, i) => [
    { minute: 62 + i, pinned: 30, canary: dice.poisson(2), control: dice.poisson(18) },
    { minute: 62 + i, pinned: 62 + i, canary: dice.poisson(10), control: dice.poisson(10) },
  ]).flat();
  const rows = units.map(({ minute, pinned, canary, control }) =>
    met(minute, pinned, canary, control),
  );
  const pOf = (counted: readonly Pick<Met, "minute" | "canary" | "control">[]) =>
    sampleRatioP(
      counted.reduce(
        (so, { minute, canary, control }) =>
          deal(so, canary, control, shareAt(stages, minute.getTime()) ?? 0),
        NOTHING_DEALT,
      ),
    );
  expect(pOf(rows)).toBeLessThan(0.001);
  expect(pOf(dealtNow(rows, stages))).toBeGreaterThan(0.01);
});
