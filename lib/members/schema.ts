/** Who belongs to a project, who is invited and who may set a new password, as forms and doors see it. */
import { z } from "zod";
import { emailField, nameField, passwordField, reasonField } from "@/lib/access/schema";
import { projectField } from "@/lib/core/ask";
import { ROLES, type Role } from "@/lib/core/roles";

const roleField = z.enum(ROLES);

export const roleChangeSchema = z.strictObject({
  project: projectField,
  email: emailField,
  /** Null takes the person out of the project. */
  role: roleField.nullable(),
  /** The role that was on the screen: when it is another by now, the change is refused. */
  was: roleField.nullable().optional(),
});

export const invitationSchema = z.strictObject({
  project: projectField,
  email: emailField,
  role: roleField,
});
export const ownerInvitationSchema = z.strictObject({ email: emailField });

export const invitationIdSchema = z.strictObject({ project: projectField, id: z.uuid() });
export const idSchema = z.strictObject({ id: z.uuid() });

const tokenField = z.string().trim().min(1).max(200);
export const tokenSchema = z.strictObject({ token: tokenField });

export const acceptanceSchema = z.strictObject({
  token: tokenField,
  /** Made from the e-mail address when absent. */
  name: nameField.optional(),
  /** Left out by those who have an account and are signed in. */
  password: passwordField.optional(),
});

export const resetAskSchema = z.strictObject({ email: emailField });
export const resetLinkSchema = z.strictObject({
  id: z.uuid(),
  /** Shows the link instead of mailing it: for who cannot read their mail. */
  isShown: z.boolean().default(false),
});
export const newPasswordSchema = z.strictObject({ token: tokenField, password: passwordField });

export const personActSchema = z.strictObject({ id: z.uuid(), reason: reasonField });
export const ownershipSchema = z.strictObject({
  id: z.uuid(),
  isOwner: z.boolean(),
  reason: reasonField,
});
export const codesOffSchema = z.strictObject({
  id: z.uuid(),
  reason: z.string().trim().min(1, "say why").max(500),
});

type Account = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly isDisabled: boolean;
  readonly lastSignInAt: string | null;
  readonly hasTwoFactor: boolean;
  /** How many browsers are signed in. */
  readonly sessions: number;
};
export type MemberView = Account & { readonly role: Role | "owner" };
export type PersonView = Account & {
  readonly isOwner: boolean;
  readonly projects: readonly { readonly name: string; readonly role: Role }[];
};

/** How a link went to whom it is for. */
export type Delivery = {
  /** `copy`: whoever asked has to pass it on. */
  readonly how: "mailed" | "copy";
  /** A whole address where this console knows its own, else a path. Null when it was mailed. */
  readonly link: string | null;
  /** Why it was not mailed, without a full stop. */
  readonly reason: string | null;
};

export type Invited = {
  /** `added`: there was an account already. */
  readonly outcome: "added" | "invited";
  readonly email: string;
  readonly role: Role | "owner";
  readonly expiresAt: string | null;
  /** Null where there is no link. */
  readonly delivery: Delivery | null;
};

export type InvitationView = {
  readonly id: string;
  readonly email: string;
  readonly role: Role | "owner";
  readonly createdAt: string;
  readonly createdBy: string | null;
  readonly expiresAt: string;
  readonly isExpired: boolean;
};

/** What somebody who holds an invitation's link is told. */
export type InvitationOffer = {
  readonly email: string;
  readonly role: Role | "owner";
  /** Null for an invitation to own the instance. */
  readonly project: string | null;
  readonly hasAccount: boolean;
  /** Whoever asks is signed in as whom the invitation is for. */
  readonly isYou: boolean;
};

export type ResetLink = { readonly email: string; readonly delivery: Delivery };
export type ResetOffer = { readonly email: string; readonly hasTwoFactor: boolean };
