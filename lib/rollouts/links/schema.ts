/** What is asked and told about links by which a flag is switched off or a rollout rolled back. */
import { z } from "zod";

const tokenField = z.string().min(1).max(2_000);
export const emergencyTokenSchema = z.strictObject({ token: tokenField });
export const emergencyUseSchema = z.strictObject({
  token: tokenField,
  reason: z.string().trim().min(1, "say why").max(400, "takes at most 400 characters"),
});

export type EmergencyView = {
  readonly state: "live" | "over" | "used" | "revoked";
  readonly act: "switchOff" | "rollBack";
  readonly project: string;
  /** The flag, or the rollout. */
  readonly key: string;
  readonly environment: string;
  /** What happens at the press, in words. */
  readonly consequence: string;
  /** Why there is nothing to do; null where there is. */
  readonly hindrance: string | null;
  /** Who acts by it; null where it was sent to many, and nobody is signed in. */
  readonly person: string | null;
  readonly expiresAt: string;
};
export type EmergencyDone = { readonly act: EmergencyView["act"]; readonly person: string };
