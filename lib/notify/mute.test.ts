/** What keeps an alert quiet, for how long, and what does not. */
import { describe, expect, test } from "vitest";
import { parseMatcher } from "./matcher";
import { type Inhibition, type MuteRules, muterOf } from "./mute";
import type { Labels } from "./notice";

const NOW = new Date("2026-11-20T09:00:00Z");
const at = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const matchers = (...texts: string[]) => texts.map((text) => parseMatcher(text));
const NONE: MuteRules = { silences: [], maintenances: [], inhibitions: [] };

const quiet = (rules: Partial<MuteRules>, labels: Labels, firing: Labels[] = []) =>
  muterOf(
    { ...NONE, ...rules },
    firing.map((those) => ({ labels: those })),
    NOW,
  )(labels);

describe("a silence", () => {
  const silence = (id: string, from: number, to: number) => ({
    id,
    matchers: matchers("env=prod"),
    startsAt: at(from),
    endsAt: at(to),
  });

  test("holds from its start until just before its end", () => {
    expect(quiet({ silences: [silence("s", 0, 1)] }, { env: "prod" }).mute).toEqual({
      by: "silence",
      id: "s",
      until: at(1),
    });
    expect(quiet({ silences: [silence("s", -1, 0)] }, { env: "prod" })).toEqual({
      mute: null,
      endedAt: NOW,
    });
    expect(quiet({ silences: [silence("s", 1, 2)] }, { env: "prod" }).mute).toBeNull();
  });

  test("does not hold for others", () => {
    expect(quiet({ silences: [silence("s", 0, 1)] }, { env: "dev" }).mute).toBeNull();
  });

  test("of several, the one that ends last is named", () => {
    const silences = [silence("short", -5, 5), silence("long", -5, 50), silence("middle", -5, 20)];
    expect(quiet({ silences }, { env: "prod" }).mute?.id).toBe("long");
  });
});

describe("an inhibition", () => {
  const rule: Inhibition = {
    id: "i",
    source: matchers("severity=critical"),
    target: matchers('severity=~"medium|low"'),
    equal: ["agent"],
  };
  const critical = { severity: "critical", agent: "a" };

  test("holds for what agrees in the labels named", () => {
    const rules = { inhibitions: [rule] };
    expect(quiet(rules, { severity: "low", agent: "a" }, [critical]).mute).toEqual({
      by: "inhibition",
      id: "i",
      until: null,
    });
    expect(quiet(rules, { severity: "low", agent: "b" }, [critical]).mute).toBeNull();
    expect(quiet(rules, { severity: "high", agent: "a" }, [critical]).mute).toBeNull();
    expect(quiet(rules, { severity: "low", agent: "a" }, []).mute).toBeNull();
  });

  test("a label that both lack is equal", () => {
    expect(
      quiet({ inhibitions: [rule] }, { severity: "low" }, [{ severity: "critical" }]).mute?.by,
    ).toBe("inhibition");
    expect(
      quiet({ inhibitions: [rule] }, { severity: "low", agent: "" }, [{ severity: "critical" }])
        .mute?.by,
    ).toBe("inhibition");
  });

  test("alerts that are source and target at once do not silence each other", () => {
    const both = { ...rule, target: matchers('severity=~".+"') };
    const other = { ...critical, env: "prod" };
    expect(quiet({ inhibitions: [both] }, critical, [critical, other]).mute).toBeNull();
  });
});

test("a maintenance window holds until its end", () => {
  const maintenance = {
    id: "m",
    matchers: matchers("env=prod"),
    zone: "Europe/Berlin",
    from: "09:30",
    to: "11:00",
    days: { every: "day" },
    firstAt: null,
    lastAt: null,
  } as const;
  expect(quiet({ maintenances: [maintenance] }, { env: "prod" }).mute).toEqual({
    by: "maintenance",
    id: "m",
    until: at(60),
  });
});
