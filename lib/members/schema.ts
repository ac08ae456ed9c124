/** Who belongs to a project, as forms and doors see it. */
import { z } from "zod";
import { emailField } from "@/lib/access/schema";
import { projectField } from "@/lib/core/ask";
import { ROLES, type Role } from "@/lib/core/roles";

export const roleChangeSchema = z.strictObject({
  project: projectField,
  email: emailField,
  /** Null takes the person out of the project. */
  role: z.enum(ROLES).nullable(),
});

export type MemberView = {
  readonly email: string;
  readonly name: string;
  readonly role: Role | "owner";
};
