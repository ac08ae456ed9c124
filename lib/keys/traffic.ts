/** A key's hours as charts: every bucket there, zero where it made no request, nothing before it was made. */
import { bucketsOf, DAY, floorTo, HOUR, RANGES, type Span } from "@/lib/core/time";
import type { KeyTraffic, TrafficLine, TrafficRange } from "./schema";

export type Hour = {
  readonly at: Date;
  readonly requests: number;
  readonly refused: number;
  readonly failed: number;
};
type Counted = "requests" | "refused" | "failed";
type TrafficFrame = Span & { readonly stepMs: number };

/** By the hour, a month by the day; the last bucket is the one that is under way. */
export function trafficFrame(range: TrafficRange, now: Date): TrafficFrame {
  const stepMs = range === "30d" ? DAY : HOUR;
  const to = new Date(floorTo(now, stepMs).getTime() + stepMs);
  return { from: new Date(to.getTime() - RANGES[range]), to, stepMs };
}

export function trafficOf(
  hours: readonly Hour[],
  frame: TrafficFrame,
  createdAt: Date,
): KeyTraffic {
  const starts = bucketsOf(frame).map(Number);
  const line = (key: Counted, label: string): TrafficLine => {
    const sums = new Map<number, number>();
    for (const hour of hours) {
      const start = floorTo(hour.at, frame.stepMs).getTime();
      sums.set(start, (sums.get(start) ?? 0) + hour[key]);
    }
    const isBefore = (start: number) => start + frame.stepMs <= createdAt.getTime();
    const values = starts.map((start) => sums.get(start) ?? (isBefore(start) ? null : 0));
    return { key, label, values };
  };
  return {
    axis: { from: frame.from.toISOString(), stepMs: frame.stepMs, count: starts.length },
    requests: [line("requests", "Requests")],
    errors: [line("refused", "Refused (4xx)"), line("failed", "Failed (5xx)")],
    totals: {
      requests: totalOf(hours, "requests"),
      refused: totalOf(hours, "refused"),
      failed: totalOf(hours, "failed"),
    },
  };
}

const totalOf = (hours: readonly Hour[], key: Counted): number =>
  hours.reduce((sum, hour) => sum + hour[key], 0);
