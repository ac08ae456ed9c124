/** What is asked of overrides and swaps of a schedule. */
import { z } from "zod";
import { projectField } from "@/lib/core/ask";
import { overrideSchema, swapSchema } from "@/lib/oncall/schema";

const at = { project: projectField, id: z.uuid() };

export const newOverrideSchema = z.strictObject({ ...at, override: overrideSchema });
export const overrideIdSchema = z.strictObject({ ...at, override: z.uuid() });
export const newSwapSchema = z.strictObject({ ...at, swap: swapSchema });

export type OverrideKept = { readonly id: string };
export type SwapKept = { readonly ids: readonly string[] };
