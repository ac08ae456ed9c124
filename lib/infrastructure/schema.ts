/** What the infrastructure page asks and is told. */
import { askSchema } from "@/lib/core/ask";
import type { DeploymentMarker } from "@/lib/errors/schema";
import type { ComponentCard } from "@/lib/health/component";
import type { Axis, Line } from "@/lib/overview/lines";
import type { Value } from "@/lib/overview/timeline";
import type { Limit, PanelSpec, Tone, Unit } from "./catalogue";

export const infrastructureAskSchema = askSchema;

export type MetricStanding = { readonly tone: Tone | "ok"; readonly words: string };

export type MetricPanel = {
  readonly id: string;
  readonly title: string;
  readonly question: string;
  readonly unit: Unit;
  readonly statistic: PanelSpec["statistic"];
  readonly worse: PanelSpec["worse"];
  readonly limits: readonly Limit[];
  readonly lines: readonly Line[];
  /** The last value of the line nearest to trouble. */
  readonly value: Value;
  readonly standing: MetricStanding | null;
  /** The metrics it is drawn from, as they were sent. */
  readonly names: readonly string[];
  readonly lastAt: string | null;
  readonly example: PanelSpec["example"];
};

export type MetricRow = {
  readonly key: string;
  readonly name: string;
  readonly labels: string;
  readonly unit: Unit;
  readonly last: number;
  readonly lastAt: string;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly n: number;
  readonly spark: readonly Value[];
};

export type InfrastructureView = {
  readonly axis: Axis;
  readonly panels: readonly MetricPanel[];
  readonly others: readonly MetricRow[];
  /** How many metrics there are beyond those in `others`. */
  readonly moreOthers: number;
  readonly components: readonly ComponentCard[];
  readonly deployments: readonly DeploymentMarker[];
};
