/** What is looked for: words without operators, and the nearest words to those with a slip. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { allOf, askedWords, corrected, HIT, markedOf, slipsBetween } from "./search";

const KNOWN = new Set(["latency", "provider", "outage", "database", "rate", "high"]);

test.each([
  ["Error  rate!", ["error", "rate"]],
  ["a & b | !c:*", ["a", "b", "c"]],
  ["p99 p99", ["p99"]],
  ["", []],
])("%j asks for %j", (q, words) => {
  expect(askedWords(q)).toEqual(words);
});

test("whatever is typed, nothing but letters and digits is handed on", () => {
  fc.assert(
    fc.property(fc.string(), (q) => {
      expect(allOf(askedWords(q))).toMatch(/^(?:[\p{L}\p{N}]+:\*(?: & [\p{L}\p{N}]+:\*)*)?$/u);
    }),
  );
});

test.each([
  ["latncy", "latency"],
  ["lateency", "latency"],
  ["outgae", "outage"],
  ["datbaase", "database"],
  ["providre outage", "provider outage"],
])("%s is taken for %s", (q, instead) => {
  expect(corrected(askedWords(q), KNOWN)?.instead).toBe(instead);
});

test.each(["latency", "laten", "hih", "wombat", "rte"])("%s is left as it is", (q) => {
  expect(corrected(askedWords(q), KNOWN)).toBeNull();
});

test("a word and its beginning are no slip apart; one letter is one", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z]{4,12}$/), fc.nat(), (word, n) => {
      expect(slipsBetween(word, word, 2)).toBe(0);
      const at = n % word.length;
      const wrong = `${word.slice(0, at)}#${word.slice(at + 1)}`;
      expect(slipsBetween(wrong, word, 2)).toBe(1);
    }),
  );
});

test("what was found is told apart from what stands around it", () => {
  const text = `high ${HIT.start}error${HIT.stop} rate`;
  expect(markedOf(text)).toEqual([
    { text: "high ", isHit: false },
    { text: "error", isHit: true },
    { text: " rate", isHit: false },
  ]);
});
