/** What people, keys and projects are made of, as forms and doors see them. */
import { z } from "zod";
import { projectField } from "@/lib/core/ask";
import { MAX_PASSWORD, MIN_PASSWORD } from "@/lib/core/password-rules";
import { ROLES } from "@/lib/core/roles";

export const emailField = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email("must be an e-mail address"));
/** Its size only; `judgePassword` judges the rest, because it knows whose it is. */
export const passwordField = z
  .string()
  .min(MIN_PASSWORD, `must have at least ${MIN_PASSWORD} characters`)
  .max(MAX_PASSWORD);
export const PRINTABLE = /^[^\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]*$/u;
export const nameField = z
  .string()
  .trim()
  .min(1, "must not be empty")
  .max(80)
  .regex(PRINTABLE, "must not hold control characters");
const slugField = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?$/,
    "must be lower-case letters, digits and hyphens, at most 48",
  );

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
export const timeZoneField = z.string().max(64).refine(isTimeZone, "must be an IANA time zone");
export const reasonField = z.string().trim().max(500).optional();

/** At sign-in nothing is judged but the sizes: what is wrong with an account is told to nobody. */
export const credentialsSchema = z.object({
  email: z.string().trim().toLowerCase().max(254),
  password: z.string().max(MAX_PASSWORD),
  /** Of the authenticator, or one of the recovery codes. */
  code: z.string().trim().max(64).optional(),
});

export const nothingSchema = z.object({});

const SIGN_IN_METHODS = ["password", "oidc"] as const;
export type SignInMethod = (typeof SIGN_IN_METHODS)[number];
/** What a second factor was proved with; it is used up by the sign-in. */
const proofSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("totp"), step: z.int() }),
  z.strictObject({ kind: z.literal("recovery-code"), hash: z.string() }),
]);
export type Proof = z.output<typeof proofSchema>;

export const signInSchema = z.strictObject({
  id: z.uuid(),
  sessionId: z.uuid(),
  method: z.enum(SIGN_IN_METHODS),
  proof: proofSchema.nullable(),
  /** The session that the same browser had until now. */
  replaces: z.uuid().nullable(),
});

export const newPersonSchema = z.strictObject({
  email: emailField,
  name: nameField.optional(),
  /** Made and returned once when absent. */
  password: passwordField.optional(),
  isOwner: z.boolean().default(false),
  /** A first project to belong to. */
  project: projectField.optional(),
  role: z.enum(ROLES).default("viewer"),
});

export const newProjectSchema = z.strictObject({
  name: nameField,
  /** Made from the name when absent. */
  slug: slugField.optional(),
  timeZone: timeZoneField.default("UTC"),
  isDemo: z.boolean().default(false),
});

export const inProjectSchema = z.object({ project: projectField });

export const setupSchema = z.strictObject({
  token: z.string().min(1).max(200),
  email: emailField,
  name: nameField.optional(),
  password: passwordField,
  projectName: nameField,
  timeZone: timeZoneField.default("UTC"),
});
