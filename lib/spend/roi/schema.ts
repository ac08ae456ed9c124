/** What the money brought: what is asked and told of it, and what people say outcomes are worth. */
import { z } from "zod";
import { PRINTABLE } from "@/lib/access/schema";
import { askWith, projectField } from "@/lib/core/ask";
import type { Roi, Worth } from "@/lib/cost/roi/roi";
import type { Axis, Line } from "@/lib/overview/lines";

export const roiAskSchema = askWith({});

const amount = z.number().min(0).max(1_000_000);
const worthSchema = z.strictObject({
  type: z.string().trim().min(1).max(120).regex(PRINTABLE),
  by: z.enum(["minutes", "usd"]),
  each: amount,
});

export const roiInputsSchema = z.strictObject({
  project: projectField,
  /** The version that was looked at, 0 for none: who was overtaken is told. */
  after: z.int().min(0),
  from: z.coerce.date(),
  hourlyRateUsd: amount,
  targetMultiplier: amount,
  worth: z
    .array(worthSchema)
    .max(200)
    .refine((rows) => new Set(rows.map(({ type }) => type)).size === rows.length, {
      message: "names a type twice",
    }),
  note: z.string().trim().max(500).regex(PRINTABLE).or(z.literal("")).default(""),
});
export type RoiInputsDraft = Omit<z.input<typeof roiInputsSchema>, "project" | "from"> & {
  readonly from: string;
};

/** As it is stored. */
export const storedWorthSchema = z.record(
  z.string(),
  z.strictObject({ by: z.enum(["minutes", "usd"]), each: z.number() }),
);

export type VersionView = {
  readonly version: number;
  readonly from: string;
  readonly hourlyRateUsd: number;
  readonly targetMultiplier: number;
  readonly worth: Readonly<Record<string, Worth>>;
  readonly note: string;
  readonly byName: string;
  readonly at: string;
};

export type RoiRow = Roi & {
  readonly name: string;
  readonly label: string;
  /** Of a type: what its events say each is worth, in their own unit; null where they differ or say nothing. */
  readonly unit: string | null;
};

export type RoiView = {
  readonly hasOutcomes: boolean;
  readonly total: Roi;
  readonly target: number;
  readonly axis: Axis;
  /** Value over cost; a gap where either is not known. */
  readonly multiplier: readonly Line[];
  /** Dollars: value and cost. */
  readonly money: readonly Line[];
  readonly types: readonly RoiRow[];
  readonly providers: readonly RoiRow[];
  /** What has to be known beside the figures. */
  readonly notes: readonly string[];
  /** Newest first; the first is the one to change from. */
  readonly versions: readonly VersionView[];
};
