/** Matchers mean what they mean in Prometheus and amtool. */
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Matcher,
  matchesNothing,
  OPERATORS,
  parseMatcher,
  selectorOf,
  writeMatcher,
} from "./matcher";

const labels = { env: "prod", agent: "checkout", region: "" };

test.each([
  ['env="prod"', true],
  ['env="pro"', false],
  ['env!="dev"', true],
  ['env=~"prod|staging"', true],
  ['env=~"pro"', false],
  ['env!~"dev.*"', true],
  ['env!~"p.*"', false],
  ['team=""', true],
  ['team!=""', false],
  ['team=~".*"', true],
  ['team!~".+"', true],
  ['region=""', true],
  ['constructor=""', true],
  ["env=prod", true],
  [' env = "prod" ', true],
])("%s: %s", (text, expected) => {
  expect(selectorOf([parseMatcher(text)])(labels)).toBe(expected);
});

test("all of several must hold", () => {
  const both = ['env="prod"', 'agent=~"check.*"'].map((text) => parseMatcher(text));
  expect(selectorOf(both)(labels)).toBe(true);
  expect(selectorOf([...both, parseMatcher('agent="other"')])(labels)).toBe(false);
});

test.each(["", "env", "=x", "1env=x", 'env="x', 'env="x" y', "env==x y", "env~x"])(
  "%j is no matcher",
  (text) => {
    expect(() => parseMatcher(text, "matchers.2")).toThrow("matchers.2");
  },
);

test("a pattern that is not understood is refused, and says where it stands", () => {
  const matchers: Matcher[] = [
    parseMatcher("env=prod"),
    { name: "agent", operator: "=~", value: "(" },
  ];
  expect(() => selectorOf(matchers)).toThrow("matchers.1.value");
});

test("a matcher that would silence everything is known for it", () => {
  expect(matchesNothing(parseMatcher('env=~".*"'))).toBe(true);
  expect(matchesNothing(parseMatcher('env!="x"'))).toBe(true);
  expect(matchesNothing(parseMatcher('env=~".+"'))).toBe(false);
});

test("what is written is read back the same", () => {
  const matcher = fc.record({
    name: fc.stringMatching(/^[a-zA-Z_]\w{0,10}$/),
    operator: fc.constantFrom(...OPERATORS),
    value: fc.string({ unit: "binary", maxLength: 50 }),
  });
  fc.assert(
    fc.property(matcher, (given) => {
      expect(parseMatcher(writeMatcher(given))).toEqual(given);
    }),
  );
});
