/** A QR code as one path of an SVG, so that no picture has to be fetched or trusted. */
import { encode } from "uqr";

/** The white edge that readers need, in modules. */
const EDGE = 4;

/** Square, `size` units wide; what is not drawn has to be white, whatever the theme. */
export type Qr = { readonly size: number; readonly path: string };

export function qrOf(text: string): Qr {
  const { data, size } = encode(text, { ecc: "M", border: EDGE });
  return { size, path: data.map(rowPath).join("") };
}

/** Neighbours in a row are one rectangle: a fifth of the text, and no hairlines between them. */
function rowPath(row: readonly boolean[], y: number): string {
  let path = "";
  let x = 0;
  while (x < row.length) {
    let width = 0;
    while (row[x + width]) width++;
    if (width > 0) path += `M${x} ${y}h${width}v1h-${width}z`;
    x += Math.max(width, 1);
  }
  return path;
}
