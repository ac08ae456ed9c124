/** Patterns match what JavaScript's own would, and never for longer than the text deserves. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { Fault } from "./fault";
import { patternOf } from "./pattern";

test.each([
  ["", "", true],
  ["", "a", false],
  ["prod", "prod", true],
  ["prod", "production", false],
  ["prod.*", "production", true],
  ["a|b|", "", true],
  ["(prod|staging)-(eu|us)", "staging-us", true],
  ["[a-c1-3_-]+", "b2_-a", true],
  ["[^a-c]+", "xyz", true],
  ["[^a-c]+", "xaz", false],
  ["[]a]+", "]a", true],
  ["[\\d.]+", "10.4", true],
  ["\\d{2,3}", "12", true],
  ["\\d{2,3}", "1234", false],
  ["\\d{2}", "12", true],
  ["a{2,}", "aaaaa", true],
  ["a{2,}", "a", false],
  ["a{0}", "", true],
  ["{x}", "{x}", true],
  ["a.c", "a\nc", true],
  ["(?-s:a.c)", "a\nc", false],
  ["^a$", "a", true],
  ["a^b", "ab", false],
  ["(a$|ab)c?", "a", true],
  ["(?i)PROD", "prod", true],
  ["(?i:p)ROD", "PROD", true],
  ["(?i:p)ROD", "Prod", false],
  ["(?i)[a-c]+", "AbC", true],
  ["a*?b+?", "aab", true],
  ["(a*)*", "aaaa", true],
  ["(|a)+", "aa", true],
  ["\\.\\*\\[\\]", ".*[]", true],
  ["gpt-4\\.1", "gpt-4x1", false],
  ["gr.ße", "größe", true],
  [".", "🔥", true],
  ["[🔥-🔦]", "🔥", true],
])("%j on %j: %s", (source, text, expected) => {
  expect(patternOf(source).matches(text)).toBe(expected);
});

test.each([
  ["(", "too early"],
  [")", '")" at 1'],
  ["[", "too early"],
  ["[]", "too early"],
  ["*a", '"*" at 1'],
  ["a**", '"*" at 3'],
  ["a{3,2}", '"{" at 2'],
  ["a{2000}", '"{" at 2'],
  ["\\", "too early"],
  ["(a)\\1", '"\\1"'],
  ["\\bword", '"\\b"'],
  ["\\p{L}", '"\\p"'],
  ["(?=a)", '"(?="'],
  ["(?<=a)", '"(?<"'],
  ["(?P<name>a)", '"(?P"'],
  ["[[:alpha:]]", "[:alpha:]"],
  ["[b-a]", "before it begins"],
  ["[a-\\d]", "no end of a range"],
  [`${"(".repeat(60)}a${")".repeat(60)}`, "too deep"],
  ["a".repeat(1_001), "longer than"],
  ["((a{100}){100}){100}", "repeats too much"],
])("%j is refused, and says why", (source, part) => {
  const act = () => patternOf(source, "matchers.0.value");
  expect(act).toThrow(Fault);
  expect(act).toThrow("matchers.0.value");
  expect(act).toThrow(part);
});

const { source: sources } = fc.letrec<{ atom: string; source: string }>((tie) => ({
  atom: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom("a", "b", "c", ".", "[ab]", "[^a]", "\\w", "\\d", "^", "$"),
    tie("source").map((inner) => `(?:${inner})`),
  ),
  source: fc.oneof(
    { maxDepth: 4 },
    tie("atom"),
    fc
      .tuple(tie("atom"), fc.constantFrom("*", "+", "?", "{2}", "{1,3}", "{2,}", "*?"))
      .map(([atom, times]) => (/^[\^$]$/.test(atom) ? atom : atom + times)),
    fc.tuple(tie("source"), tie("source")).map(([a, b]) => a + b),
    fc.tuple(tie("source"), tie("source")).map(([a, b]) => `(?:${a}|${b})`),
  ),
}));

test("every pattern it understands matches as JavaScript's whole-text match does", () => {
  fc.assert(
    fc.property(
      sources,
      fc.string({ unit: fc.constantFrom("a", "b", "c", "1"), maxLength: 8 }),
      (source, text) => {
        const oracle = new RegExp(`^(?:${source})$`, "su").test(text);
        expect(patternOf(source).matches(text)).toBe(oracle);
      },
    ),
    { numRuns: 2_000 },
  );
});

test.each(["(a+)+", "(a|a)*b", "(.*)*x", "(a*)*(a*)*(a*)*b", "([a-z]+)*1", "(a{0,30}){0,30}b"])(
  "%s, which hangs a backtracking engine, gives its answer",
  (source) => {
    expect(patternOf(source).matches(`${"a".repeat(4_000)}!`)).toBe(false);
  },
);

test("any text is either a pattern or a refusal", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."ab()[]{}|*+?^$\\.,-:i12") }), (source) => {
      try {
        patternOf(source).matches("ab");
      } catch (error) {
        expect(error).toBeInstanceOf(Fault);
      }
    }),
    { numRuns: 2_000 },
  );
});
