/** What is asked and told about escalation policies. */
import { z } from "zod";
import { projectField } from "@/lib/core/ask";
import { type Policy, policySchema } from "@/lib/oncall/schema";

export const policiesAskSchema = z.object({ project: projectField });
export const policyIdSchema = z.strictObject({ project: projectField, id: z.uuid() });
export const newPolicySchema = z.strictObject({ project: projectField, policy: policySchema });
export const policyChangeSchema = z.strictObject({
  project: projectField,
  id: z.uuid(),
  /** As it was read: what somebody else has changed since is not overwritten. */
  revision: z.int().min(0),
  policy: policySchema,
});

export type PolicyKept = { readonly id: string; readonly revision: number };

export type PolicyView = {
  readonly id: string;
  readonly revision: number;
  readonly policy: Policy;
  /** Names of rules, and the project's own way of telling. */
  readonly usedBy: readonly string[];
};

type TargetChoice = {
  readonly kind: "schedule" | "person" | "channel";
  readonly id: string;
  readonly name: string;
};

export type PoliciesView = {
  readonly policies: readonly PolicyView[];
  /** Whom a step may name. */
  readonly choices: readonly TargetChoice[];
};
