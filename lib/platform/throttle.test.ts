/** What a throttle promises. */
import { expect, test } from "vitest";
import { throttle } from "./throttle";

const at = (seconds: number) => new Date(1_700_000_000_000 + seconds * 1_000);

test("attempts beyond the limit are refused with the time to wait", () => {
  const tries = throttle("test-limit", { limit: 3, windowMs: 60_000 });
  for (const second of [0, 1, 2]) tries.take("ada", at(second));
  expect(() => tries.take("ada", at(20))).toThrow("try again in 40 seconds");
});

test("one name's attempts do not count against another's", () => {
  const tries = throttle("test-names", { limit: 1, windowMs: 60_000 });
  tries.take("ada", at(0));
  expect(() => tries.take("bob", at(0))).not.toThrow();
});

test("the window passes, refused attempts do not prolong it", () => {
  const tries = throttle("test-window", { limit: 1, windowMs: 60_000 });
  tries.take("ada", at(0));
  expect(() => tries.take("ada", at(59))).toThrow();
  expect(() => tries.take("ada", at(60))).not.toThrow();
});

test("what was forgiven is not counted", () => {
  const tries = throttle("test-forgive", { limit: 1, windowMs: 60_000 });
  tries.take("ada", at(0));
  tries.forgive("ada");
  expect(() => tries.take("ada", at(1))).not.toThrow();
});
