/** What the data page asks and is told: what is stored, what was refused, and whether the sums agree. */
import { z } from "zod";
import { projectField } from "@/lib/core/ask";

export const dataAskSchema = z.object({ project: projectField });

export const quarantineAskSchema = z.object({
  project: projectField,
  code: z.string().min(1).max(64).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});

export const quarantinedAskSchema = z.object({ project: projectField, id: z.uuid() });

/** One turn of a replay: what one delivery to ingestion may hold. */
export const quarantineLimits = { rows: 1_000, bytes: 6 * 1024 * 1024 } as const;

/** Named rows, or every row of one reason, or all. */
export const quarantineChoiceSchema = z.strictObject({
  project: projectField,
  ids: z.array(z.uuid()).min(1).max(quarantineLimits.rows).optional(),
  code: z.string().min(1).max(64).optional(),
});

const LONGEST_BODY = 100_000;

/** `body` takes the place of what one row was sent as. */
export const replaySchema = quarantineChoiceSchema
  .extend({ body: z.string().min(1).max(LONGEST_BODY).optional() })
  .refine(({ body, ids }) => body === undefined || ids?.length === 1, {
    path: ["body"],
    message: "goes with exactly one id",
  });

export type StoredFamily = {
  readonly family: string;
  readonly label: string;
  readonly says: string;
  readonly bytes: number;
};

export type KeptTier = {
  readonly tier: string;
  readonly label: string;
  readonly says: string;
  /** Null: for ever. */
  readonly keptMs: number | null;
  readonly bytes: number;
};

export type StorageView = {
  readonly totalBytes: number;
  readonly families: readonly StoredFamily[];
  readonly tiers: readonly KeptTier[];
  /** ISO instant of the first event ever stored for the project. */
  readonly firstEventAt: string | null;
  readonly events: number;
};

export type ReconciledHour = {
  readonly hour: string;
  readonly checkedAt: string;
  readonly rawRequests: number;
  readonly rollupRequests: number;
  readonly rawCalls: number;
  readonly rollupCalls: number;
  /** Exact, in pico-dollars. */
  readonly rawCostPicos: string;
  readonly rollupCostPicos: string;
  readonly agrees: boolean;
};
export type ReconciliationView = {
  readonly hours: readonly ReconciledHour[];
  readonly differing: number;
};

export type QuarantinedRow = {
  readonly id: string;
  readonly at: string;
  readonly eventId: string | null;
  readonly keyName: string | null;
  readonly code: string;
  readonly field: string | null;
  readonly message: string;
};
export type QuarantinedDetail = QuarantinedRow & { readonly body: string };

export type QuarantineView = {
  readonly rows: readonly QuarantinedRow[];
  readonly total: number;
  readonly reasons: readonly { readonly code: string; readonly n: number }[];
};

/** What became of replayed events: those still refused stay, with their reasons as of now. */
export type ReplayOutcome = {
  readonly accepted: number;
  readonly duplicates: number;
  readonly refused: number;
  /** Not looked at in this turn: replay again. */
  readonly left: number;
};
