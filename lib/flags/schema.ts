/** What a flag is: the contract of the API, of files and of the editor. */
import { z } from "zod";
import { reasonField } from "@/lib/access/schema";
import { projectField } from "@/lib/core/ask";
import { DAY, MINUTE } from "@/lib/core/time";
import { attributeConditionSchema, conditionSchema } from "./condition";
import { flagIssues } from "./flag-issues";

const KINDS = ["boolean", "string", "number", "object"] as const;

/** What is kept together: all of a user's requests, of a session's, or of a conversation's. */
const UNITS = ["user", "session", "conversation"] as const;
export type Unit = (typeof UNITS)[number];

const MAX_VARIANTS = 50;
const MOST_PIN_DAYS = 30;
const MAX_VALUE_BYTES = 32 * 1_024;

export const flagKeyField = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._-]{0,99}$/,
    "is up to 100 lower-case letters, digits, dots, dashes and underscores, a letter or digit first",
  );
export const environmentField = z.string().trim().min(1, "must not be empty").max(64);
const variantField = z
  .string()
  .regex(/^[a-zA-Z0-9][\w.-]{0,63}$/, "is up to 64 letters, digits, dots, dashes and underscores");
const text = (max: number) => z.string().max(max, `takes at most ${max} characters`);
const saltField = text(200).min(1, "must not be empty");

const valueField = z
  .union([z.boolean(), z.string(), z.number(), z.record(z.string(), z.json()), z.array(z.json())])
  .refine(
    (value) => new TextEncoder().encode(JSON.stringify(value)).length <= MAX_VALUE_BYTES,
    "is larger than 32 KB",
  );
export type Value = z.output<typeof valueField>;

const toVariant = z.strictObject({ variant: variantField });
const bucket = z.int().min(0).max(100_000);
const splitFields = {
  control: variantField.describe("Whose buckets another takes when it grows."),
  salt: saltField
    .optional()
    .describe("What is hashed before the key: same salt, same buckets, in whatever flag."),
};
const split = z.strictObject({
  ...splitFields,
  ranges: z.array(z.strictObject({ variant: variantField, from: bucket, to: bucket })).min(1),
});
/** As people write it; the buckets that each gets depend on who holds them now. */
const weighted = z.strictObject({
  ...splitFields,
  weights: z.record(variantField, z.number().min(0).max(100)),
});

const serves = z.union([toVariant, z.strictObject({ split })], "is { variant } or { split }");
const draftServes = z.union(
  [toVariant, z.strictObject({ split: z.union([split, weighted]) })],
  "is { variant } or { split } with weights in percent",
);
export type Serve = z.output<typeof serves>;
export type DraftServe = z.output<typeof draftServes>;

function environmentOf<S extends z.ZodType>(serve: S) {
  return z.strictObject({
    isEnabled: z
      .boolean()
      .default(true)
      .describe("Off: everybody gets the off variant, with or without a key."),
    prerequisites: z
      .array(
        z.strictObject({
          flag: flagKeyField,
          variants: z.array(variantField).min(1, "takes at least one variant").max(MAX_VARIANTS),
        }),
      )
      .max(10, "takes at most 10 prerequisites")
      .default([]),
    rules: z
      .array(
        z.strictObject({
          name: text(200).min(1, "must not be empty"),
          /** All of them have to fit. */
          when: z.array(conditionSchema).min(1, "takes at least one condition").max(20),
          serve,
        }),
      )
      .max(100, "takes at most 100 rules")
      .default([])
      .describe("The first that fits decides."),
    /** For whom no rule fits. */
    serve,
  });
}

function flagOf<S extends z.ZodType>(serve: S) {
  return z.strictObject({
    key: flagKeyField,
    description: text(2_000).default(""),
    kind: z.enum(KINDS),
    variants: z.record(variantField, valueField),
    offVariant: variantField,
    unit: z.enum(UNITS).default("user"),
    pinForMs: z
      .int()
      .min(MINUTE)
      .max(MOST_PIN_DAYS * DAY)
      .optional()
      .describe(
        "How long a unit keeps what a split first gave it; without it, every growth of a share is felt at once.",
      ),
    salt: saltField.optional().describe("Of splits that name none; without it, the flag's key."),
    environments: z.record(environmentField, environmentOf(serve)).default({}),
  });
}

/** A flag as it is kept and evaluated: every split has its buckets. */
export const flagSchema = flagOf(serves).superRefine(flagIssues);
export type Flag = z.output<typeof flagSchema>;
export type FlagEnvironment = Flag["environments"][string];

/** A flag as people and files write it. */
export const flagDraftSchema = flagOf(draftServes).superRefine(flagIssues);
export type FlagDraft = z.output<typeof flagDraftSchema>;
/** Its form alone: what it says may still be wrong. */
export const flagShapeSchema = flagOf(draftServes);
export type DraftEnvironment = FlagDraft["environments"][string];
export type DraftRule = DraftEnvironment["rules"][number];
export type DraftSplit = Extract<DraftServe, { readonly split: unknown }>["split"];

/** A group of contexts that many rules may name. */
export const segmentSchema = z.strictObject({
  key: flagKeyField,
  description: text(2_000).default(""),
  includes: z
    .array(text(500))
    .max(50_000, "takes at most 50,000 keys")
    .default([])
    .describe("Keys that are in, whatever else."),
  excludes: z
    .array(text(500))
    .max(50_000, "takes at most 50,000 keys")
    .default([])
    .describe("Keys that are out, even when they are in as well."),
  when: z
    .array(z.array(attributeConditionSchema).min(1).max(20))
    .max(20)
    .default([])
    .describe("One of the lists has to fit as a whole."),
});
export type Segment = z.output<typeof segmentSchema>;

/** Flags and segments as a file has them. */
const MAX_FLAGS = 2_000;
const flagFileSchema = z.strictObject({
  segments: z.array(segmentSchema).max(MAX_FLAGS).default([]),
  flags: z.array(flagDraftSchema).max(MAX_FLAGS).default([]),
});
export type FlagFile = z.output<typeof flagFileSchema>;

export const flagListAskSchema = z.strictObject({ project: projectField });
export const flagAskSchema = z.strictObject({ project: projectField, key: flagKeyField });
/** The fields that say whose flags are evaluated; who has a key of one environment need not. */
export const evaluationAskSchema = z.strictObject({
  project: projectField,
  env: environmentField.default("production"),
});
export const flagImportSchema = flagFileSchema.extend({
  project: projectField,
  reason: reasonField,
});
export const flagChangeSchema = z.strictObject({
  project: projectField,
  flag: flagDraftSchema,
  was: z
    .int("is the version that was read, or null for a new flag")
    .min(1)
    .nullable()
    .describe(
      "The version that was read before; null for a new flag: who would overwrite another's change is told.",
    ),
  reason: reasonField,
});
/** What a change would do, before anybody makes it. */
export const flagPreviewSchema = flagChangeSchema.omit({ reason: true });
export const flagRestoreSchema = flagAskSchema.extend({
  version: z.int().min(1),
  was: z.int().min(1),
  reason: reasonField,
});
export const flagSwitchSchema = flagAskSchema.extend({
  environment: environmentField,
  isEnabled: z.boolean(),
  reason: z.string().trim().min(1, "say why").max(500),
});

export const flagDrillSchema = flagAskSchema.extend({ environment: environmentField });

export const flagTrySchema = flagAskSchema.extend({
  environment: environmentField,
  context: z.record(z.string(), z.json()).describe("What a program would say of somebody."),
});
