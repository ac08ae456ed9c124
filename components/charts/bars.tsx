"use client";
/** Counts per bucket, stacked where there are several. */
import { TimeChart, type TimeChartProps } from "./time-chart";

export function Bars(props: Omit<TimeChartProps, "kind" | "previous" | "band">) {
  return <TimeChart {...props} kind="bars" />;
}
