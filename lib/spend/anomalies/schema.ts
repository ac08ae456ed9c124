/** Days whose spend stood out: what is asked, what is told, and what people may say of them. */
import { z } from "zod";
import { projectField } from "@/lib/core/ask";

export const anomaliesAskSchema = z.object({ project: projectField });

const VERDICTS = ["expected", "real"] as const;
export type SpendVerdict = (typeof VERDICTS)[number];

export const verdictSchema = z.strictObject({
  project: projectField,
  date: z.iso.date(),
  verdict: z.enum(VERDICTS),
  note: z.string().trim().max(500).default(""),
});

export type ContributionView = {
  readonly dimension: "agent" | "provider" | "model" | "user";
  readonly label: string;
  readonly change: number;
  readonly share: number | null;
  /** Of the change: more calls, and dearer calls. */
  readonly traffic: number;
  readonly price: number;
};

export type AnomalyView = {
  readonly date: string;
  readonly observed: number;
  readonly expected: number;
  readonly ratio: number | null;
  /** How many times the expected it may be before it stands out. */
  readonly threshold: number | null;
  readonly impact: number;
  /** Which rule found it, in words. */
  readonly because: string;
  readonly contributions: readonly ContributionView[];
  /** What changed that day or the day before. */
  readonly changes: readonly { readonly at: string; readonly words: string }[];
  readonly verdict: {
    readonly verdict: SpendVerdict;
    readonly note: string;
    readonly byName: string;
    readonly at: string;
  } | null;
};

export type AnomaliesView = {
  readonly findings: readonly AnomalyView[];
  /** Whole days that were looked at. */
  readonly days: number;
  /** Null: too few days to compare with. */
  readonly limitToday: number | null;
  readonly today: number;
  /** Findings of less are none. */
  readonly floor: number;
};
