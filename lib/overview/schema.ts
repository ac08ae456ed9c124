/** What the overview asks and what it is told: one answer for the whole page. */
import { askSchema } from "@/lib/core/ask";
import type { Delta } from "@/lib/core/format";
import type { Target } from "@/lib/core/targets";
import type { GroupRow } from "./agents";
import type { ErrorGroup, Fire } from "./fires";
import type { Axis, Chart, Line } from "./lines";
import type { Value } from "./timeline";

export const overviewAskSchema = askSchema;

export type TileUnit = "rate" | "ms" | "share" | "usd" | "count";

export type TileView = {
  readonly key: string;
  readonly label: string;
  readonly unit: TileUnit;
  readonly value: Value;
  /** The exact figure in words, with what it leaves out. */
  readonly exact: string | null;
  /** Beside the figure: "12 calls unpriced". */
  readonly note: string | null;
  readonly spark: readonly Value[];
  readonly delta: Delta | null;
  readonly better: "lower" | "higher" | null;
  readonly target: Target | null;
  /** The page where the figure is explained. */
  readonly href: string;
};

export type DeploymentView = {
  readonly id: string;
  readonly at: string;
  readonly environment: string;
  readonly agent: string;
  readonly version: string;
  readonly previousVersion: string | null;
  readonly status: string;
  readonly author: string | null;
  readonly description: string | null;
  /** Its own page, where it has one: of a rollout. */
  readonly href?: string | undefined;
};

export type OverviewView = {
  /** False until the project's first event: the page then teaches instead of showing blanks. */
  readonly hasEvents: boolean;
  readonly axis: Axis;
  readonly fires: readonly Fire[];
  readonly tiles: readonly TileView[];
  readonly charts: {
    /** Requests a minute. */
    readonly requests: Chart;
    readonly latency: Chart;
    readonly errors: Chart;
    /** Dollars an hour. */
    readonly cost: Chart;
  };
  /** What the charts draw, as the project set them. */
  readonly targets: { readonly latencyP95: Target; readonly errorRate: Target };
  /** Requests a minute by agent. */
  readonly mix: readonly Line[];
  /** The money of the whole time range; null when no call had a price. */
  readonly spent: string | null;
  readonly unpricedNote: string | null;
  readonly agents: readonly GroupRow[];
  readonly deployments: readonly DeploymentView[];
  /** Those inside the time range, for the charts. */
  readonly markers: readonly DeploymentView[];
  readonly errors: readonly ErrorGroup[];
};
