/** What the page of spend asks and what it is told. Money is a decimal text, exact to the last digit, beside a number to draw. */
import { z } from "zod";
import { askWith } from "@/lib/core/ask";
import type { Target } from "@/lib/core/targets";
import type { Axis, Line } from "@/lib/overview/lines";
import type { DeploymentView, TileView } from "@/lib/overview/schema";
import { SPEND_DIMS } from "./dimension";

const by = z.enum(SPEND_DIMS).default("agent");

export const spendAskSchema = askWith({ by });

/** `name` is a member of `by`, '' for those that named none; `at` is a bucket of the chart. */
export const callsAskSchema = askWith({
  by,
  name: z.string().trim().max(200).optional(),
  at: z.coerce.date().optional(),
  order: z.enum(["newest", "dearest"]).default("dearest"),
});

export const failuresAskSchema = askWith({});

export const spendExportSchema = askWith({ by, format: z.enum(["csv", "json"]).default("csv") });
export type SpendFormat = z.output<typeof spendExportSchema>["format"];

export type SpendRow = {
  readonly name: string;
  readonly label: string;
  /** Null: none of its calls has a price. */
  readonly cost: number | null;
  readonly costUsd: string | null;
  /** Of all that was spent. */
  readonly share: number | null;
  /** In as much of the period before. */
  readonly before: number | null;
  readonly change: number | null;
  /** Of what it was. */
  readonly changeShare: number | null;
  readonly requests: number;
  readonly calls: number;
  readonly unpricedCalls: number;
  readonly costPerRequest: number | null;
};

export type TokenRow = {
  readonly key: string;
  readonly label: string;
  readonly tokens: number;
  readonly share: number | null;
};

export type SpendView = {
  readonly hasEvents: boolean;
  readonly axis: Axis;
  readonly tiles: readonly TileView[];
  /** Dollars in each bucket. */
  readonly over: readonly Line[];
  readonly rows: readonly SpendRow[];
  /** The largest changes, either way. */
  readonly movers: readonly SpendRow[];
  readonly tokens: { readonly lines: readonly Line[]; readonly rows: readonly TokenRow[] };
  readonly spentUsd: string | null;
  readonly unpricedNote: string | null;
  /** Models of calls without a price, most calls first. */
  readonly unpriced: readonly {
    readonly provider: string;
    readonly model: string;
    readonly calls: number;
    readonly tokens: number;
  }[];
  readonly target: Target;
  readonly markers: readonly DeploymentView[];
};

export type CallRow = {
  readonly id: string;
  readonly at: string;
  readonly agent: string;
  readonly provider: string;
  readonly model: string;
  readonly environment: string;
  readonly user: string;
  readonly status: string;
  readonly isError: boolean;
  readonly inputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly outputTokens: number;
  readonly durationMs: number | null;
  /** Null: unpriced. */
  readonly cost: number | null;
  readonly costUsd: string | null;
  readonly traceId: string | null;
};

export type CallsView = {
  readonly calls: readonly CallRow[];
  /** There are more than are shown. */
  readonly hasMore: boolean;
  /** What was looked through begins here. */
  readonly from: string;
  /** Why it does not begin where the time range does. */
  readonly limit: string | null;
};

export type FailuresView = {
  /** Calls that failed and were charged all the same, over the whole range. */
  readonly failedUsd: string;
  readonly failed: number;
  readonly failedCalls: number;
  /** Calls of a model that had already failed within the same trace. */
  readonly retriesUsd: string;
  readonly retries: number;
  readonly retriedCalls: number;
  /** Of what was spent in the same time. */
  readonly failedShare: number | null;
  readonly retriesShare: number | null;
  readonly from: string;
  readonly limit: string | null;
};
