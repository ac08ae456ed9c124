/** What a rollout is watched for: signals turned into bad units, and how much worse is too much. */
import { z } from "zod";

/** Each makes a unit bad or not; thresholds that come from the control are frozen when the rollout starts. */
const SIGNALS = [
  "errors",
  "latency",
  "cost",
  "thumbsDown",
  "qualityFailed",
  "fallbackAnswers",
] as const;

const gateKey = z
  .string()
  .regex(/^[a-zA-Z0-9][\w.-]{0,63}$/, "is up to 64 letters, digits, dots, dashes and underscores");

export const gateRuleSchema = z
  .strictObject({
    tolerance: z
      .number()
      .min(0.1)
      .max(100)
      .nullable()
      .default(1)
      .describe(
        "The canary's odds of a bad unit may be this many times the control's; null: not compared with a control.",
      ),
    limit: z
      .number()
      .gt(0)
      .max(0.5, "is a share of units, at most 0.5")
      .nullable()
      .default(null)
      .describe(
        "The share of bad units that is too much whatever the control does; null: no such limit.",
      ),
    weight: z
      .number()
      .gt(0)
      .max(1_000)
      .default(1)
      .describe("Of the one promise that all gates share."),
    proves: z
      .number()
      .min(1.05)
      .max(100)
      .nullable()
      .default(2)
      .describe(
        "Promotion takes proof of “less than so many times worse”; null: this gate proves nothing.",
      ),
  })
  .refine(
    ({ tolerance, limit }) => tolerance !== null || limit !== null,
    "takes a tolerance, a limit or both: without either it is no gate",
  );
export type GateRule = z.output<typeof gateRuleSchema>;

export const gateSchema = z.strictObject({
  key: gateKey,
  signal: z.enum(SIGNALS),
  agent: z
    .string()
    .min(1)
    .max(200)
    .nullable()
    .default(null)
    .describe("One agent's requests only; null: all."),
  badAbove: z
    .number()
    .gt(0)
    .nullable()
    .default(null)
    .describe(
      "Of latency in milliseconds or of cost in millionths: above it a request is bad; null: the control's p95 before the start.",
    ),
  lagMinutes: z
    .int()
    .min(1)
    .max(24 * 60)
    .default(2)
    .describe("How long a minute's counts may still change: feedback and judges come late."),
  rule: gateRuleSchema.prefault({}),
});
export type Gate = z.output<typeof gateSchema>;

/** What all gates of a rollout promise together. */
export const promiseSchema = z.strictObject({
  alpha: z
    .number()
    .gt(0)
    .max(0.5)
    .default(0.05)
    .describe("At most this chance of rolling back a healthy canary, over the whole rollout."),
  promotionAlpha: z
    .number()
    .gt(0)
    .max(0.5)
    .default(0.05)
    .describe("At most this chance of proving a canary that is worse than tolerated."),
});
export type PromiseOf = z.output<typeof promiseSchema>;
