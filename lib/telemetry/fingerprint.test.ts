import { describe, expect, test } from "vitest";
import { fingerprintOf, normaliseMessage, titleOf } from "./fingerprint";

describe("the same failure has the same fingerprint", () => {
  test.each([
    ["after 31 ms", "after 4,012 ms"],
    ["GET https://api.a.com/v1/x?id=1 failed", "GET https://api.b.com/v2 failed"],
    ["user ann@example.com is unknown", "user bob@example.org is unknown"],
    [
      "no chunk 7f0c6d1e-8c1b-4a8e-9c57-0a1b2c3d4e5f",
      "no chunk 00000000-0000-4000-8000-000000000000",
    ],
    ["at 2026-11-20T12:00:00.123Z", "at 2025-01-01T00:00:00+02:00"],
    ["pointer 0xdeadbeef", "pointer 0x1"],
    ["commit 9fceb02d0ae598e9", "commit 1a2b3c4d5e6f7a8b"],
    ["request req_011CSHoEeqs5C35K2UUqR7Fy failed", "request req_0Zz9YyXx8WwVv failed"],
    ['unexpected "foo"', 'unexpected "a much longer text"'],
    ["too   many\n spaces", "too many spaces"],
  ])("%s = %s", (one, other) => {
    expect(normaliseMessage(one)).toBe(normaliseMessage(other));
    const print = (message: string) => fingerprintOf({ type: "E", message }, "agent");
    expect(print(one)).toBe(print(other));
  });

  test("another type, agent or text is another failure", () => {
    const prints = [
      fingerprintOf({ type: "A", message: "too slow" }, "x"),
      fingerprintOf({ type: "B", message: "too slow" }, "x"),
      fingerprintOf({ type: "A", message: "too slow" }, "y"),
      fingerprintOf({ type: "A", message: "too fast" }, "x"),
      fingerprintOf({ type: "A" }, "x"),
    ];
    expect(new Set(prints).size).toBe(prints.length);
  });

  test("the client's own fingerprint wins, and a hostile message costs no time", () => {
    expect(fingerprintOf({ type: "A", fingerprint: "mine" }, "x")).toBe("mine");
    const began = performance.now();
    fingerprintOf({ type: "A", message: '"'.repeat(4_000) }, "x");
    fingerprintOf({ type: "A", message: "a".repeat(4_000) }, "x");
    fingerprintOf({ type: "A", message: "1.".repeat(2_000) }, "x");
    expect(performance.now() - began).toBeLessThan(100);
  });

  test("a group is named by the first line, or by the type", () => {
    expect(titleOf({ type: "E", message: "\n  It broke \nat line 1" })).toBe("It broke");
    expect(titleOf({ type: "E", message: "  " })).toBe("E");
    expect(titleOf({ type: "E", message: `${"x".repeat(299)}😀` })).toBe("x".repeat(299));
  });
});
