"use client";
/** What the charts of one page share: crosshair, deployment markers, and what a drag over time does. */
import { createContext, type ReactNode, use, useId, useMemo } from "react";

/** Something that happened at an instant and may explain a line. */
export type Marker = {
  readonly id: string;
  /** ISO instant. */
  readonly at: string;
  readonly label: string;
  readonly detail?: string | undefined;
  readonly href?: string | undefined;
  /** Left out: a change. A crossing is what a chart is looked at for: its line says its label. */
  readonly kind?: "change" | "incident" | "crossing" | undefined;
};

type ChartPageValue = {
  readonly syncId: string;
  readonly markers: readonly Marker[];
  readonly onZoom: ((from: Date, to: Date) => void) | undefined;
};

const NO_MARKERS: readonly Marker[] = [];
const Context = createContext<ChartPageValue>({
  syncId: "page",
  markers: NO_MARKERS,
  onZoom: undefined,
});

type ChartPageProps = {
  markers?: readonly Marker[] | undefined;
  onZoom?: (from: Date, to: Date) => void;
  children: ReactNode;
};

/** Nested pages add their markers and keep the outer zoom. */
export function ChartPage({ markers = NO_MARKERS, onZoom, children }: ChartPageProps) {
  const syncId = useId();
  const outer = use(Context);
  const zoom = onZoom ?? outer.onZoom;
  const value = useMemo(() => ({ syncId, markers, onZoom: zoom }), [syncId, markers, zoom]);
  return <Context value={value}>{children}</Context>;
}

export const useChartPage = (): ChartPageValue => use(Context);
