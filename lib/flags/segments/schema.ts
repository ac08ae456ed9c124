/** What is asked about segments, and what is said of them. */
import { z } from "zod";
import { reasonField } from "@/lib/access/schema";
import { flagAskSchema, flagListAskSchema, type Segment, segmentSchema } from "@/lib/flags/schema";

export const segmentsAskSchema = flagListAskSchema;
export const segmentAskSchema = flagAskSchema;
export const segmentChangeSchema = flagListAskSchema.extend({
  segment: segmentSchema,
  /** The revision that was read before; null for a new one. */
  was: z.int().min(1).nullable(),
  reason: reasonField,
});
export const segmentRemoveSchema = flagAskSchema.extend({ reason: reasonField });

/** A rule that names it. */
type SegmentUse = {
  readonly flag: string;
  readonly environment: string;
  readonly rule: string;
};
export type SegmentRow = {
  readonly key: string;
  readonly description: string;
  readonly includes: number;
  readonly excludes: number;
  /** Lists of conditions, of which one has to fit. */
  readonly lists: number;
  readonly updatedAt: string;
  readonly usedBy: readonly SegmentUse[];
};
export type SegmentsView = { readonly segments: readonly SegmentRow[] };
export type SegmentView = {
  readonly segment: Segment;
  readonly revision: number;
  readonly usedBy: readonly SegmentUse[];
};
