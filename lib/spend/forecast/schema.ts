/** What the page of forecasts asks and what it is told. */
import { z } from "zod";
import { projectField } from "@/lib/core/ask";
import type { PeriodKind } from "@/lib/cost/budget/calendar";
import type { Axis, Line } from "@/lib/overview/lines";
import { SPEND_DIMS, type SpendDim } from "@/lib/spend/dimension";

export const forecastAskSchema = z.object({ project: projectField });
export const forecastByAskSchema = z.object({
  project: projectField,
  by: z.enum(SPEND_DIMS).default("agent"),
});

export type EndView = {
  readonly kind: PeriodKind;
  readonly from: string;
  readonly to: string;
  readonly spentUsd: string;
  readonly spent: number;
  readonly expected: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Of the whole project, where one is set for this period. */
  readonly budget: number | null;
  readonly crossesOn: string | null;
  /** In one sentence. */
  readonly words: string;
};

type Band = { readonly axis: Axis; readonly lines: readonly Line[] };

export type ForecastView = {
  readonly timeZone: string;
  readonly ends: readonly EndView[];
  /** Whole days that are known, and how many a forecast needs. */
  readonly known: number;
  readonly needed: number;
  /** Null: not enough history. */
  readonly model: {
    readonly name: string;
    readonly why: string;
    readonly shift: string | null;
  } | null;
  /** Each day: spent, and expected from today on. */
  readonly chart: Band;
  readonly scores: readonly { readonly model: string; readonly toNaive: number | null }[];
  readonly record: {
    readonly trials: number;
    /** Error over that of repeating the last week. */
    readonly toNaive: number | null;
    readonly coverage: number | null;
    readonly width: number | null;
  } | null;
  /** What was said of each of the last thirty days on its morning. */
  readonly track: Band & { readonly days: number; readonly coverage: number | null };
  /** Last month: what was said on its first day, and what it came to. */
  readonly lastMonth: {
    readonly key: string;
    readonly said: number;
    readonly low: number | null;
    readonly high: number | null;
    readonly actual: number;
  } | null;
  readonly unpricedCalls: number;
};

export type ForecastRow = {
  readonly name: string;
  readonly label: string;
  readonly spent: number;
  readonly expected: number | null;
  readonly low: number | null;
  readonly high: number | null;
};
export type ForecastByView = {
  readonly by: SpendDim;
  /** Of this month. */
  readonly rows: readonly ForecastRow[];
};
