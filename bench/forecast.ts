/** How good forecasts and their intervals are on recorded series, replayed with nothing but what was known then. */
import { trialsOf } from "@/lib/cost/forecast/backtest";
import { recordOf, type TrackRecord } from "@/lib/cost/forecast/forecast";
import type { Column } from "@/lib/cost/history/csv";
import { historyOf, SEASON, stepOf } from "@/lib/cost/history/history";
import { rounded } from "./numbers";
import { recorded, recordedFiles } from "./recorded";

const MUST_MASE = 1;
const MUST_COVER = [0.7, 0.9] as const;
const HORIZONS = [7, 14];
const YEAR = 12;
/** Long series are cut into stretches of half a year, each a project of its own: the choice sees no more than it. */
const STRETCH = 182;

type Piece = {
  readonly set: string;
  readonly values: readonly (number | null)[];
  readonly season: number;
};

export async function benchForecast({ quick }: { quick: boolean }) {
  const pieces = piecesOf(quick);
  const rows = [...new Set(pieces.map(({ set }) => set))].flatMap((set) => {
    const same = pieces.filter((piece) => piece.set === set);
    const horizons = same[0]?.season === YEAR ? [YEAR] : HORIZONS;
    return horizons.map((horizon) => rowOf(set, horizon, same));
  });
  const mase = meanOf(rows.map((row) => row.toNaive));
  const coverage = meanOf(rows.map((row) => row.coverage));
  return {
    name: "forecast",
    rows,
    maseToSeasonalNaive: mase,
    coverage,
    totalCoverage: meanOf(rows.map((row) => row.totalCoverage)),
    mustMase: MUST_MASE,
    mustCoverage: MUST_COVER,
    passed:
      mase !== null &&
      coverage !== null &&
      mase <= MUST_MASE &&
      coverage >= MUST_COVER[0] &&
      coverage <= MUST_COVER[1],
    note: "each forecast chooses its model and its 80 % interval from the trials before it; mase has the in-sample error of repeating the last season as its unit, toNaive that of repeating it on the same days; widths are shares of the level, that of totals per step",
  };
}

function piecesOf(quick: boolean): Piece[] {
  const files = [...recordedFiles("nab/data/realAdExchange"), ...recordedFiles("prophet-series")];
  const pieces = files.flatMap((file) => recorded(file).flatMap((column) => pieceOf(file, column)));
  return quick ? pieces.filter(({ set }, i) => pieces[i - 1]?.set !== set) : pieces;
}

function pieceOf(file: string, { readings }: Column): Piece[] {
  const isLog = file.includes("wp_log");
  const isPrice = file.includes("realAdExchange");
  const step = stepOf(readings) === "month" ? "month" : "day";
  const real = isLog ? readings.map((one) => ({ ...one, value: Math.exp(one.value) })) : readings;
  const { values } = historyOf(real, step, isPrice ? "mean" : "sum");
  const set = file.replace(/^.*\/(?:example_)?|\.csv$/g, "").replace(/exchange-\d/, "exchange");
  if (values.length < 2 * STRETCH || step === "month")
    return [{ set, values, season: SEASON[step] }];
  const count = Math.floor(values.length / STRETCH);
  return Array.from({ length: count }, (_, i) => ({
    set,
    values: values.slice(i * STRETCH, (i + 1) * STRETCH),
    season: SEASON[step],
  }));
}

function rowOf(set: string, horizon: number, pieces: readonly Piece[]) {
  const records = pieces.map(({ values, season }) =>
    recordOf(trialsOf(values, horizon, season), horizon),
  );
  const mean = (pick: (one: TrackRecord) => number | null) => meanOf(records.map(pick));
  return {
    series: set,
    count: pieces.length,
    horizon,
    forecasts: records.reduce((sum, { trials }) => sum + trials, 0),
    mase: mean((one) => one.mase),
    toNaive: mean((one) => one.toNaive),
    coverage: mean((one) => one.coverage),
    width: mean((one) => one.width),
    totalCoverage: mean((one) => one.totalCoverage),
    totalWidth: mean((one) => one.totalWidth),
  };
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return null;
  return rounded(known.reduce((sum, value) => sum + value, 0) / known.length);
}
