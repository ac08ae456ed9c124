/** What the demo's operations take and tell. */
import { z } from "zod";
import { projectField } from "@/lib/core/ask";

/** Without a time zone, the machine's own: whoever tries the demo sees his own working hours. */
export const newDemoSchema = z.object({ timeZone: z.string().min(1).max(64).optional() });
export const demoAskSchema = z.object({ project: projectField });
export const removalSchema = z.strictObject({
  project: projectField,
  reason: z.string().trim().max(500).optional(),
});

/** Names of instance settings that say how far a demo's events are written. */
export const WRITTEN = "demo-written:";

/** Events exist for the stretch from `fromMs` to `toMs`; history grows backwards from the anchor, live forwards. */
export const writtenSchema = z.object({
  anchorMs: z.number(),
  utcOffsetMinutes: z.number(),
  fromMs: z.number(),
  toMs: z.number(),
  /** Rules whose alerts of that time are written; null once those of all rules are. */
  replayed: z.array(z.string()).nullable().default([]),
});
export type Written = z.output<typeof writtenSchema>;

/** `writing`: the history is on its way; `share` of it is there. */
export type DemoView = {
  readonly isDemo: boolean;
  readonly state: "writing" | "live" | "none";
  readonly share: number;
};
