/** What a recovery drill leaves behind, and what is told about the last ones. */
import { z } from "zod";

const LONGEST_NAME = 200;
const LONGEST_DETAIL = 1_000;
const measure = z.number().nonnegative().nullable();
const amount = z.number().int().nonnegative().nullable();

export const recoveryDrillSchema = z.strictObject({
  isOk: z.boolean(),
  /** The name of the backup that was given; null for one that was taken for it. */
  file: z.string().min(1).max(LONGEST_NAME).nullable(),
  backupMs: measure,
  restoreMs: measure,
  lostMs: measure,
  rows: amount,
  bytes: amount,
  detail: z.string().transform((text) => text.slice(0, LONGEST_DETAIL)),
});
export type RecoveryDrill = z.output<typeof recoveryDrillSchema>;

export type RecoveryDrillView = RecoveryDrill & {
  readonly id: string;
  readonly at: string;
  readonly by: string;
  readonly verdict: DrillVerdict;
};

export type DrillVerdict = {
  readonly isMet: boolean;
  readonly words: string;
};

export type RecoveryView = {
  /** Newest first. */
  readonly drills: readonly RecoveryDrillView[];
  readonly standing: Standing;
  readonly targets: { readonly restoreMs: number; readonly lostMs: number };
};

/** What an operator should make of the last drill, or of there being none. */
export type Standing = {
  readonly state: "ok" | "warning" | "critical";
  readonly words: string;
  readonly remedy: string | null;
};
