/** Version 7 identifiers carry their instant in front and sort by it. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { uuidV7 } from "./ids";

test("matches the example of RFC 9562", () => {
  const random = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
  expect(uuidV7(0x017f22e279b0, random)).toBe("017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
});

test("sorts by its instant and is well formed", () => {
  const bytes = fc.uint8Array({ minLength: 10, maxLength: 10 });
  const instant = fc.integer({ min: 0, max: 2 ** 48 - 2 });
  fc.assert(
    fc.property(instant, bytes, bytes, (at, a, b) => {
      expect(uuidV7(at, a)).toMatch(
        /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      );
      expect(uuidV7(at, a) < uuidV7(at + 1, b)).toBe(true);
    }),
  );
});

test("refuses too little randomness", () => {
  expect(() => uuidV7(0, new Uint8Array(9))).toThrow(RangeError);
});
