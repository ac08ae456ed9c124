/** What would be set up differently, and what that would come to. */
import { z } from "zod";
import { projectField } from "@/lib/core/ask";
import type { Estimate } from "@/lib/cost/what-if/estimate";

const modelField = z.strictObject({
  provider: z.string().max(64),
  model: z.string().min(1).max(200),
});
type ModelName = z.output<typeof modelField>;

export const leversSchema = z.strictObject({
  hitRate: z.number().min(0).max(1).optional(),
  growth: z.number().min(0).max(100).optional(),
  maxOutputTokens: z.int().min(1).max(1_000_000).optional(),
  /** Of requests, by agent type; they add up to 1. */
  shares: z.record(z.string().max(64), z.number().min(0).max(1)).optional(),
  models: z
    .array(z.strictObject({ from: modelField, to: modelField }))
    .max(8)
    .optional(),
});
export type LeverInput = z.output<typeof leversSchema>;

export const whatIfAskSchema = z.strictObject({ project: projectField, levers: leversSchema });

export const scenarioSchema = z.strictObject({
  project: projectField,
  name: z.string().trim().min(1, "must not be empty").max(120, "takes at most 120 characters"),
  levers: leversSchema,
});
export const scenarioIdSchema = z.strictObject({ project: projectField, id: z.uuid() });
export const scenariosAskSchema = z.object({ project: projectField });

export type WhatIfView = {
  /** Null: nothing was measured in the last two weeks. */
  readonly estimate: Estimate | null;
  /** What it is now, to begin from. */
  readonly hitRate: number | null;
  readonly types: readonly { readonly name: string; readonly share: number }[];
  readonly models: readonly ModelName[];
  readonly days: number;
  /** Why the rest of the month is not from the forecast; null: it is. */
  readonly restNote: string | null;
};

export type ScenarioView = {
  readonly id: string;
  readonly name: string;
  readonly byName: string;
  readonly at: string;
  readonly levers: LeverInput;
  readonly result: Estimate;
};
