/** What a budget is, as its form and its page see it. */
import { z } from "zod";
import { projectField } from "@/lib/core/ask";
import { picosOf } from "@/lib/core/money";
import { PRESET_THRESHOLDS } from "@/lib/cost/budget/budget";
import { PERIODS } from "@/lib/cost/budget/calendar";
import type { Axis, Line } from "@/lib/overview/lines";

export const SCOPES = [
  "project",
  "agent",
  "agentType",
  "provider",
  "model",
  "environment",
  "user",
] as const;
export type Scope = (typeof SCOPES)[number];

/** Money is kept in 64 bits: beyond this there is no budget. */
const MOST_DOLLARS = 1_000_000;

const amountField = z
  .string()
  .trim()
  .regex(/^\d{1,7}(\.\d{1,12})?$/, "is an amount of dollars such as 250 or 12.50")
  .refine((text) => picosOf(text) > 0n, "must be more than 0")
  .refine((text) => picosOf(text) <= picosOf(MOST_DOLLARS), "is at most 1,000,000 dollars");

const thresholdsField = z
  .array(z.int("is whole percents").min(1, "is at least 1 %").max(1_000, "is at most 1,000 %"))
  .min(1, "takes at least one threshold")
  .max(6, "takes at most 6 thresholds")
  .refine(
    (all) => all.every((one, i) => one > (all[i - 1] ?? 0)),
    "must rise, each above the one before",
  );

const budgetFields = {
  amountUsd: amountField.describe("US dollars, as a decimal."),
  thresholds: thresholdsField.optional().describe("Percent of the amount; by period if left out."),
  channels: z.array(z.uuid()).max(16, "takes at most 16 channels").default([]),
  warnsAhead: z.boolean().default(true),
  isEnabled: z.boolean().default(true),
};

export const budgetSchema = z
  .strictObject({
    project: projectField,
    scope: z.enum(SCOPES),
    name: z.string().trim().max(200).default(""),
    period: z.enum(PERIODS),
    ...budgetFields,
  })
  .refine(({ scope, name }) => (scope === "project") === (name === ""), {
    path: ["name"],
    message: "says which one; of the whole project there is only one, and it stays empty",
  });

/** What it is about stays: another scope or period is another budget. */
export const budgetChangeSchema = z.strictObject({
  project: projectField,
  id: z.uuid(),
  revision: z.int().min(0),
  amountUsd: amountField.optional(),
  thresholds: thresholdsField.optional(),
  channels: z.array(z.uuid()).max(16, "takes at most 16 channels").optional(),
  warnsAhead: z.boolean().optional(),
  isEnabled: z.boolean().optional(),
});

export const budgetIdSchema = z.strictObject({ project: projectField, id: z.uuid() });

export const budgetsAskSchema = z.object({ project: projectField });

export type BudgetDraft = Omit<z.input<typeof budgetSchema>, "project">;
export type BudgetChange = Omit<z.input<typeof budgetChangeSchema>, "project" | "id">;
export type PeriodName = z.output<typeof budgetSchema>["period"];

export const presetThresholds = (period: PeriodName): readonly number[] =>
  PRESET_THRESHOLDS[period];

/** A period that is over, or the present one. */
export type PeriodRow = {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly spentUsd: string;
  readonly spent: number;
  /** Of the amount as it is now. */
  readonly used: number;
  readonly isOver: boolean;
  /** The local date on which the amount was passed. */
  readonly crossedOn: string | null;
  readonly isPresent: boolean;
};

export type Told = {
  /** 0: the forecast. */
  readonly threshold: number;
  readonly at: string;
  readonly spentUsd: string;
  readonly channels: number;
  readonly outlook: string | null;
  readonly periodKey: string;
};

export type BudgetView = {
  readonly id: string;
  readonly scope: Scope;
  readonly name: string;
  /** "support, each month". */
  readonly label: string;
  readonly period: PeriodName;
  readonly amountUsd: string;
  readonly amount: number;
  readonly thresholds: readonly number[];
  readonly channels: readonly string[];
  readonly warnsAhead: boolean;
  readonly isEnabled: boolean;
  readonly revision: number;
  readonly spentUsd: string;
  readonly spent: number;
  readonly leftUsd: string;
  readonly used: number;
  /** Of the period. */
  readonly passed: number;
  /** Against an even spend; null at the very start. */
  readonly burn: number | null;
  readonly crossed: readonly number[];
  readonly resetsAt: string;
  readonly standing: "within" | "ahead" | "near" | "over" | "off";
  /** Dollars at the end of the period; null: not enough history. */
  readonly end: {
    readonly expected: number;
    readonly low: number | null;
    readonly high: number | null;
  } | null;
  readonly crossesOn: string | null;
  /** How it stands, in one sentence. */
  readonly words: string;
  /** Adding up within the period: spent, and what is expected of the rest. */
  readonly chart: { readonly axis: Axis; readonly lines: readonly Line[] };
  /** The present one first. */
  readonly periods: readonly PeriodRow[];
  readonly told: readonly Told[];
  readonly unpricedCalls: number;
};

export type Ledger = {
  readonly hours: number;
  readonly off: number;
  /** Rollup less raw. */
  readonly differenceUsd: string;
  readonly checkedAt: string | null;
};

export type BudgetsView = {
  readonly timeZone: string;
  readonly now: string;
  readonly budgets: readonly BudgetView[];
  readonly ledger: Ledger;
  /** Names that have spent something lately, to choose a scope from. */
  readonly names: Readonly<Partial<Record<Scope, readonly string[]>>>;
};
