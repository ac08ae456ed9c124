"use client";
/** A tile from a prepared figure: its unit decides how it is written. */
import { Tile } from "@/components/ui/tile";
import { count, type Delta, duration, orDash, rate, share } from "@/lib/core/format";
import { dollars } from "@/lib/core/money";
import type { Target } from "@/lib/core/targets";
import { Sparkline } from "./sparkline";

type FigureView = {
  readonly key: string;
  readonly label: string;
  readonly unit: "rate" | "ms" | "share" | "usd" | "count";
  readonly value: number | null;
  readonly exact: string | null;
  readonly note: string | null;
  readonly spark: readonly (number | null)[];
  readonly delta: Delta | null;
  readonly better: "lower" | "higher" | null;
  readonly target: Target | null;
  readonly href: string;
};

const WRITTEN: Record<FigureView["unit"], (n: number) => string> = {
  rate,
  ms: duration,
  share,
  usd: dollars,
  count,
};

type FigureTilesProps = {
  /** Undefined while they are read: as many skeletons as there will be tiles. */
  tiles: readonly FigureView[] | undefined;
  labels: readonly string[];
  /** Tiles in a row on a desk. */
  perRow: 4 | 5;
};

const ROWS = {
  4: "grid grid-cols-2 gap-3 md:gap-4 lg:grid-cols-4",
  5: "grid grid-cols-2 gap-3 md:grid-cols-3 md:gap-4 xl:grid-cols-5",
} as const;

export function FigureTiles({ tiles, labels, perRow }: FigureTilesProps) {
  return (
    <div className={ROWS[perRow]}>
      {tiles === undefined
        ? labels.map((label) => <Tile key={label} label={label} figure={undefined} />)
        : tiles.map((tile) => <FigureTile key={tile.key} tile={tile} />)}
    </div>
  );
}

function FigureTile({ tile }: { tile: FigureView }) {
  const { label, unit, value, exact, note, spark, delta, better, target, href } = tile;
  const hasSpark = spark.some((one) => one !== null);
  return (
    <Tile
      label={label}
      figure={orDash(value, WRITTEN[unit])}
      exact={exact ?? undefined}
      note={note ?? undefined}
      delta={delta ?? undefined}
      better={better}
      target={target ? { promise: target, value } : undefined}
      spark={hasSpark ? <Sparkline values={spark} label={`${label} over time`} /> : undefined}
      {...(href === "" ? {} : { href })}
    />
  );
}
