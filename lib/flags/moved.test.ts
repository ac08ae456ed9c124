/** Which changes of a flag can give somebody something else. */
import { expect, test } from "vitest";
import { movedIn } from "./moved";
import { flagDraftSchema } from "./schema";
import { settle } from "./settle";
import { writtenFlag } from "./test-flags";

const made = (over: object = {}, production: object = {}, staging: object = {}) => {
  const environments = {
    production: { serve: { variant: "on" }, ...production },
    staging: { serve: { variant: "on" }, isEnabled: false, ...staging },
  };
  return settle(flagDraftSchema.parse(writtenFlag({ environments, ...over })), null);
};

// biome-ignore format: a table reads in columns
test.each([
  ["nothing",                       made(),                                        []],
  ["a description",                 made({ description: "other words" }),          []],
  ["switching off",                 made({}, { isEnabled: false }),                []],
  ["switching on",                  made({}, {}, { isEnabled: true }),             ["staging"]],
  ["what is served",                made({}, { serve: { variant: "off" } }),       ["production"]],
  ["what is not served",            made({}, {}, { serve: { variant: "off" } }),   []],
  ["a salt",                        made({ salt: "another" }),                     ["production"]],
  ["a value",                       made({ variants: { on: false, off: false } }), ["production"]],
  ["the off variant, off or not",   made({ offVariant: "on" }),                    ["production", "staging"]],
])("%s", (_what, after, expected) => {
  expect(movedIn(made(), after)).toEqual(expected);
});

test("an environment that goes leaves nobody to ask for", () => {
  const after = made({ environments: { staging: { serve: { variant: "on" }, isEnabled: false } } });
  expect(movedIn(made(), after)).toEqual([]);
});
