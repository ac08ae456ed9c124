/** What signing in with an identity provider writes down. */
import { z } from "zod";
import { projectField } from "@/lib/core/ask";
import { ROLES } from "@/lib/core/roles";

export const identitySchema = z.strictObject({
  issuer: z.string(),
  subject: z.string(),
  email: z.string().nullable(),
  name: z.string().nullable(),
});

export const ownershipSchema = z.strictObject({ personId: z.uuid(), isOwner: z.boolean() });

export const claimedRoleSchema = z.strictObject({
  project: projectField,
  personId: z.uuid(),
  role: z.enum(ROLES).nullable(),
});
