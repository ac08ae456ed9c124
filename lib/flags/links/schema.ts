/** What is asked and told about links by which a flag is switched off. */
import { z } from "zod";
import { environmentField, flagAskSchema } from "@/lib/flags/schema";

export const flagLinkFormSchema = flagAskSchema.extend({
  environment: environmentField,
  days: z.int().min(1, "is a day at least").max(30, "is 30 days at most").default(7),
});
export const flagLinkAskSchema = flagAskSchema.extend({ id: z.uuid() });

export type FlagLinkView = {
  readonly id: string;
  readonly environment: string;
  /** Who made it, and in whose name it acts. */
  readonly by: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly state: "live" | "over" | "used" | "revoked";
};
/** The address is told once, and kept nowhere. */
export type FlagLinkMade = { readonly id: string; readonly url: string };
