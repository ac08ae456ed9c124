/** Changes between two texts: complete, in order, and short to read. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { diffOf, shortened } from "./diff";

const shown = (before: string, after: string) =>
  diffOf(before, after).map(
    ({ kind, text }) => `${{ same: " ", added: "+", removed: "-" }[kind]}${text}`,
  );

test("a changed line is removed and added, its neighbours stay", () => {
  expect(shown("a\nb\nc", "a\nB\nc\nd")).toEqual([" a", "-b", "+B", " c", "+d"]);
});

const texts = fc
  .array(fc.constantFrom("a", "b", "c", ""), { maxLength: 12 })
  .map((all) => all.join("\n"));

test("both texts can be read out of it", () => {
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const lines = diffOf(before, after);
      const without = (kind: string) =>
        lines.flatMap((line) => (line.kind === kind ? [] : [line.text])).join("\n");
      expect(without("added")).toBe(before);
      expect(without("removed")).toBe(after);
    }),
  );
});

test("what is far from a change is left out, and said to be", () => {
  const before = Array.from({ length: 20 }, (_, i) => `${i}`).join("\n");
  const lines = shortened(diffOf(before, before.replace("10", "ten")));
  expect(lines.filter((line) => line === null)).toHaveLength(2);
  expect(lines).toHaveLength(10);
});
