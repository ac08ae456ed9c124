/** What the agents pages ask and what they are told. */
import { z } from "zod";
import { askSchema, askWith } from "@/lib/core/ask";
import type { Target } from "@/lib/core/targets";
import type { GroupRow } from "@/lib/overview/agents";
import type { Axis, Chart, Line, Percentiles } from "@/lib/overview/lines";
import type { DeploymentView, TileView } from "@/lib/overview/schema";
import type { Verdict } from "./compare";
import type { HeatView } from "./heat";

export const agentsAskSchema = askSchema;
export const agentAskSchema = askWith({ agent: z.string().min(1).max(120) });

export type AgentsView = {
  readonly hasEvents: boolean;
  readonly axis: Axis;
  readonly agents: readonly GroupRow[];
  readonly types: readonly GroupRow[];
  /** Requests a minute by agent. */
  readonly requests: readonly Line[];
  /** p95 of the busiest agents. */
  readonly latency: Chart;
  readonly target: Target;
  readonly unpricedNote: string | null;
  readonly markers: readonly DeploymentView[];
};

export type ModelRow = {
  readonly provider: string;
  readonly model: string;
  readonly calls: number;
  readonly callErrors: number;
  readonly callErrorRate: number | null;
  readonly inputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly outputTokens: number;
  readonly cost: number | null;
  readonly unpriced: number;
  /** Of this model's calls by every agent: distributions are kept by model alone. */
  readonly p50: number | null;
  readonly p95: number | null;
};

/** A version or a variant beside its siblings. */
export type ArmRow = Percentiles & {
  readonly name: string;
  readonly requests: number;
  readonly share: number | null;
  readonly errorRate: number | null;
  readonly degradedRate: number | null;
  readonly hitRate: number | null;
  /** Null when its calls did not say which arm they served. */
  readonly costPerRequest: number | null;
  /** Null for the arm the others are held against. */
  readonly verdict: Verdict | null;
};

export type StepRow = Percentiles & {
  readonly name: string;
  readonly n: number;
  readonly target: Target | null;
};

export type AgentView = {
  readonly agent: string;
  /** `never`: nobody by that name has reported to this project. */
  readonly seen: "now" | "earlier" | "never";
  readonly type: string | null;
  readonly axis: Axis;
  readonly tiles: readonly TileView[];
  readonly requests: Chart;
  readonly latency: Chart;
  readonly heat: HeatView;
  readonly errors: Chart;
  /** Dollars an hour. */
  readonly cost: Chart;
  /** Tokens a minute by class. */
  readonly tokens: readonly Line[];
  readonly models: readonly ModelRow[];
  readonly versions: readonly ArmRow[];
  readonly variants: readonly ArmRow[];
  readonly steps: readonly StepRow[];
  /** p95 of each step. */
  readonly stepLatency: Chart;
  readonly targets: {
    readonly latencyP95: Target;
    readonly errorRate: Target;
    readonly retrievalP95: Target;
  };
  readonly unpricedNote: string | null;
  readonly markers: readonly DeploymentView[];
};
