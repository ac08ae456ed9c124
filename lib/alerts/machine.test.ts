/** Flapping and acknowledgement of one alert. */
import { describe, expect, test } from "vitest";
import { acknowledge, type RuleState } from "./state";
import { BROKEN, HOUR, MINUTE, measured, play, ruleWith, times } from "./test-play";

describe("a flapping alert", () => {
  const flips = (n: number) => Array.from({ length: n }, (_, i) => measured({ a: (i + 1) % 2 }));

  test("is announced at the fourth change, then quietly, and once more when it has settled", () => {
    const { told } = play(ruleWith(), [...flips(7), ...times(31, measured({ a: 1 }))]);
    expect(told).toEqual([
      "0 fired condition a",
      "1 resolved condition a",
      "2 fired condition a",
      "3 resolved condition a quietly",
      "3 flapping changes a",
      "4 fired condition a quietly",
      "5 resolved condition a quietly",
      "6 fired condition a quietly",
      "36 settled changes a",
    ]);
  });

  test("is remembered as such while it is quiet, and forgotten when it has settled", () => {
    const { states } = play(ruleWith(), [...flips(6), ...times(31, measured({ a: 0 }))]);
    expect(states[20]?.alerts).toMatchObject([{ phase: "inactive", flappingSince: 3 * MINUTE }]);
    expect(states.at(-1)?.alerts).toEqual([]);
  });

  test("is none with changes further apart", () => {
    const slow = flips(8).flatMap((one) => times(11, one));
    const { told } = play(ruleWith(), slow);
    expect(told.some((word) => word.includes("flapping"))).toBe(false);
  });
});

describe("an acknowledgement", () => {
  const acknowledged = (state: RuleState, until: number | null = null): RuleState => ({
    ...state,
    alerts: state.alerts.map((alert) => acknowledge(alert, "ana", MINUTE, until)),
  });
  const fired = play(ruleWith(), [measured({ a: 1 })]).state;

  test("holds through errors, silence and recovery, and ends when it is resolved", () => {
    const rule = ruleWith({ keepFiringForMs: 2 * MINUTE, noData: { policy: "keep" } });
    const outcomes = [BROKEN, measured({}), measured({ a: 0 }), measured({ a: 1 })];
    const held = play(rule, outcomes, acknowledged(fired), 2);
    expect(held.state.alerts[0]?.acknowledged).toMatchObject({ by: "ana" });
    const over = play(rule, [...times(3, measured({ a: 0 })), measured({ a: 1 })], held.state, 6);
    expect(over.state.alerts[0]).toMatchObject({ phase: "firing", acknowledged: null });
  });

  test("holds through flapping until it has settled", () => {
    const flips = Array.from({ length: 6 }, (_, i) => measured({ a: i % 2 }));
    const flapping = play(ruleWith(), flips, acknowledged(fired), 2);
    expect(flapping.state.alerts[0]?.flappingSince).not.toBeNull();
    const again = acknowledged(flapping.state);
    const quiet = play(ruleWith(), times(10, measured({ a: 0 })), again, 8);
    expect(quiet.state.alerts[0]?.acknowledged).toMatchObject({ by: "ana" });
  });

  test("ends at its time, and that is told", () => {
    const { told } = play(
      ruleWith(),
      times(4, measured({ a: 1 })),
      acknowledged(fired, 4 * MINUTE),
      2,
    );
    expect(told).toEqual(["4 acknowledgementEnded time a"]);
  });

  test("of what nobody was told of is none", () => {
    const pending = play(ruleWith({ forMs: HOUR }), [measured({ a: 1 })]).state;
    expect(acknowledged(pending)).toEqual(pending);
  });
});
