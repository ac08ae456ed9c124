/** What the counts of rollbacks say, and when they say that they cannot. */
import { describe, expect, test } from "vitest";
import { type Attempt, countRollbacks } from "./rollbacks";

const complete: Attempt = { isComplete: true, back: null };
const back = (isByMachine: boolean, isFalse: boolean | null): Attempt => ({
  isComplete: false,
  back: { isByMachine, isFalse },
});
const times = (n: number, attempt: Attempt) => Array.from({ length: n }, () => attempt);

describe("rollbacks", () => {
  test("are counted by who did it, and by what people said of it", () => {
    const counts = countRollbacks(
      [complete, back(true, false), back(true, true), back(true, null), back(false, true)],
      0.05,
    );
    expect(counts).toMatchObject({ rollouts: 5, byMachine: 3, byPeople: 1 });
    expect(counts).toMatchObject({ judged: 2, judgedFalse: 1 });
  });

  test("only those of the gates that were false count against the promise, of canaries that were healthy", () => {
    const counts = countRollbacks([complete, back(true, true), back(false, true)], 0.05);
    expect(counts).toMatchObject({ healthy: 2, falseRatio: 0.5 });
    expect(countRollbacks([back(true, false), back(true, null)], 0.05).falseRatio).toBeNull();
  });

  test("what was complete and then rightly taken back was not healthy", () => {
    const late = { isComplete: true, back: { isByMachine: false, isFalse: false } };
    expect(countRollbacks([late], 0.05)).toMatchObject({ healthy: 0, falseRatio: null });
  });

  test.each([
    ["nothing", [], /nothing to compare/],
    ["too few", [complete, back(true, true)], /1 of 2 healthy rollouts.*too few.*takes 20/],
    ["enough", [...times(39, complete), back(true, true)], /no more than the 5 % promised/],
    [
      "a broken promise",
      [...times(12, complete), ...times(8, back(true, true))],
      /more than the 5/,
    ],
  ])("with %s they say so", (_what, attempts, words) => {
    expect(countRollbacks(attempts, 0.05).says).toMatch(words);
  });
});
