/** What a signal can be narrowed to and split by. */
import { z } from "zod";

const DIMENSIONS = [
  "environment",
  "agent",
  "agentType",
  "provider",
  "model",
  "version",
  "variant",
  "component",
  "gate",
  "journey",
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

const fields = [
  z.enum(DIMENSIONS),
  z.templateLiteral(["label:", z.string().min(1).max(64)]),
] as const;
/** A word of its own, or `label:` and the name of a label that the metric was sent with. */
const field = z.union(fields, `is one of ${DIMENSIONS.join(", ")}, or label:NAME`);

/** `series`: each set of labels of a metric by itself. */
export const groupField = z.union(
  [...fields, z.literal("series")],
  `is one of ${DIMENSIONS.join(", ")}, label:NAME or series`,
);
export type GroupField = z.output<typeof groupField>;

const filterSchema = z.strictObject({
  on: field,
  op: z
    .enum(["is", "isNot", "like", "notLike"])
    .default("is")
    .describe("`like` knows * for any characters and ? for one."),
  values: z
    .array(z.string().max(200, "takes at most 200 characters"))
    .min(1, "takes at least one value")
    .max(50, "takes at most 50 values")
    .describe("Any of them. The empty text stands for absent."),
});
export type Filter = z.output<typeof filterSchema>;

export const filterList = z.array(filterSchema).max(16, "takes at most 16 filters");
