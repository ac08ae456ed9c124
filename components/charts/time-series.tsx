"use client";
/** Lines over time: straight segments, honest gaps, zero at the bottom. */
import { TimeChart, type TimeChartProps } from "./time-chart";

export function TimeSeries(props: Omit<TimeChartProps, "kind">) {
  return <TimeChart {...props} kind="line" />;
}
