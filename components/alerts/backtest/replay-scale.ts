/** Where instants and values fall on the replayed chart. */
import { FRAME, pixelOf } from "@/components/charts/scale";

export type Scale = {
  readonly from: number;
  readonly to: number;
  readonly left: number;
  readonly right: number;
  readonly x: (at: number) => number;
  readonly y: (value: number) => number;
};

type Sizes = {
  readonly from: number;
  readonly to: number;
  readonly width: number;
  readonly height: number;
  /** The value at the upper edge. */
  readonly top: number;
};

export function scaleOf({ from, to, width, height, top }: Sizes): Scale {
  const room = height - FRAME.top;
  const y = (value: number) => FRAME.top + room * (1 - Math.min(1, Math.max(0, value / top)));
  return {
    ...{ from, to, y },
    left: FRAME.left,
    right: width - FRAME.right,
    x: (at) => pixelOf(Math.min(to, Math.max(from, at)), width, from, to),
  };
}
