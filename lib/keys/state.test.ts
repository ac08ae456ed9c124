/** What the state of a key promises. */
import { expect, test } from "vitest";
import { stateOf } from "./state";

const NOW = Date.parse("2026-11-20T12:00:00Z");
const [BEFORE, AFTER] = ["2026-11-20T11:00:00Z", "2026-11-20T13:00:00Z"];
const SUCCESSOR = { id: "b", name: "ci", prefix: "wh_b" };
const KEY = { expiresAt: null, revokedAt: null, replacedBy: null };

test.each([
  [KEY, "Live", true],
  [{ ...KEY, expiresAt: AFTER }, "Live", true],
  [{ ...KEY, expiresAt: BEFORE }, "Expired", false],
  [{ ...KEY, expiresAt: AFTER, replacedBy: SUCCESSOR }, "Ending", true],
  [{ ...KEY, expiresAt: BEFORE, replacedBy: SUCCESSOR }, "Expired", false],
  [{ ...KEY, revokedAt: BEFORE, expiresAt: AFTER, replacedBy: SUCCESSOR }, "Revoked", false],
])("%j is %s", (key, word, isUsable) => {
  expect(stateOf(key, NOW)).toEqual({ word, isUsable });
});
