import { expect, test } from "vitest";
import { DAY, HOUR, MINUTE } from "@/lib/core/time";
import { standingOf, verdictOf } from "./standing";

const NOW = new Date("2026-11-21T12:00:00Z");
const met = { isOk: true, file: "a.whb", restoreMs: 7 * MINUTE, lostMs: 20 * MINUTE, detail: "" };
const standing = (change: object, ageMs = DAY) =>
  standingOf({ ...met, ...change, at: new Date(NOW.getTime() - ageMs) }, NOW);

test.each([
  ["below both targets", {}, true],
  ["as long as the target", { restoreMs: 4 * HOUR }, false],
  ["just below four hours", { restoreMs: 4 * HOUR - 1 }, true],
  ["an hour would be lost", { lostMs: HOUR }, false],
  ["not restored", { isOk: false, restoreMs: null, lostMs: null, detail: "no" }, false],
])("a drill %s", (_what, change, isMet) => {
  expect(verdictOf({ ...met, ...change }).isMet).toBe(isMet);
});

test("what was missed is said with the target", () => {
  expect(verdictOf({ ...met, restoreMs: 5 * HOUR, lostMs: 2 * HOUR }).words).toBe(
    "Out of target: restoring took 5 h, the target is below 4 h; 2 h would have been lost, the target is below 1 h",
  );
});

test("none at all, one that failed and one of a quarter ago ask for another", () => {
  expect(standingOf(null, NOW)).toMatchObject({ state: "warning" });
  expect(standing({ isOk: false, detail: "damaged" })).toMatchObject({ state: "critical" });
  expect(standing({}, 90 * DAY + 1)).toMatchObject({ state: "warning" });
  expect(standing({}, 90 * DAY)).toMatchObject({ state: "ok", remedy: null });
});

test("a backup that was taken for the drill is not taken for the routine", () => {
  const { state, words, remedy } = standing({ file: null });
  expect(state).toBe("ok");
  expect(words).toContain("taken for it");
  expect(remedy).toContain("--from");
});
