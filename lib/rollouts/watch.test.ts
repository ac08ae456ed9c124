/** The verdict of all gates: one promise, no blame for what both arms suffer, no meaning in a broken split. */
import { describe, expect, test } from "vitest";
import { gateRuleSchema } from "./gate";
import { sampleRatioP } from "./sample-ratio";
import { PROMISE } from "./trial";
import {
  forgiveLimits,
  newWatch,
  type Rules,
  type Seen,
  verdictOf,
  type Watch,
  watchMinute,
} from "./watch";

const rule = (over: object = {}) => gateRuleSchema.parse(over);
const minute = (canary: number, canaryBad: number, control: number, controlBad: number) => ({
  ...{ canary, canaryBad, control, controlBad },
});
const watched = (rules: Rules, minutes: readonly Omit<Seen, "at">[], so = newWatch(rules)): Watch =>
  minutes.reduce((watch, seen, at) => watchMinute(rules, PROMISE, watch, { at, ...seen }), so);
const times = <T>(n: number, value: T): T[] => Array.from({ length: n }, () => value);
const ERRORS: Rules = { errors: rule() };

describe("verdicts", () => {
  test("before anything came there is no data", () => {
    expect(verdictOf(ERRORS, PROMISE, newWatch(ERRORS))).toMatchObject({
      ...{ word: "NO_DATA", e: 1, pAlways: 1, crossedAt: null },
    });
  });

  test("a canary that is much worse is rolled back at the minute that crossed, for good", () => {
    const bad = { gates: { errors: minute(5, 2, 45, 0) } };
    const good = { gates: { errors: minute(5, 0, 45, 2) } };
    const verdict = verdictOf(
      ERRORS,
      PROMISE,
      watched(ERRORS, [...times(5, bad), ...times(99, good)]),
    );
    expect(verdict).toMatchObject({ word: "ROLLBACK", crossedAt: 1 });
    expect(verdict.mostE).toBeGreaterThanOrEqual(20);
    expect(verdict.pAlways).toBeCloseTo(1 / verdict.mostE, 12);
  });

  test("the same minutes give the same verdict, to the bit, in one go or stored between", () => {
    const minutes = times(300, { gates: { errors: minute(5, 0, 45, 1) } });
    const at = (seen: readonly Seen[], so: Watch) =>
      seen.reduce((watch, each) => watchMinute(ERRORS, PROMISE, watch, each), so);
    const all = minutes.map((seen, i) => ({ ...seen, at: i }));
    const stored = JSON.parse(JSON.stringify(at(all.slice(0, 120), newWatch(ERRORS)))) as Watch;
    expect(at(all.slice(120), stored)).toEqual(at(all, newWatch(ERRORS)));
  });

  test("a canary that is as good is proved when there is enough of it", () => {
    const minutes = times(200, { gates: { errors: minute(25, 1, 25, 1) } });
    expect(verdictOf(ERRORS, PROMISE, watched(ERRORS, minutes))).toMatchObject({ word: "PROVED" });
  });

  test("all gates that prove have to; one that proves nothing is not waited for", () => {
    const rules = { errors: rule(), cost: rule(), feedback: rule({ proves: null }) };
    const good = minute(25, 1, 25, 1);
    const none = minute(25, 0, 25, 0);
    const some = times(200, { gates: { errors: good, cost: none, feedback: none } });
    expect(verdictOf(rules, PROMISE, watched(rules, some)).word).toBe("CLEAR");
    const both = times(200, { gates: { errors: good, cost: good, feedback: none } });
    expect(verdictOf(rules, PROMISE, watched(rules, both)).word).toBe("PROVED");
  });

  test("gates share the promise: one of two needs twice the evidence", () => {
    const bad = { gates: { errors: minute(5, 2, 45, 0), cost: minute(5, 0, 45, 0) } };
    const rules = { errors: rule(), cost: rule() };
    const [one, two] = [ERRORS, rules].map((set) => verdictOf(set, PROMISE, watched(set, [bad])));
    expect(two?.e).toBeCloseTo(((one?.e ?? 0) + 1) / 2, 9);
  });
});

describe("limits and common causes", () => {
  const LIMIT: Rules = { errors: rule({ limit: 0.02 }) };
  const outage = { gates: { errors: minute(5, 2, 45, 18) } };

  test("both arms over the limit: a common cause, no blame", () => {
    const verdict = verdictOf(LIMIT, PROMISE, watched(LIMIT, times(30, outage)));
    expect(verdict).toMatchObject({ word: "COMMON_CAUSE", crossedAt: null });
    expect(verdict.gates[0]?.controlLimitE).toBeGreaterThan(20);
  });

  test("after people went on, limits are judged anew and the rest is kept", () => {
    const before = watched(LIMIT, times(30, outage));
    const after = forgiveLimits(before);
    expect(verdictOf(LIMIT, PROMISE, after)).toMatchObject({
      ...{ word: "PROVED", crossedAt: null },
    });
    expect(after.gates.errors?.relative).toEqual(before.gates.errors?.relative);
  });

  test("however often people go on, a canary gets no more chances to cross than one", () => {
    const lucky = watched(LIMIT, times(30, { gates: { errors: minute(5, 0, 45, 20) } }));
    const before = verdictOf(LIMIT, PROMISE, lucky).gates[0]?.limitE ?? 1;
    expect(before).toBeLessThan(1);
    const after = verdictOf(LIMIT, PROMISE, forgiveLimits(lucky)).gates[0]?.limitE;
    expect(after).toBe(before);
  });

  test("the canary alone over the limit goes, also where there is no control", () => {
    const alone: Rules = { errors: rule({ limit: 0.02, tolerance: null, proves: null }) };
    for (const control of [0, 45]) {
      const seen = { gates: { errors: minute(50, 5, control, 0) } };
      const verdict = verdictOf(alone, PROMISE, watched(alone, times(20, seen)));
      expect(verdict).toMatchObject({ word: "ROLLBACK", promotionE: null });
    }
  });
});

describe("the split", () => {
  const dealt = (canary: number, control: number): NonNullable<Seen["exposed"]> => ({
    canary,
    control,
    share: 0.1,
  });
  const bad = minute(5, 2, 45, 0);

  test("that is not the declared one makes every count meaningless", () => {
    const seen = { gates: { errors: bad }, exposed: dealt(30, 70) };
    const watch = watched(ERRORS, times(10, seen));
    expect(verdictOf(ERRORS, PROMISE, watch)).toMatchObject({ word: "INVALID", crossedAt: null });
  });

  test("that is as declared, also when it changes on the way, means nothing", () => {
    const stages = [
      ...times(50, { gates: {}, exposed: dealt(10, 90) }),
      ...times(50, { gates: {}, exposed: { canary: 50, control: 50, share: 0.5 } }),
    ];
    expect(sampleRatioP(watched(ERRORS, stages).dealt)).toBe(1);
  });
});
