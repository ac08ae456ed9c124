"use client";
/** Time across, latency up, density as depth of one hue: where most answers fall, and the second hump an average hides. */
import { memo, type PointerEvent, useMemo, useState } from "react";
import { FRAME, pixelOf, timeTicks } from "./scale";
import { instantWords, tickWords, zoneOffsetMs } from "./time-words";
import { useNear } from "./use-near";
import { type Size, useSize } from "./use-size";

type HeatColumn = {
  /** ISO instant of the bucket's start. */
  readonly at: string;
  /** One count per band, lowest band first. */
  readonly counts: readonly number[];
};

type HeatMapProps = {
  label: string;
  /** Upper edges of the bands, lowest first; the last may be Infinity. */
  edges: readonly number[];
  columns: readonly HeatColumn[];
  value: (n: number) => string;
};

type Spot = { readonly column: number; readonly band: number };

export function HeatMap({ label, edges, columns, value }: HeatMapProps) {
  const [nearRef, isNear] = useNear();
  const [sizeRef, size] = useSize();
  const [spot, setSpot] = useState<Spot | null>(null);
  const most = useMemo(() => Math.max(1, ...columns.flatMap(({ counts }) => counts)), [columns]);
  const total = useMemo(
    () => columns.reduce((sum, { counts }) => sum + counts.reduce((a, b) => a + b, 0), 0),
    [columns],
  );
  const follow = (event: PointerEvent<HTMLDivElement>) => {
    if (size) setSpot(spotAt(event, size, columns.length, edges.length));
  };
  return (
    <figure ref={nearRef} className="flex h-full min-h-0 min-w-0 flex-1 flex-col gap-2">
      <figcaption className="sr-only">
        {`${label}: ${total.toLocaleString("en")} in ${columns.length} buckets, ${edges.length} bands up to ${value(edges.at(-2) ?? 0)}.`}
      </figcaption>
      <div
        ref={sizeRef}
        className="relative min-h-24 flex-1"
        onPointerMove={follow}
        onPointerLeave={() => setSpot(null)}
      >
        {isNear && size && (
          <Heat edges={edges} columns={columns} value={value} size={size} most={most} />
        )}
        {spot && size && (
          <HeatTip spot={spot} edges={edges} columns={columns} value={value} size={size} />
        )}
      </div>
      <HeatScale most={most} />
    </figure>
  );
}

function HeatScale({ most }: { most: number }) {
  return (
    <div aria-hidden className="flex items-center justify-end gap-2 text-12 text-muted">
      <span>1</span>
      <span
        className="h-2 w-24 rounded-full"
        style={{ background: "linear-gradient(to right, var(--heat-low), var(--heat-high))" }}
      />
      <span className="tabular-nums">{most.toLocaleString("en")}</span>
    </div>
  );
}

/** Cells of one depth are one path: thousands of cells would be thousands of elements. */
const LEVELS = 12;

/** Square root: a second hump of a tenth the size must still be seen. */
const levelOf = (count: number, most: number): number =>
  Math.max(1, Math.round(LEVELS * Math.sqrt(count / most)));

const depthOf = (level: number): string =>
  `color-mix(in oklab, var(--heat-high) ${Math.round((100 * level) / LEVELS)}%, var(--heat-low))`;

type HeatProps = Pick<HeatMapProps, "edges" | "columns" | "value"> & { size: Size; most: number };

const Heat = memo(function Heat({ edges, columns, value, size, most }: HeatProps) {
  const { width, height } = size;
  const cell = {
    width: (width - FRAME.left - FRAME.right) / Math.max(1, columns.length),
    height: (height - FRAME.top - FRAME.bottom) / Math.max(1, edges.length),
  };
  const paths = pathsOf(columns, most, cell, height - FRAME.bottom);
  return (
    <svg aria-hidden width={width} height={height} className="block">
      {[...paths].map(([level, path]) => (
        <path key={level} d={path} style={{ fill: depthOf(level) }} />
      ))}
      <HeatAxes edges={edges} columns={columns} value={value} size={size} cell={cell.height} />
    </svg>
  );
});

function pathsOf(
  columns: readonly HeatColumn[],
  most: number,
  cell: Size,
  bottom: number,
): ReadonlyMap<number, string> {
  const paths = new Map<number, string>();
  const [across, up] = [Math.max(1, cell.width - 0.5), Math.max(1, cell.height - 0.5)];
  columns.forEach(({ counts }, c) => {
    counts.forEach((count, band) => {
      if (count <= 0) return;
      const level = levelOf(count, most);
      const x = (FRAME.left + c * cell.width).toFixed(2);
      const y = (bottom - band * cell.height).toFixed(2);
      const box = `M${x} ${y}h${across.toFixed(2)}v${(-up).toFixed(2)}h${(-across).toFixed(2)}z`;
      paths.set(level, (paths.get(level) ?? "") + box);
    });
  });
  return paths;
}

type HeatAxesProps = Pick<HeatMapProps, "edges" | "columns" | "value"> & {
  size: Size;
  cell: number;
};

const LABEL_ROOM_PX = 26;

function HeatAxes({ edges, columns, value, size, cell }: HeatAxesProps) {
  const { width, height } = size;
  const bottom = height - FRAME.bottom;
  const every = Math.max(1, Math.ceil(LABEL_ROOM_PX / cell));
  const [from, to] = spanOf(columns);
  const ticks = timeTicks(from, to, width - FRAME.left - FRAME.right, zoneOffsetMs(to));
  return (
    <g fontSize={11} fill="var(--muted)">
      {edges.slice(0, -1).map((edge, i) =>
        (i + 1) % every === 0 ? (
          <text key={edge} x={FRAME.left - 8} y={bottom - (i + 1) * cell + 4} textAnchor="end">
            {value(edge)}
          </text>
        ) : null,
      )}
      {ticks.at.map((at) => (
        <text key={at} x={pixelOf(at, width, from, to)} y={height - 6} textAnchor="middle">
          {tickWords(at, ticks.stepMs)}
        </text>
      ))}
      <line x1={FRAME.left} x2={width - FRAME.right} y1={bottom} y2={bottom} stroke="var(--line)" />
    </g>
  );
}

/** The last column is as wide as the others: the axis ends where it ends. */
function spanOf(columns: readonly HeatColumn[]): readonly [number, number] {
  const [first = 0, second = first, last = first] = [columns[0], columns[1], columns.at(-1)].map(
    (column) => Date.parse(column?.at ?? "1970-01-01"),
  );
  return [first, last + (second - first)];
}

function spotAt(
  event: PointerEvent<HTMLDivElement>,
  size: Size,
  columns: number,
  bands: number,
): Spot | null {
  const box = event.currentTarget.getBoundingClientRect();
  const across = (event.clientX - box.left - FRAME.left) / (size.width - FRAME.left - FRAME.right);
  const up =
    (size.height - FRAME.bottom - (event.clientY - box.top)) /
    (size.height - FRAME.top - FRAME.bottom);
  if (across < 0 || across >= 1 || up < 0 || up >= 1) return null;
  return { column: Math.floor(across * columns), band: Math.floor(up * bands) };
}

type HeatTipProps = Pick<HeatMapProps, "edges" | "columns" | "value"> & { spot: Spot; size: Size };

const TIP_ROOM_PX = 180;

function HeatTip({ spot, edges, columns, value, size }: HeatTipProps) {
  const column = columns[spot.column];
  if (!column) return null;
  const [low, high] = [edges[spot.band - 1] ?? 0, edges[spot.band] ?? Number.POSITIVE_INFINITY];
  const x = FRAME.left + ((spot.column + 1) / columns.length) * (size.width - FRAME.left);
  const side = x + TIP_ROOM_PX > size.width ? { right: size.width - x + 16 } : { left: x + 4 };
  return (
    <div
      className="pointer-events-none absolute top-2 z-10 rounded-panel border border-line bg-raised px-2.5 py-2 text-12 shadow-lift"
      style={side}
    >
      <p className="text-muted">{instantWords(column.at)}</p>
      <p className="text-secondary">
        {Number.isFinite(high) ? `${value(low)} to ${value(high)}` : `over ${value(low)}`}
      </p>
      <p className="font-medium text-primary tabular-nums">
        {(column.counts[spot.band] ?? 0).toLocaleString("en")}
      </p>
    </div>
  );
}
