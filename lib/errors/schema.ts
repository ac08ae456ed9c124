/** What the error pages ask and are told. */
import { z } from "zod";
import { askWith, projectField } from "@/lib/core/ask";
import type { Delta } from "@/lib/core/format";
import type { Target } from "@/lib/core/targets";
import type { Axis, Chart, Line } from "@/lib/overview/lines";
import type { Value } from "@/lib/overview/timeline";

export const ERROR_STATES = ["open", "regressed", "resolved"] as const;
export type ErrorState = (typeof ERROR_STATES)[number];

const fingerprintField = z.string().min(1).max(200);

export const errorsAskSchema = askWith({
  state: z.enum(ERROR_STATES).optional(),
  agent: z.string().min(1).max(120).optional(),
  search: z.string().max(200).optional(),
});
export type ErrorsAsk = {
  readonly state?: ErrorState;
  readonly agent?: string;
  readonly search?: string;
};

export const errorAskSchema = askWith({ fingerprint: fingerprintField });

/** A person says why, so that the next one to see it knows. */
export const errorActSchema = z.strictObject({
  project: projectField,
  fingerprint: fingerprintField,
  reason: z.string().trim().max(500).optional(),
});

/** A deployment on the time axis. */
export type DeploymentMarker = {
  readonly id: string;
  readonly at: string;
  readonly label: string;
  readonly detail?: string;
};

/** A tile: the figure, how it moved, and its recent shape. */
export type Figure = {
  readonly now: number | null;
  readonly delta: Delta;
  readonly spark: readonly Value[];
};

export type ErrorsView = {
  readonly axis: Axis;
  /** Errors against requests. */
  readonly rate: Figure;
  readonly errors: Figure;
  /** Failed LLM calls against LLM calls. */
  readonly providerRate: Figure;
  readonly requests: number;
  readonly byAgent: Chart;
  readonly providers: readonly ProviderRow[];
  readonly providerLines: readonly Line[];
  readonly codes: readonly CodeRow[];
  readonly codeLines: readonly Line[];
  /** The most frequent of what the filters leave. */
  readonly groups: readonly GroupRow[];
  readonly groupCount: number;
  readonly states: Readonly<Record<ErrorState, number>>;
  readonly newGroups: number;
  readonly agents: readonly string[];
  readonly target: Target;
  readonly deployments: readonly DeploymentMarker[];
};

export type ProviderRow = {
  readonly provider: string;
  readonly calls: number;
  readonly failures: number;
  readonly rate: number | null;
  /** By the provider's own error type, most frequent first. */
  readonly types: readonly { readonly type: string; readonly n: number }[];
};

export type CodeRow = { readonly code: string; readonly n: number; readonly share: number };

export type GroupRow = {
  readonly fingerprint: string;
  readonly title: string;
  readonly type: string;
  readonly agent: string;
  readonly provider: string;
  readonly state: ErrorState;
  readonly firstAt: string;
  readonly lastAt: string;
  /** In the time range. */
  readonly n: number;
  /** Since the first sighting. */
  readonly total: number;
  readonly users: number;
  readonly isNew: boolean;
  readonly spark: readonly Value[];
};

export type ErrorView = {
  readonly axis: Axis;
  readonly group: Omit<GroupRow, "spark" | "isNew">;
  /** Newest first. */
  readonly samples: readonly Sample[];
  readonly sightings: Chart;
  readonly agents: readonly { readonly agent: string; readonly n: number }[];
  readonly versions: readonly VersionRow[];
  readonly users: readonly { readonly userId: string; readonly lastAt: string }[];
  readonly deployedBefore: readonly DeploymentRow[];
  readonly deployments: readonly DeploymentMarker[];
  readonly history: readonly HistoryEntry[];
};

export type VersionRow = {
  readonly agent: string;
  readonly version: string;
  readonly environment: string;
  readonly n: number;
};

export type DeploymentRow = {
  readonly id: string;
  readonly at: string;
  readonly agent: string;
  readonly version: string;
  readonly author: string | null;
  readonly description: string | null;
  readonly url: string | null;
  /** From the deployment to the first sighting. */
  readonly leadMs: number;
};

export type HistoryEntry = {
  readonly at: string;
  readonly what: "first-seen" | "resolved" | "reopened" | "regressed" | "last-seen";
  readonly by: string | null;
  readonly reason: string | null;
};

/** One whole failure: the newest, so that it can still be found in the sender's own logs. */
export type Sample = {
  readonly at: string | null;
  readonly message: string | null;
  readonly traceId: string | null;
  readonly eventId: string | null;
  /** Everything else that was said, as names and texts. */
  readonly context: readonly { readonly name: string; readonly value: string }[];
};

export type ErrorStateAnswer = { readonly fingerprint: string; readonly state: ErrorState };
