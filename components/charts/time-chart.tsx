"use client";
/** The box around a time chart: sizes it, lets a drag choose time, places markers, keeps the legend. */
import dynamic from "next/dynamic";
import { useMemo, useState } from "react";
import type { Series } from "@/lib/core/series";
import type { Target } from "@/lib/core/targets";
import { useChartPage } from "./chart-page";
import { DragZoom } from "./drag-zoom";
import { Legend } from "./legend";
import { MarkerRail } from "./marker-rail";
import { drawn, peakOf, rowsOf, summaryOf } from "./rows";
import { exactTicks, isInSight, valueTicks } from "./scale";
import { instantWords } from "./time-words";
import { useNear } from "./use-near";
import { useSize } from "./use-size";

/** Recharts stays out of the first load: it comes when the first chart nears the screen. */
const TimePlot = dynamic(() => import("./time-plot").then((module) => module.TimePlot), {
  ssr: false,
});

export type TimeChartProps = {
  kind: "line" | "area" | "bars";
  series: readonly Series[];
  /** How a value is written, with its unit. A module-level function: a new one each render redraws. */
  value: (n: number) => string;
  /** The same series one period earlier; drawn grey and dashed under the present ones. */
  previous?: readonly Series[] | undefined;
  /** Drawn at their aim, in the unit of the series; keep the array at module level. */
  targets?: readonly Target[];
  /** A stretch of values to tint: above a threshold, say. */
  band?: { readonly from: number; readonly to?: number; readonly tone: "warning" | "critical" };
  /** The top of the axis where it is known, as 1 for a share. */
  max?: number;
  /** The whole axis, bottom to top, where zero is not the bottom: of a scale that is logarithmic, say. */
  axis?: readonly number[];
  legend?: "table" | "row" | "none";
  /** A press on the chart, by mouse or pen: the instant whose point or bar is nearest. */
  onPick?: ((at: string) => void) | undefined;
};

const NO_TARGETS: readonly Target[] = [];
const LEAST_STEP_MS = 60_000;

export function TimeChart(props: TimeChartProps) {
  const { kind, series, value, previous, targets = NO_TARGETS, band, legend = "row" } = props;
  const { syncId, markers, onZoom } = useChartPage();
  const [nearRef, isNear] = useNear();
  const [sizeRef, size] = useSize();
  const [hidden, setHidden] = useState<ReadonlySet<string>>(() => new Set());
  const all = useMemo(() => drawn(series, previous), [series, previous]);
  const shownSeries = useMemo(() => all.filter(({ key }) => !hidden.has(key)), [all, hidden]);
  const rows = useMemo(() => rowsOf(all), [all]);
  const peak = useMemo(() => peakOf(shownSeries, kind !== "line"), [shownSeries, kind]);
  const inSight = useMemo(
    () => targets.filter((target) => props.axis || isInSight(target.aim, peak)),
    [targets, props.axis, peak],
  );
  const ticks = useMemo(() => {
    if (props.axis) return props.axis;
    if (props.max !== undefined) return exactTicks(props.max);
    return valueTicks(Math.max(peak * 1.05, ...inSight.map((one) => one.aim * 1.1)));
  }, [props.axis, props.max, peak, inSight]);
  const words = useMemo(() => summaryOf(series, { value, time: instantWords }), [series, value]);
  const step = stepOf(rows);
  const domain = domainOf(rows, step, kind);
  return (
    <figure ref={nearRef} className="flex h-full min-h-0 min-w-0 flex-1 flex-col gap-2">
      <figcaption className="sr-only">{words}</figcaption>
      <div ref={sizeRef} className="chart-box relative min-h-24 min-w-0 flex-1">
        {isNear && size && domain && (
          <>
            <DragZoom
              width={size.width}
              domain={domain}
              onZoom={onZoom}
              onPick={props.onPick && ((at) => props.onPick?.(nearest(rows, at)))}
            >
              <TimePlot
                kind={kind}
                rows={rows}
                series={shownSeries}
                value={value}
                ticks={ticks}
                targets={inSight}
                band={band}
                markers={markers}
                domain={domain}
                stepMs={step}
                width={size.width}
                height={size.height}
                syncId={syncId}
              />
            </DragZoom>
            <MarkerRail markers={markers} domain={domain} width={size.width} />
            <OutOfSight targets={targets} inSight={inSight} />
          </>
        )}
      </div>
      {legend !== "none" && (
        <Legend look={legend} series={all} value={value} hidden={hidden} onHide={setHidden} />
      )}
    </figure>
  );
}

function nearest(rows: readonly { at: number }[], at: number): string {
  const off = (row: { at: number }) => Math.abs(row.at - at);
  const found = rows.reduce((best, row) => (off(row) < off(best) ? row : best), { at: 0 });
  return new Date(found.at).toISOString();
}

/** A target too far above the data to draw is still named. */
function OutOfSight({ targets, inSight }: Record<"targets" | "inSight", readonly Target[]>) {
  const far = targets.filter((target) => !inSight.includes(target));
  if (far.length === 0) return null;
  return (
    <p className="pointer-events-none absolute top-0 right-2 text-12 text-muted">
      {far.map(({ words, noun = "target" }) => `↑ ${noun} ${words}`).join(", ")}
    </p>
  );
}

const stepOf = (rows: readonly { at: number }[]): number =>
  (rows[1]?.at ?? 0) - (rows[0]?.at ?? 0) || LEAST_STEP_MS;

/** From the first bucket to the last; bars are as wide as their bucket and need half of it at both ends. */
function domainOf(
  rows: readonly { at: number }[],
  step: number,
  kind: TimeChartProps["kind"],
): readonly [number, number] | null {
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return null;
  const edge = kind === "bars" ? step / 2 : 0;
  return [first.at - edge, Math.max(last.at, first.at + step) + edge];
}
