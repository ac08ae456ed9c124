/** What is looked for: words without operators, and the nearest words to those with a slip. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { askedWords, corrected, excerptOf, markedOf, slipsBetween, tsqueryOf } from "./search";

const KNOWN = {
  heads: new Set(["latency", "provider", "outage", "database", "rate", "high"]),
  bodies: new Set(["wombat", "providence", "semaphore"]),
};
const looked = (q: string, stems: [string, string][] = []) => ({
  asked: askedWords(q).map((word) => [word]),
  stems: new Map(stems),
});

test.each([
  ["Error  rate!", ["error", "rate"]],
  ["a & b | !c:*", ["a", "b", "c"]],
  ["p99 p99", ["p99"]],
  ["u\u0308berlauf Störung GROSSE große", ["uberlauf", "storung", "grosse"]],
  ["status.anthropic.com", ["status", "anthropic", "com"]],
  ["", []],
])("%j asks for %j", (q, words) => {
  expect(askedWords(q)).toEqual(words);
});

test("whatever is typed, nothing but letters and digits is handed on", () => {
  fc.assert(
    fc.property(fc.string(), (q) => {
      const { asked, stems } = looked(q);
      const one = String.raw`\('[\p{L}\p{N}\p{M}]+':\*\)`;
      expect(tsqueryOf(asked, stems, "&")).toMatch(new RegExp(`^(?:${one}(?: & ${one})*)?$`, "u"));
    }),
  );
});

test("a word is sought by its beginning and its stem; one that is everywhere only while it is typed", () => {
  const { asked, stems } = looked("the latencies lat", [
    ["the", ""],
    ["latencies", "latenc"],
  ]);
  expect(tsqueryOf(asked, stems, "&")).toBe("('latencies':* | 'latenc') & ('lat':*)");
  const last = looked("latencies no", [
    ["no", ""],
    ["latencies", "latenc"],
  ]);
  expect(tsqueryOf(last.asked, last.stems, "&")).toBe("('latencies':* | 'latenc') & ('no':*)");
});

test.each([
  ["latncy", "latency"],
  ["lateency", "latency"],
  ["outgae", "outage"],
  ["datbaase", "database"],
  ["providre outage", "provider outage"],
  ["semaphroe", "semaphore"],
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

test("what was found is told apart from what stands around it, whatever its accents", () => {
  expect(markedOf("High Ström, errors", looked("strom error"))).toEqual([
    { text: "High ", isHit: false },
    { text: "Ström", isHit: true },
    { text: ", ", isHit: false },
    { text: "errors", isHit: true },
  ]);
  const queries = looked("queries", [["queries", "queri"]]);
  expect(markedOf("a slow query", queries).at(-1)).toEqual({ text: "query", isHit: true });
});

test("an excerpt is where most of the words are", () => {
  const text = ["gizmo", ..."a".repeat(50), "frob", "the", "gizmo", ..."b".repeat(50)].join(" ");
  const excerpt = excerptOf(text, looked("gizmo frob"));
  expect(excerpt).toContain("frob the gizmo");
  expect(excerpt.split(" ")).toHaveLength(24);
  expect(excerptOf("", looked("x"))).toBe("");
});
