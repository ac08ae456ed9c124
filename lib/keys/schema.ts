/** What API keys are made of, as forms and doors see them. */
import { z } from "zod";
import { nameField, PRINTABLE, reasonField } from "@/lib/access/schema";
import { writtenRange } from "@/lib/core/addresses";
import { projectField } from "@/lib/core/ask";
import { SCOPES, type Scope } from "@/lib/core/roles";

const MAX_ADDRESSES = 100;
const MAX_OVERLAP_HOURS = 168;

const addressField = z
  .string()
  .max(100)
  .transform((text, refinement) => {
    const written = writtenRange(text);
    if ("range" in written) return written.range;
    refinement.addIssue({ code: "custom", message: written.problem });
    return z.NEVER;
  });
/** Addresses and CIDR ranges it may be used from; none means anywhere. */
const addressesField = z
  .array(addressField)
  .max(MAX_ADDRESSES)
  .transform((ranges) => [...new Set(ranges)]);
const rateField = z.int().min(1).max(10_000);
const keyField = z.uuid();

export const newKeySchema = z.strictObject({
  project: projectField,
  name: nameField,
  scopes: z.array(z.enum(SCOPES)).min(1, "choose at least one").max(SCOPES.length),
  environment: z.string().trim().min(1).max(64).regex(PRINTABLE).nullish(),
  /** Absent: the key does not expire. */
  expiresInDays: z.int().min(1).max(3_650).nullish(),
  requestsPerSecond: rateField.default(200),
  allowedAddresses: addressesField.default([]),
});

export const keyAskSchema = z.strictObject({ project: projectField, id: keyField });

export const keyRevocationSchema = keyAskSchema.extend({ reason: reasonField });

export const keyRotationSchema = keyAskSchema.extend({
  /** How long the old key works beside the new one. */
  overlapHours: z.int().min(0).max(MAX_OVERLAP_HOURS).default(24),
  reason: reasonField,
});

export const keyChangeSchema = keyAskSchema.extend({
  name: nameField.optional(),
  allowedAddresses: addressesField.optional(),
  requestsPerSecond: rateField.optional(),
  /** What was read before: who would overwrite somebody else's change is told. */
  was: z.strictObject({
    name: z.string(),
    allowedAddresses: z.array(z.string()),
    requestsPerSecond: z.int(),
  }),
  reason: reasonField,
});

const TRAFFIC_RANGES = ["24h", "7d", "30d"] as const;
export type TrafficRange = (typeof TRAFFIC_RANGES)[number];
export const keyTrafficSchema = keyAskSchema.extend({
  range: z.enum(TRAFFIC_RANGES).default("24h"),
});

/** Enough of a key to tell it from others. */
export type KeyName = { readonly id: string; readonly name: string; readonly prefix: string };

/** What a key looks like after it was made: everything but the secret. */
export type KeyView = KeyName & {
  readonly scopes: readonly Scope[];
  readonly environment: string | null;
  readonly requestsPerSecond: number;
  readonly allowedAddresses: readonly string[];
  readonly createdAt: string;
  readonly createdBy: string | null;
  readonly lastUsedAt: string | null;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
  /** The key that took its place; it ends at `expiresAt`. */
  readonly replacedBy: KeyName | null;
  /** The key whose place it took. */
  readonly replaces: KeyName | null;
};

/** The only time the secret is told. */
export type NewKey = { readonly id: string; readonly prefix: string; readonly secret: string };
/** The new key, and when the one it replaces ends. */
export type Rotation = NewKey & { readonly oldEndsAt: string };

export type TrafficLine = {
  readonly key: string;
  readonly label: string;
  /** Null before the key was made. */
  readonly values: readonly (number | null)[];
};
export type KeyTraffic = {
  readonly axis: { readonly from: string; readonly stepMs: number; readonly count: number };
  readonly requests: readonly TrafficLine[];
  readonly errors: readonly TrafficLine[];
  readonly totals: { readonly requests: number; readonly refused: number; readonly failed: number };
};
