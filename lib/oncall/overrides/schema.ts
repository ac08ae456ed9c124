/** What is asked of overrides and swaps of a schedule. */
import { z } from "zod";
import { PRINTABLE } from "@/lib/access/schema";
import { projectField } from "@/lib/core/ask";
import { swapSchema } from "@/lib/oncall/schema";

const at = { project: projectField, id: z.uuid() };

export const newOverrideSchema = z.strictObject({
  ...at,
  override: z
    .strictObject({
      personId: z.uuid().optional().describe("Left out: whoever asks."),
      from: z.coerce.date(),
      to: z.coerce.date(),
      reason: z.string().trim().max(500).regex(PRINTABLE).optional(),
    })
    .refine(({ from, to }) => from < to, { path: ["to"], error: "must be after `from`" }),
});
export const overrideIdSchema = z.strictObject({ ...at });
export const newSwapSchema = z.strictObject({ ...at, swap: swapSchema });

export type OverrideKept = { readonly id: string };
export type SwapKept = { readonly ids: readonly string[] };
