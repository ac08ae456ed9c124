/** What is asked and told about a project's alert rules: lists, single rules, backtests, imports and tests. */
import { z } from "zod";
import { PRINTABLE } from "@/lib/access/schema";
import type { Amount } from "@/lib/alerts/amount";
import type { Backtest, History } from "@/lib/alerts/backtest";
import { type Rule, ruleSchema, type Severity } from "@/lib/alerts/schema";
import { projectField } from "@/lib/core/ask";
import type { Standing } from "./standing";

/** Longer than the five-minute rollups reach, an hour's rollups answer. */
const MAX_BACKTEST_DAYS = 30;
const MAX_FILE_CHARACTERS = 1_000_000;
const MAX_CHOSEN = 1_000;

const whyField = z.string().trim().min(1, "say why").max(500).regex(PRINTABLE);
const revisionField = z
  .int()
  .min(0)
  .describe("The revision that was read before editing: an older one is refused.");

export const ruleIdSchema = z.strictObject({ project: projectField, id: z.uuid() });

export const newRuleSchema = z.strictObject({ project: projectField, rule: ruleSchema });

export const ruleChangeSchema = z.strictObject({
  project: projectField,
  id: z.uuid(),
  revision: revisionField,
  rule: ruleSchema,
});

export const ruleSwitchSchema = z.strictObject({
  project: projectField,
  id: z.uuid(),
  isEnabled: z.boolean(),
});

export const ruleRemovalSchema = z.strictObject({
  project: projectField,
  id: z.uuid(),
  reason: whyField,
});

export const backtestSchema = z.strictObject({
  project: projectField,
  rule: ruleSchema,
  days: z.int().min(1).max(MAX_BACKTEST_DAYS).default(MAX_BACKTEST_DAYS),
  give: z
    .enum(["result", "history"])
    .default("result")
    .describe("`history`: what the rule would have read, to be replayed by whoever asked."),
});

const fileField = z
  .string()
  .min(1, "is empty: paste a Prometheus rule file")
  .max(MAX_FILE_CHARACTERS, "takes at most a million characters");

export const previewSchema = z.strictObject({ project: projectField, text: fileField });

export const importSchema = z.strictObject({
  project: projectField,
  text: fileField,
  chosen: z
    .array(z.int().min(0))
    .min(1, "choose at least one rule")
    .max(MAX_CHOSEN)
    .describe("Places in the preview, counted from 0."),
});

/** A rule in the list: what it is and how it stands. */
export type RuleRow = {
  readonly id: string;
  readonly name: string;
  readonly severity: Severity;
  readonly isEnabled: boolean;
  readonly isPreset: boolean;
  /** The condition in words. */
  readonly says: string;
  /** The last value, written with its unit; null where there was none. */
  readonly figure: string | null;
  readonly value: Amount | null;
  /** How many requests, calls or samples it rests on. */
  readonly sampleSize: number | null;
  readonly standing: Standing;
  readonly evaluatedAt: string | null;
  readonly nextAt: string | null;
  /** How long the last evaluation took. */
  readonly durationMs: number | null;
  /** It pages somebody and tells them no procedure. */
  readonly lacksRunbook: boolean;
  readonly updatedAt: string;
};

export type RuleView = RuleRow & {
  readonly rule: Rule;
  /** Grows with each change; a change brings the one it was made from. */
  readonly revision: number;
};

export type RuleMade = { readonly id: string; readonly name: string; readonly revision: number };

export type HistoryView = {
  readonly history: History;
  /** Label sets that are left out because the whole would be too much to send: the quietest. */
  readonly omitted: number;
  /** Whose night it is. */
  readonly zone: string;
};
export type BacktestView =
  | ({ readonly kind: "history" } & HistoryView)
  | ({ readonly kind: "result"; readonly omitted: number; readonly zone: string } & Backtest);

/** One rule of a file that somebody wants to bring. */
export type PreviewRow = {
  readonly index: number;
  readonly group: string;
  readonly name: string;
  readonly expr: string;
  /** The condition in words; null where it cannot be translated. */
  readonly says: string | null;
  readonly severity: Severity | null;
  readonly notes: readonly string[];
  /** Why it cannot be brought; null where it can. */
  readonly reason: string | null;
};
