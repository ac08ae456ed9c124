/** Where values and instants fall on a chart: round ticks, room for targets, pixels for instants. */
import { DAY, HOUR, MINUTE, SECOND } from "@/lib/core/time";

/** The margins every time chart keeps, in px, so that overlays can be placed without asking the chart. */
export const FRAME = { left: 52, right: 16, top: 8, bottom: 22 } as const;

const ROUND = [1, 2, 2.5, 5, 10] as const;

/** Ticks from 0 upwards in round steps; `ticks.at(-1)` is the top of the axis. */
export function valueTicks(max: number, count = 4): number[] {
  if (!(max > 0) || !Number.isFinite(max)) return [0, 1];
  const rough = max / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = (ROUND.find((one) => one * power >= rough) ?? 10) * power;
  const steps = Math.max(1, Math.ceil(max / step - 1e-9));
  return Array.from({ length: steps + 1 }, (_, i) => Number((i * step).toPrecision(12)));
}

/** Ticks of an axis whose top is given: as many equal parts as leave round steps. */
export function exactTicks(top: number): number[] {
  const isRound = (parts: number) =>
    ROUND.some((one) => {
      const power = Math.log10(top / parts / one);
      return Math.abs(power - Math.round(power)) < 1e-9;
    });
  const parts = [4, 5, 3, 2].find(isRound) ?? 4;
  return Array.from({ length: parts + 1 }, (_, i) => Number(((i * top) / parts).toPrecision(12)));
}

/** A target within sight of the data is drawn; one far above would flatten the line, and is named instead. */
const FAR = 2.5;
export const isInSight = (target: number, max: number): boolean => target <= Math.max(max, 0) * FAR;

const TIME_STEPS = [
  SECOND * 10,
  SECOND * 30,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  5 * DAY,
  7 * DAY,
  14 * DAY,
  30 * DAY,
  90 * DAY,
] as const;
const TICK_ROOM_PX = 84;

export type TimeTicks = { readonly at: readonly number[]; readonly stepMs: number };

/** Round instants in the reader's zone. `zoneOffsetMs` is what to add to UTC to read the reader's clock. */
export function timeTicks(
  from: number,
  to: number,
  widthPx: number,
  zoneOffsetMs: number,
): TimeTicks {
  const wanted = Math.max(2, Math.floor(widthPx / TICK_ROOM_PX));
  const step = TIME_STEPS.find((one) => (to - from) / one <= wanted) ?? 365 * DAY;
  const at: number[] = [];
  const first = Math.ceil((from + zoneOffsetMs) / step) * step - zoneOffsetMs;
  for (let t = first; t <= to; t += step) at.push(t);
  return { at, stepMs: step };
}

/** The instant under a pixel of the chart's box, held inside the plot. */
export function instantAt(x: number, widthPx: number, from: number, to: number): number {
  const room = Math.max(1, widthPx - FRAME.left - FRAME.right);
  const share = Math.min(1, Math.max(0, (x - FRAME.left) / room));
  return from + share * (to - from);
}

/** The pixel of an instant in the chart's box. */
export function pixelOf(at: number, widthPx: number, from: number, to: number): number {
  const room = widthPx - FRAME.left - FRAME.right;
  return FRAME.left + (to > from ? ((at - from) / (to - from)) * room : 0);
}
