/** What people, keys and projects are made of, as forms and doors see them. */
import { z } from "zod";
import { projectField } from "@/lib/core/ask";
import { ROLES } from "@/lib/core/roles";
import { TARGETS, type TargetName } from "@/lib/core/targets";

const MIN_PASSWORD = 12;
const MAX_PASSWORD = 256;

export const emailField = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email("must be an e-mail address"));
const passwordField = z
  .string()
  .min(MIN_PASSWORD, `must have at least ${MIN_PASSWORD} characters`)
  .max(MAX_PASSWORD);
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
export const PRINTABLE = /^[^\u0000-\u001f\u007f]*$/;
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
const timeZoneField = z.string().max(64).refine(isTimeZone, "must be an IANA time zone");
export const reasonField = z.string().trim().max(500).optional();

const bound = z.number().min(0).max(1_000_000_000);
const boundsField = z.strictObject({ aim: bound, limit: bound });
/** Replaces all of the project's own targets; a name that is left out goes back to the product's. */
const targetsField = z
  .partialRecord(z.enum(Object.keys(TARGETS) as [TargetName, ...TargetName[]]), boundsField)
  .superRefine((targets, refinement) => {
    for (const [name, { aim, limit }] of Object.entries(targets)) {
      const isLower = TARGETS[name as TargetName].better === "lower";
      if (isLower ? aim <= limit : aim >= limit) continue;
      refinement.addIssue({
        code: "custom",
        path: [name],
        message: `the limit must be ${isLower ? "at or above" : "at or below"} the target`,
      });
    }
  });

/** At sign-in nothing is judged but the sizes: what is wrong with an account is told to nobody. */
export const credentialsSchema = z.object({
  email: z.string().trim().toLowerCase().max(254),
  password: z.string().max(MAX_PASSWORD),
});

export const nothingSchema = z.object({});

const SIGN_IN_METHODS = ["password", "oidc"] as const;
export type SignInMethod = (typeof SIGN_IN_METHODS)[number];
export const signInSchema = z.strictObject({
  id: z.uuid(),
  sessionId: z.uuid(),
  method: z.enum(SIGN_IN_METHODS),
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

const MIN_RAW_DAYS = 1;
const MAX_RAW_DAYS = 365;

export const projectChangeSchema = z.strictObject({
  project: projectField,
  name: nameField.optional(),
  timeZone: timeZoneField.optional(),
  rawDays: z.int().min(MIN_RAW_DAYS).max(MAX_RAW_DAYS).optional(),
  targets: targetsField.optional(),
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

export type ProjectView = {
  readonly slug: string;
  readonly name: string;
  readonly timeZone: string;
  readonly isDemo: boolean;
  readonly rawDays: number;
  /** Only those that differ from the product's own. */
  readonly targets: z.output<typeof targetsField>;
};
