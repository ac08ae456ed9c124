/** What is asked and sent about rollouts. */
import { z } from "zod";
import { reasonField } from "@/lib/access/schema";
import { projectField } from "@/lib/core/ask";
import { worded } from "@/lib/core/misfit/words";
import { environmentField, flagKeyField } from "@/lib/flags/schema";
import { planSchema, rolloutKeyField, twoArms } from "./plan";
import { PRESETS } from "./presets";

const variantField = z.string().min(1).max(64);
const whyField = z.string().trim().min(1, "say why").max(500);
const revisionField = z.int().min(0).describe("As it was read: an older one is refused.");

export const rolloutsAskSchema = z.strictObject({ project: projectField });
export const rolloutAskSchema = z.strictObject({ project: projectField, key: flagKeyField });
export const trafficAskSchema = z.strictObject({
  project: projectField,
  environment: environmentField,
});

export const presetPlanSchema = z
  .strictObject({
    preset: z.enum(PRESETS),
    key: rolloutKeyField,
    flag: flagKeyField,
    environment: environmentField,
    canary: variantField,
    control: variantField,
  })
  .refine(...twoArms);

/** A union would only say that neither fits; whoever names a preset means one, and is told what is wrong with it. */
const writtenPlan = z
  .custom<z.input<typeof planSchema> | z.input<typeof presetPlanSchema>>(
    (given) => typeof given === "object" && given !== null,
    "takes a whole plan, or { preset, key, flag, environment, canary, control }",
  )
  .transform((given, context) => {
    const schema = "preset" in given ? presetPlanSchema : planSchema;
    const judged = schema.safeParse(given, { reportInput: true });
    if (judged.success) return judged.data;
    for (const issue of judged.error.issues)
      context.issues.push({
        ...{ code: "custom", path: issue.path, message: worded(issue), input: given },
      });
    return z.NEVER;
  });

/** A plan of one's own, or a preset with the names filled in. */
export const rolloutDraftSchema = z.strictObject({
  project: projectField,
  plan: writtenPlan,
  reason: reasonField,
});

export const trialSchema = z.strictObject({
  project: projectField,
  plan: planSchema,
  days: z
    .int()
    .min(1)
    .max(30)
    .default(7)
    .describe("How far back; fewer where there was so much traffic that it would take too long."),
});

export const planChangeSchema = rolloutAskSchema.extend({
  plan: planSchema,
  revision: revisionField,
  reason: whyField,
});

const ACTS = [
  "start",
  "approve",
  "pause",
  "resume",
  "promote",
  "rollBack",
  "abort",
  "restart",
] as const;
export type ActName = (typeof ACTS)[number];

export const actSchema = rolloutAskSchema.extend({
  act: z.enum(ACTS, `is one of ${ACTS.join(", ")}`),
  revision: revisionField,
  reason: whyField.describe("Stands in the history and in the audit log."),
  users: z
    .enum(["same", "fresh"])
    .default("same")
    .describe("Of a restart: whom the canary goes to."),
  since: z.coerce
    .date()
    .optional()
    .describe(
      "Of a start or a restart: the split has been live since then, so that requests from then on count. At most a week back.",
    ),
});

export const judgementSchema = rolloutAskSchema
  .extend({
    attempt: z.coerce.number().int().min(1),
    isFalse: z
      .boolean()
      .describe("Whether the canary was healthy, so that nothing should have been taken back."),
    reason: z.string().trim().max(500).default(""),
  })
  .refine(({ isFalse, reason }) => !isFalse || reason !== "", {
    path: ["reason"],
    message: "say what shows that the canary was healthy",
  });

export const freezeFormSchema = z
  .strictObject({
    project: projectField,
    environment: environmentField.optional().describe("Left out: every environment."),
    from: z.coerce.date(),
    to: z.coerce.date(),
    reason: z.string().trim().min(1, "say why").max(200),
  })
  .refine(({ from, to }) => to > from, { path: ["to"], message: "is not after its beginning" });
export const freezeEndSchema = z.strictObject({ project: projectField, id: z.uuid() });
