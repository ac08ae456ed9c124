/** Filters mean what they mean in Alertmanager. */
import { describe, expect, test } from "vitest";
import type { Silence } from "@/prisma/client/client";
import { alertsAskSchema } from "./schema";
import { alertFilter, matcherOf, silenceFilter } from "./view";

const SILENCE = {
  matchers: [
    { name: "agent", operator: "=~", value: "check.*" },
    { name: "env", operator: "=", value: "prod" },
  ],
} as unknown as Silence;

describe("a filter over silences looks at what is written in their matchers", () => {
  // biome-ignore format: a table reads in columns
  test.each([
    [[],                            true],
    [["agent=check.*"],             true],
    [["agent=checkout"],            false],
    [["env=~pr.*", "agent=~ch.+"],  true],
    [["env!=prod"],                 false],
    [["env!=dev"],                  true],
    [['team=""'],                   true],
    [['env=""'],                    false],
    [['env!=""'],                   true],
    [['team!=""'],                  false],
  ])("%j: %s", (filters, expected) => {
    expect(silenceFilter(filters)(SILENCE)).toBe(expected);
  });
});

describe("a filter over alerts", () => {
  const status = { inhibitedBy: [], mutedBy: [], silencedBy: [], state: "active" as const };
  const alert = {
    ...{ annotations: {}, endsAt: "", fingerprint: "", startsAt: "", updatedAt: "" },
    ...{ generatorURL: "", labels: { alertname: "Down", agent: "checkout" } },
    ...{ receivers: [{ name: "route 2" }], status },
  };
  const quiet = {
    ...alert,
    status: { ...status, silencedBy: ["s"], state: "suppressed" as const },
  };
  const asked = (ask: object) => alertFilter(alertsAskSchema.parse({ project: "p", ...ask }));

  test("takes labels, receivers and states", () => {
    expect(asked({ filter: ["agent=~ch.*", 'team=""'] })(alert)).toBe(true);
    expect(asked({ filter: ["agent=search"] })(alert)).toBe(false);
    expect(asked({ receiver: "route .*" })(alert)).toBe(true);
    expect(asked({ receiver: "route" })(alert)).toBe(false);
    expect(asked({ silenced: "false" })(quiet)).toBe(false);
    expect([asked({ active: "false" })(alert), asked({ active: "false" })(quiet)]).toEqual([
      false,
      true,
    ]);
  });

  test("that is none is refused", () => {
    expect(() => asked({ filter: ["{"] })).toThrow(/no matcher/);
  });
});

test("a matcher without isEqual is an equal one, as old clients write it", () => {
  expect(matcherOf({ name: "a", value: "b", isRegex: true, isEqual: false }).operator).toBe("!~");
  expect(matcherOf({ name: "a", value: "b", isRegex: false, isEqual: true }).operator).toBe("=");
});
