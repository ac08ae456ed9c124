"use client";
/** The value's curve over the replayed days with the threshold across it, and below it when the rule would have fired. */

import { FRAME, timeTicks, valueTicks } from "@/components/charts/scale";
import { tickWords, zoneOffsetMs } from "@/components/charts/time-words";
import { useSize } from "@/components/charts/use-size";
import { type FigureUnit, figureText, figureUnitOf } from "@/lib/alerts/figure";
import { type KnownIncident, segmentsOf } from "@/lib/alerts/rules/replay";
import { duration } from "@/lib/core/format";
import { type Scale, scaleOf } from "./replay-scale";
import type { Replay } from "./use-backtest";

type ReplayChartProps = { replay: Replay; incidents: readonly KnownIncident[] };

const PLOT_PX = 160;
const STRIP_PX = 14;
const HEIGHT_PX = PLOT_PX + STRIP_PX + FRAME.bottom + 8;

export function ReplayChart({ replay, incidents }: ReplayChartProps) {
  const [ref, size] = useSize();
  return (
    <figure className="min-w-0">
      <figcaption className="sr-only">{summaryOf(replay)}</figcaption>
      <div ref={ref} style={{ height: HEIGHT_PX }} className="min-w-0">
        {size && <Drawing replay={replay} incidents={incidents} width={size.width} />}
      </div>
    </figure>
  );
}

function Drawing({ replay, incidents, width }: ReplayChartProps & { width: number }) {
  const { history, curve, rule } = replay;
  const unit = figureUnitOf(rule.signal);
  const ticks = valueTicks(Math.max(curve.most, rule.threshold ?? 0) * 1.05);
  const to = history.from + history.steps * history.stepMs;
  const scale = scaleOf({ from: history.from, to, width, height: PLOT_PX, top: ticks.at(-1) ?? 1 });
  return (
    <svg width={width} height={HEIGHT_PX} aria-hidden="true" className="block">
      <Axes scale={scale} ticks={ticks} unit={unit} />
      <Episodes replay={replay} scale={scale} />
      {segmentsOf(curve).map((segment) => (
        <polyline
          key={segment[0]?.at}
          points={segment.map(({ at, value }) => `${scale.x(at)},${scale.y(value)}`).join(" ")}
          fill="none"
          stroke="var(--series-1)"
          strokeWidth={1.5}
        />
      ))}
      {rule.threshold !== null && (
        <Threshold
          y={scale.y(rule.threshold)}
          scale={scale}
          words={figureText(unit, rule.threshold)}
        />
      )}
      {incidents.map(({ id, from, to: end, label }) => (
        <rect
          key={id}
          x={scale.x(from)}
          y={PLOT_PX + STRIP_PX}
          width={Math.max(2, scale.x(end ?? to) - scale.x(from))}
          height={4}
          fill="var(--info-solid)"
        >
          <title>{label}</title>
        </rect>
      ))}
    </svg>
  );
}

type AxesProps = { scale: Scale; ticks: readonly number[]; unit: FigureUnit };

function Axes({ scale, ticks, unit }: AxesProps) {
  const { from, to, left, right, y, x } = scale;
  const times = timeTicks(from, to, right - left, zoneOffsetMs(to));
  return (
    <g fontSize={11} fill="var(--muted)">
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={left} x2={right} y1={y(tick)} y2={y(tick)} stroke="var(--line)" />
          <text x={left - 6} y={y(tick) + 4} textAnchor="end">
            {figureText(unit, tick)}
          </text>
        </g>
      ))}
      {times.at.map((at) => (
        <text key={at} x={x(at)} y={HEIGHT_PX - 6} textAnchor="middle">
          {tickWords(at, times.stepMs)}
        </text>
      ))}
    </g>
  );
}

type ThresholdProps = { y: number; scale: Scale; words: string | null };

function Threshold({ y, scale: { left, right }, words }: ThresholdProps) {
  return (
    <g>
      <line
        x1={left}
        x2={right}
        y1={y}
        y2={y}
        stroke="var(--critical-solid)"
        strokeWidth={1.5}
        strokeDasharray="5 4"
      />
      <text
        x={right}
        y={y < 14 ? y + 12 : y - 4}
        textAnchor="end"
        fontSize={11}
        fill="var(--critical-text)"
        stroke="var(--panel)"
        strokeWidth={4}
        paintOrder="stroke"
      >
        {`threshold ${words ?? ""}`}
      </text>
    </g>
  );
}

/** A tint over the plot and a bar in the strip below it: seen however short. */
function Episodes({ replay, scale }: { replay: Replay; scale: Scale }) {
  const { episodes } = replay.result;
  return (
    <g>
      <rect
        x={scale.left}
        y={PLOT_PX}
        width={scale.right - scale.left}
        height={STRIP_PX - 4}
        fill="var(--hover)"
      />
      {episodes.map(({ key, kind, from, to }) => {
        const x = scale.x(from);
        const width = Math.max(2, scale.x(to ?? scale.to) - x);
        const tone = kind === "noData" ? "unknown" : "critical";
        return (
          <g key={`${key}/${from}`}>
            <rect x={x} y={0} width={width} height={PLOT_PX} fill={`var(--${tone}-soft)`} />
            <rect
              x={x}
              y={PLOT_PX}
              width={width}
              height={STRIP_PX - 4}
              fill={`var(--${tone}-solid)`}
            />
          </g>
        );
      })}
    </g>
  );
}

function summaryOf({ result, history }: Replay): string {
  const span = duration(history.steps * history.stepMs);
  if (result.count === 0) return `In ${span} it would not have fired.`;
  return `In ${span} it would have fired ${result.count} times, ${duration(result.durationMs)} in all, the longest ${duration(result.longestMs)}.`;
}
