/** A line without axes: the shape of a figure's recent past. */
type SparklineProps = {
  /** What `sparkline(series)` of lib/core/series gives; null is a gap. */
  values: readonly (number | null)[];
  /** Read aloud; the tile's figure says the rest. */
  label: string;
  colour?: string;
};

const WIDTH = 100;
const HEIGHT = 28;
const INSET = 2;

export function Sparkline({ values, label, colour = "var(--accent-text)" }: SparklineProps) {
  const { line, area } = pathsOf(values);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="block h-full w-full"
    >
      <path d={area} fill={colour} fillOpacity={0.1} />
      <path
        d={line}
        fill="none"
        stroke={colour}
        strokeWidth={1.5}
        strokeLinejoin="round"
        strokeLinecap="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}

/** Gaps stay gaps: every run of measured values is a path of its own. */
function pathsOf(values: readonly (number | null)[]): { line: string; area: string } {
  const max = values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0) || 1;
  const x = (i: number) => ((i / Math.max(1, values.length - 1)) * WIDTH).toFixed(2);
  const y = (v: number) => (HEIGHT - INSET - (v / max) * (HEIGHT - 2 * INSET)).toFixed(2);
  const lines: string[] = [];
  const areas: string[] = [];
  for (const run of runsOf(values)) {
    const path = run.map(({ i, v }) => `${x(i)} ${y(v)}`).join("L");
    const [first, last] = [run[0]?.i ?? 0, run.at(-1)?.i ?? 0];
    lines.push(`M${path}${run.length === 1 ? "h0.01" : ""}`);
    areas.push(`M${x(first)} ${HEIGHT}L${path}L${x(last)} ${HEIGHT}Z`);
  }
  return { line: lines.join(""), area: areas.join("") };
}

type Placed = { readonly i: number; readonly v: number };

function runsOf(values: readonly (number | null)[]): Placed[][] {
  const runs: Placed[][] = [[]];
  values.forEach((value, i) => {
    if (value === null) runs.push([]);
    else runs.at(-1)?.push({ i, v: value });
  });
  return runs.filter((run) => run.length > 0);
}
