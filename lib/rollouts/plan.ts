/** What a rollout is going to do: its stages, what lets one pass, and when it may move at all. */
import { z } from "zod";
import { DAY, MINUTE } from "@/lib/core/time";
import { environmentField, flagKeyField } from "@/lib/flags/schema";
import { gateSchema, promiseSchema } from "./gate";

export const MAX_BAKE = 60 * DAY;
const span = z.int("is a whole number of milliseconds").min(0).max(MAX_BAKE, "is at most 60 days");
const variantField = z.string().min(1).max(64);
const text = (max: number) => z.string().max(max, `takes at most ${max} characters`);
const instant = z.iso.datetime({ offset: true });

/** The console has pages of these names beside those of rollouts. */
const TAKEN = ["new", "flags", "segments"];
export const rolloutKeyField = flagKeyField.refine(
  (key) => !TAKEN.includes(key),
  "is the name of a page of the console: choose another",
);

const stageSchema = z
  .strictObject({
    name: text(100).default(""),
    weight: z.number().min(0).max(100).describe("Percent of units that get the canary."),
    minBakeMs: span,
    maxBakeMs: span.describe("From here on people are asked. Time while paused is no baking."),
    passesBy: z
      .enum(["evidence", "time"])
      .default("evidence")
      .describe(
        "`evidence`: passes only what is proved fit; `time`: what nothing speaks against for the whole bake.",
      ),
    needsApproval: z
      .boolean()
      .default(false)
      .describe("Somebody has to agree before the rollout goes on from here."),
    notBefore: instant.nullable().default(null).describe("Does not begin earlier."),
  })
  .refine(({ minBakeMs, maxBakeMs }) => maxBakeMs >= minBakeMs, {
    path: ["maxBakeMs"],
    message: "is shorter than the minimum bake",
  })
  .refine(({ weight, passesBy }) => passesBy === "time" || (weight > 0 && weight < 100), {
    path: ["passesBy"],
    message: "evidence compares two arms: at 0 and at 100 % there is one, so it has to be time",
  });
export type Stage = z.output<typeof stageSchema>;

/** Nothing is promoted or started within; what has begun stays, and may be rolled back. */
const freezeSchema = z
  .strictObject({ from: instant, to: instant, reason: text(200).min(1, "must not be empty") })
  .refine(({ from, to }) => Date.parse(to) > Date.parse(from), {
    path: ["to"],
    message: "is not after its beginning",
  });
export type Freeze = z.output<typeof freezeSchema>;

const rising = (stages: readonly Stage[]): boolean =>
  stages.every((stage, i) => i === 0 || stage.weight > (stages[i - 1]?.weight ?? 0));

type Arms = { readonly canary: string; readonly control: string };
export const twoArms = [
  ({ canary, control }: Arms) => canary !== control,
  {
    path: ["canary"],
    message: "is the control as well: there is nothing to roll out",
  },
] as [(arms: Arms) => boolean, { path: string[]; message: string }];

export const planSchema = z
  .strictObject({
    key: rolloutKeyField,
    description: text(2_000).default(""),
    flag: flagKeyField,
    environment: environmentField,
    canary: variantField.describe("The variant that gets more and more."),
    control: variantField.describe("What the canary is compared with and falls back to."),
    stages: z
      .array(stageSchema)
      .min(1, "takes at least one stage")
      .max(20, "takes at most 20 stages")
      .refine(rising, "each stage has more weight than the one before"),
    gates: z
      .array(gateSchema)
      .min(1, "takes at least one gate: a rollout without any is a change of the flag")
      .max(20, "takes at most 20 gates")
      .refine(
        (gates) => new Set(gates.map(({ key }) => key)).size === gates.length,
        "two gates have one key",
      ),
    promise: promiseSchema.prefault({}),
    needsApproval: z.boolean().default(false).describe("Somebody has to agree before it starts."),
    startsAt: instant.nullable().default(null),
    freezes: z.array(freezeSchema).max(50).default([]),
    noDataAfterMs: span
      .min(MINUTE, "is at least a minute")
      .default(15 * MINUTE)
      .describe("A stage whose arms have been silent for so long pauses."),
    leastUnits: z
      .int()
      .min(1)
      .max(1e9)
      .default(30)
      .describe(
        "Canary units of its own without which a stage would pass by silence, which none does.",
      ),
    keepForMs: span
      .default(0)
      .describe("How long the old variant is kept ready after the last stage."),
  })
  .refine(...twoArms)
  .refine(
    ({ gates, stages }) =>
      stages.every(({ passesBy }) => passesBy === "time") ||
      gates.some(({ rule }) => rule.proves !== null),
    {
      path: ["gates"],
      message: "a stage passes by evidence and no gate proves anything: give one `proves`",
    },
  );
export type Plan = z.output<typeof planSchema>;
export type PlanDraft = z.input<typeof planSchema>;
