/** What an identity provider says about somebody, read strictly. */
import { z } from "zod";
import { emailField, nameField } from "@/lib/access/schema";
import { Fault } from "@/lib/core/fault";
import { SIGN_IN_TROUBLE, type SignInTrouble } from "@/lib/core/sign-in-trouble";

const nothing = () => undefined;
const claimsSchema = z.looseObject({
  iss: z.string().min(1).max(500),
  sub: z.string().min(1).max(255),
  email: emailField.optional().catch(nothing),
  /** Some providers send it as text. */
  email_verified: z
    .union([z.boolean(), z.enum(["true", "false"])])
    .optional()
    .catch(nothing),
  name: nameField.optional().catch(nothing),
});

export type Arrival = {
  readonly issuer: string;
  readonly subject: string;
  /** Null unless the provider says that it is theirs. */
  readonly email: string | null;
  readonly name: string | null;
  /** Values of the claim that stands for roles. */
  readonly values: readonly string[];
};

export function arrivalFrom(claims: unknown, roleClaim: string): Arrival {
  const read = claimsSchema.safeParse(claims);
  if (!read.success) throw trouble("failed");
  const { iss, sub, email, email_verified: verified, name } = read.data;
  const isVerified = verified === true || verified === "true";
  return {
    issuer: iss,
    subject: sub,
    email: isVerified ? (email ?? null) : null,
    name: name ?? null,
    values: valuesIn(read.data[roleClaim]),
  };
}

function valuesIn(claim: unknown): readonly string[] {
  const values = Array.isArray(claim) ? claim : [claim];
  return values.filter((value) => typeof value === "string");
}

/** Whether a domain is one that may sign in. */
export function isAllowed(email: string | null, domains: readonly string[] | undefined): boolean {
  if (!domains || domains.includes("*")) return true;
  return email !== null && domains.includes(email.slice(email.lastIndexOf("@") + 1));
}

export const trouble = (word: SignInTrouble): Fault =>
  new Fault("forbidden", SIGN_IN_TROUBLE[word], { trouble: word });
