/** The drawn code is the code: module by module what the encoder says. */
import { encode } from "uqr";
import { expect, test } from "vitest";
import { qrOf } from "./qr";

/** Fills the rectangles of a path back into squares. */
function filled({ size, path }: { size: number; path: string }): boolean[][] {
  const grid = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let i = 0; i < Number(width); i++) (grid[Number(y)] ?? [])[Number(x) + i] = true;
  }
  return grid;
}

test.each(["wheelhouse", `otpauth://totp/Wheelhouse:${"a".repeat(120)}@example.com?secret=ABC`])(
  "%s is drawn whole, with a white edge of four",
  (text) => {
    const qr = qrOf(text);
    const drawn = filled(qr);
    expect(drawn).toEqual(encode(text, { ecc: "M", border: 4 }).data);
    const edge = [...drawn.slice(0, 4), ...drawn.slice(-4)].flat();
    expect(edge).not.toContain(true);
  },
);
