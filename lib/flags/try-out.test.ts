/** A flag is tried where somebody looks, as a client would ask for it. */
import { describe, expect, test } from "vitest";
import { flagDraftSchema } from "./schema";
import { settle } from "./settle";
import { writtenFlag } from "./test-flags";
import { attributesIn, contextToTry, environmentNames, environmentToTry } from "./try-out";

const served = { serve: { variant: "on" } };
const flagIn = (...names: string[]) =>
  settle(
    flagDraftSchema.parse(
      writtenFlag({ environments: Object.fromEntries(names.map((name) => [name, served])) }),
    ),
    null,
  );

test("production comes first, the others follow by name", () => {
  expect(environmentNames(flagIn("staging", "dev", "production"))).toEqual([
    "production",
    "dev",
    "staging",
  ]);
});

test.each([
  ["staging", "staging"],
  [undefined, "production"],
  ["gone", "production"],
])("asked about %s, it is tried in %s", (asked, environment) => {
  expect(environmentToTry(flagIn("staging", "production"), asked)).toBe(environment);
});

test("without production it is tried in the first there is", () => {
  expect(environmentToTry(flagIn("staging", "dev"), undefined)).toBe("dev");
});

describe("the context", () => {
  test("of a flag by user is the user", () => {
    expect(contextToTry("user", "ada", "ignored")).toEqual({ targetingKey: "ada" });
  });

  test("of a flag by conversation has the conversation, and the user where there is one", () => {
    expect(contextToTry("conversation", "ada", "c-1")).toEqual({
      ...{ targetingKey: "ada", conversationId: "c-1" },
    });
    expect(contextToTry("conversation", "", "c-1")).toEqual({ conversationId: "c-1" });
  });
});

test("the attributes that rules look at are named once, without those that have a field of their own", () => {
  const rule = (name: string, ...attributes: string[]) => ({
    name,
    when: attributes.map((attribute) => ({ attribute, is: "in", values: ["x"] })),
    serve: { variant: "on" },
  });
  const rules = [rule("a", "plan", "country"), rule("b", "plan", "targetingKey")];
  const flag = settle(flagDraftSchema.parse(writtenFlag({}, { rules })), null);
  expect(attributesIn(flag, "production")).toEqual(["country", "plan"]);
  expect(attributesIn(flag, "staging")).toEqual([]);
});
