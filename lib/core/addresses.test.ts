/** What ranges of addresses promise. */
import { expect, test } from "vitest";
import { allowance, writtenRange } from "./addresses";

test.each([
  ["203.0.113.9", "203.0.113.9"],
  [" 203.0.113.9/32 ", "203.0.113.9"],
  ["10.0.0.0/8", "10.0.0.0/8"],
  ["2001:DB8::/32", "2001:db8::/32"],
  ["::1/128", "::1"],
  ["::ffff:10.0.0.1", "10.0.0.1"],
  ["::ffff:10.0.0.0/104", "10.0.0.0/8"],
])("%s is written %s", (text, range) => {
  expect(writtenRange(text)).toEqual({ range });
});

test.each([
  ["", "neither an address nor a range"],
  ["example.com", "neither an address nor a range"],
  ["10.0.0.300", "neither an address nor a range"],
  ["010.0.0.1", "neither an address nor a range"],
  ["fe80::1%eth0", "neither an address nor a range"],
  ["10.0.0.0/8/9", "neither an address nor a range"],
  ["10.0.0.0/33", "a number from 0 to 32"],
  ["10.0.0.0/", "a number from 0 to 32"],
  ["10.0.0.0/-1", "a number from 0 to 32"],
  ["10.0.0.0/0x8", "a number from 0 to 32"],
  ["2001:db8::/129", "a number from 0 to 128"],
])("“%s” is refused with what is wrong", (text, problem) => {
  expect(writtenRange(text)).toEqual({ problem: expect.stringContaining(problem) });
});

test.each([
  [["10.0.0.0/8"], "10.255.0.1", true],
  [["10.0.0.0/8"], "11.0.0.1", false],
  [["10.0.0.7/8"], "10.0.0.1", true],
  [["203.0.113.9"], "203.0.113.9", true],
  [["203.0.113.9"], "203.0.113.8", false],
  [["2001:db8::/32"], "2001:db8:1::1", true],
  [["2001:db8::/32"], "2001:db9::1", false],
  [["10.0.0.0/8", "::1"], "::1", true],
  [["10.0.0.0/8"], "::ffff:10.0.0.1", true],
  [["10.0.0.0/8"], "::ffff:a00:1", true],
  [["10.0.0.0/8"], "::ffff:b00:1", false],
  [["::ffff:10.0.0.0/104"], "10.0.0.1", true],
  [["::ffff:a00:0/104"], "10.0.0.1", true],
  [["fe80::/10"], "fe80::1%eth0", true],
  [["0.0.0.0/0"], "198.51.100.1", true],
  [["0.0.0.0/0"], "2001:db8::1", false],
  [["10.0.0.0/8"], "unknown", false],
  [["10.0.0.0/8"], "", false],
  [["nonsense"], "10.0.0.1", false],
])("%j has %s: %s", (ranges, address, isIn) => {
  expect(allowance(ranges)?.(address)).toBe(isIn);
});

test("no ranges mean any address, and an address that is not known is in no range", () => {
  expect(allowance([])).toBeNull();
  expect(allowance(["0.0.0.0/0", "::/0"])?.(null)).toBe(false);
});

test("one address after another is judged each for itself", () => {
  const isIn = allowance(["10.0.0.0/8"]);
  const asked = ["10.0.0.1", "10.0.0.1", "192.0.2.1", "192.0.2.1", "10.0.0.1"];
  expect(asked.map((address) => isIn?.(address))).toEqual([true, true, false, false, true]);
});
