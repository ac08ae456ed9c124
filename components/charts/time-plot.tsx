"use client";
/** The pixels of a time chart, drawn by Recharts. It decides nothing: scale, colour and gaps arrive decided. */
import { memo, useMemo } from "react";
import {
  Area,
  Bar,
  CartesianGrid,
  ComposedChart,
  type DotItemDotProps,
  Line,
  ReferenceArea,
  ReferenceLine,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { isolated } from "@/lib/core/series";
import type { Target } from "@/lib/core/targets";
import type { Marker } from "./chart-page";
import { ChartTip } from "./chart-tip";
import type { Drawn, Row } from "./rows";
import { FRAME, timeTicks } from "./scale";
import type { TimeChartProps } from "./time-chart";
import { tickWords, zoneOffsetMs } from "./time-words";

export type TimePlotProps = {
  kind: TimeChartProps["kind"];
  rows: readonly Row[];
  series: readonly Drawn[];
  value: (n: number) => string;
  ticks: readonly number[];
  targets: readonly Target[];
  band: TimeChartProps["band"] | undefined;
  markers: readonly Marker[];
  domain: readonly [number, number];
  stepMs: number;
  width: number;
  height: number;
  syncId: string;
};

const AXIS = { fill: "var(--muted)", fontSize: 11 } as const;
const CURSOR = { stroke: "var(--control)", strokeDasharray: "2 2" } as const;
const MARGIN = { top: FRAME.top, right: FRAME.right, bottom: 0, left: 0 } as const;
/** Words over lines stay readable. */
const HALO = { paintOrder: "stroke", stroke: "var(--panel)", strokeWidth: 4 } as const;
const BAR_SHARE = 0.72;

export const TimePlot = memo(function TimePlot(props: TimePlotProps) {
  const { rows, series, value, ticks, domain, width, height, syncId } = props;
  const [from, to] = domain;
  const times = useMemo(
    () => timeTicks(from, to, width - FRAME.left - FRAME.right, zoneOffsetMs(to)),
    [from, to, width],
  );
  const data = useMemo(() => [...rows], [rows]);
  const top = ticks.at(-1) ?? 1;
  return (
    <ComposedChart
      width={width}
      height={height}
      data={data}
      margin={MARGIN}
      syncId={syncId}
      syncMethod="value"
      stackOffset="none"
    >
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis
        dataKey="at"
        type="number"
        scale="linear"
        domain={[from, to]}
        ticks={times.at}
        tickFormatter={(at: number) => tickWords(at, times.stepMs)}
        tick={AXIS}
        tickLine={false}
        axisLine={{ stroke: "var(--line)" }}
        height={FRAME.bottom}
        interval="preserveStartEnd"
        minTickGap={8}
      />
      <YAxis
        width={FRAME.left}
        domain={[ticks[0] ?? 0, top]}
        ticks={ticks}
        tickFormatter={value}
        tick={AXIS}
        tickLine={false}
        axisLine={false}
        interval={0}
        allowDataOverflow
      />
      <Tooltip
        isAnimationActive={false}
        cursor={CURSOR}
        content={(tip) => <ChartTip at={tip.label} rows={rows} series={series} value={value} />}
      />
      {contextOf(props, top)}
      {series.map((one) => graphic(props, one))}
    </ComposedChart>
  );
});

/** What gives the lines their meaning: bands, targets and changes. */
function contextOf({ band, targets, markers, domain }: TimePlotProps, top: number) {
  const inRange = markers.filter(({ at }) => {
    const instant = Date.parse(at);
    return instant >= domain[0] && instant <= domain[1];
  });
  const hasLateWords = inRange.some(({ kind, at }) => kind === "crossing" && isLate(at, domain));
  return [
    band && (
      <ReferenceArea
        key="band"
        y1={band.from}
        y2={Math.min(band.to ?? top, top)}
        fill={`var(--${band.tone}-soft)`}
        fillOpacity={0.7}
        ifOverflow="hidden"
      />
    ),
    ...inRange.map(({ kind, id, at, label }) =>
      kind === "crossing" ? (
        <ReferenceLine
          key={id}
          x={Date.parse(at)}
          stroke="var(--critical-solid)"
          label={{
            value: label,
            position: isLate(at, domain) ? "insideTopRight" : "insideTopLeft",
            fill: "var(--critical-text)",
            fontSize: 11,
            style: HALO,
          }}
        />
      ) : (
        <ReferenceLine key={id} x={Date.parse(at)} stroke="var(--control)" strokeDasharray="1 3" />
      ),
    ),
    ...targets.map(({ label, words, aim, noun = "target" }) => (
      <ReferenceLine
        key={label}
        y={aim}
        stroke="var(--muted)"
        strokeDasharray="5 4"
        label={{
          value: `${noun} ${words}`,
          position: hasLateWords ? "insideBottomLeft" : "insideBottomRight",
          fill: "var(--secondary)",
          fontSize: 11,
          style: HALO,
        }}
      />
    )),
  ];
}

/** Words on a line in the right half stand left of it. */
const isLate = (at: string, [from, to]: TimePlotProps["domain"]): boolean =>
  Date.parse(at) - from > (to - from) / 2;

function graphic({ kind, width, domain, stepMs }: TimePlotProps, one: Drawn) {
  const shared = { dataKey: one.key, name: one.label, isAnimationActive: false } as const;
  if (kind === "bars") {
    const room = ((width - FRAME.left - FRAME.right) * stepMs) / (domain[1] - domain[0]);
    const barSize = Math.max(1, room * BAR_SHARE);
    return <Bar key={one.key} {...shared} stackId="all" fill={one.colour} barSize={barSize} />;
  }
  if (kind === "area") {
    return (
      <Area
        key={one.key}
        {...shared}
        type="linear"
        stackId="all"
        stroke={one.colour}
        strokeWidth={1}
        fill={one.colour}
        fillOpacity={0.55}
        dot={false}
        activeDot={false}
      />
    );
  }
  return (
    <Line
      key={one.key}
      {...shared}
      type="linear"
      stroke={one.colour}
      strokeWidth={one.isPrevious ? 1.25 : 1.5}
      strokeDasharray={one.isPrevious ? "4 3" : ""}
      dot={dotsOf(one)}
      activeDot={one.isPrevious ? false : { r: 3, strokeWidth: 0, fill: one.colour }}
      connectNulls={false}
    />
  );
}

/** A point with a gap on both sides has no line through it: without a dot it would be hidden data. */
function dotsOf(one: Drawn) {
  const lonely = isolated(one);
  if (lonely.size === 0) return false;
  return ({ index, cx, cy }: DotItemDotProps) =>
    lonely.has(index) && cx !== undefined && cy !== undefined ? (
      <circle key={index} cx={cx} cy={cy} r={2} fill={one.colour} />
    ) : (
      <g key={index} />
    );
}
