/** The end of a flag: what is said when it has done its work, and what is seen of it until nobody asks any more. */
import { z } from "zod";
import { reasonField } from "@/lib/access/schema";
import { flagAskSchema } from "@/lib/flags/schema";

export const flagArchiveSchema = flagAskSchema.extend({
  isArchived: z.boolean(),
  reason: z.string().trim().min(1, "say why").max(500),
});
export const flagGraduateSchema = flagAskSchema.extend({
  /** The variant that the code keeps; null: the flag is of use again. */
  keep: z.string().min(1).max(64).nullable(),
  /** The version that was read before. */
  was: z.int().min(1),
  reason: reasonField,
});
