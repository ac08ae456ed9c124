"use client";
/** Parts of a whole over time, stacked. */
import { TimeChart, type TimeChartProps } from "./time-chart";

export function AreaStack(props: Omit<TimeChartProps, "kind" | "previous" | "band">) {
  return <TimeChart {...props} kind="area" />;
}
