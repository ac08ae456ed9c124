/** What led to an alert and what became of it, in words. */
import { expect, test } from "vitest";
import { changesOf, timelineOf } from "./story";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 12, minute));

const deployment = (id: string, minute: number) => ({
  ...{ id, at: at(minute), environment: "production", agent: "support", version: "2.1" },
  ...{ status: "rolled_back", author: "release-bot", description: null, url: null },
});
const setting = (id: string, minute: number) => ({
  ...{ id, at: at(minute), action: "project.update", actorName: "Ada", objectId: "7" },
  ...{ before: null, after: { name: "Shop" }, reason: "new targets" },
});

test("the change nearest to the beginning comes first, whatever its kind", () => {
  const changes = changesOf([deployment("d", 10), deployment("e", 28)], [setting("s", 25)], at(30));
  expect(changes.map(({ id, leadMs }) => [id, leadMs / 60_000])).toEqual([
    ["e", 2],
    ["s", 5],
    ["d", 20],
  ]);
  expect(changes[0]?.title).toBe("support 2.1 rolled back");
  expect(changes[1]).toMatchObject({
    ...{ title: "Changed a project's settings: Shop", detail: "new targets", by: "Ada" },
  });
});

test("steps and answers stand in one row, the newest first, with value and reason", () => {
  const step = { value: 0.072, isQuiet: false, message: null };
  const told = timelineOf(
    [
      { ...step, id: "1", kind: "fired", at: at(1), reason: "condition" },
      { ...step, id: "3", kind: "resolved", at: at(9), reason: "vanished", value: null },
      { ...step, id: "0", kind: "failing", at: at(0), reason: "error", message: "no rollups" },
    ],
    [{ id: "2", at: at(3), actorName: "Ada", isTakenBack: false }],
    "share",
  );
  expect(told.map(({ title, detail, by }) => [title, detail, by])).toEqual([
    ["Resolved", "its source has ended", null],
    ["Acknowledged", null, "Ada"],
    ["Fired", "value 7.2 %", null],
    ["The rule cannot be evaluated", "no rollups, value 7.2 %, it cannot be evaluated", null],
  ]);
});
