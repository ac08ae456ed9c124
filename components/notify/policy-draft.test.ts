/** The policy form loses nothing between reading and saving, and says which field is wrong. */
import { expect, test } from "vitest";
import { policySchema } from "@/lib/notify/policy";
import { draftOf, policyOf } from "./policy-draft";

const full = policySchema.parse({
  groupBy: ["alertname", "agent"],
  waitMs: 1_500,
  channels: ["0b54b4f6-6fd0-4d3a-9f0f-3ac0d0a5a001"],
  routes: [
    {
      matchers: [{ name: "team", operator: "=~", value: 'a"b\\.c' }],
      channels: [],
      isContinued: true,
    },
  ],
  inhibitions: [
    {
      source: [{ name: "severity", operator: "=", value: "critical" }],
      target: [{ name: "severity", operator: "!=", value: "critical" }],
      equal: ["agent"],
    },
  ],
});

test("what was read and not touched is saved as it was", () => {
  expect(policyOf(draftOf(full))).toEqual(full);
});

test("a matcher that is none is refused by its place", () => {
  const draft = draftOf(full);
  const routes = draft.routes.map((route) => ({ ...route, matchers: "team is a" }));
  expect(() => policyOf({ ...draft, routes })).toThrow(/^policy\.routes\.0\.matchers: /);
});

test("a route without a matcher is refused", () => {
  const draft = draftOf(full);
  const routes = draft.routes.map((route) => ({ ...route, matchers: " \n" }));
  expect(() => policyOf({ ...draft, routes })).toThrow(/at least one/);
});
