/** What people, keys and projects are made of, as forms and doors see them. */
import { z } from "zod";
import { projectField } from "@/lib/core/ask";
import { ROLES, type Role, SCOPES, type Scope } from "@/lib/core/roles";
import { TARGETS, type TargetName } from "@/lib/core/targets";

const MIN_PASSWORD = 12;
const MAX_PASSWORD = 256;

const emailField = z
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
const PRINTABLE = /^[^\u0000-\u001f\u007f]*$/;
const nameField = z
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
const reasonField = z.string().trim().max(500).optional();

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
export const personIdSchema = z.strictObject({ id: z.uuid() });

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

export const roleChangeSchema = z.strictObject({
  project: projectField,
  email: emailField,
  /** Null takes the person out of the project. */
  role: z.enum(ROLES).nullable(),
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

export const newKeySchema = z.strictObject({
  project: projectField,
  name: nameField,
  scopes: z.array(z.enum(SCOPES)).min(1, "choose at least one").max(SCOPES.length),
  environment: z.string().trim().min(1).max(64).regex(PRINTABLE).nullish(),
  /** Absent: the key does not expire. */
  expiresInDays: z.int().min(1).max(3_650).nullish(),
  requestsPerSecond: z.int().min(1).max(10_000).default(200),
});

export const keyRevocationSchema = z.strictObject({
  project: projectField,
  id: z.uuid(),
  reason: reasonField,
});

export const inProjectSchema = z.object({ project: projectField });

export const auditAskSchema = z.object({
  project: projectField,
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

export const setupSchema = z.strictObject({
  token: z.string().min(1).max(200),
  email: emailField,
  name: nameField.optional(),
  password: passwordField,
  projectName: nameField,
  timeZone: timeZoneField.default("UTC"),
});

/** What a key looks like after it was made: everything but the secret. */
export type KeyView = {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly scopes: readonly Scope[];
  readonly environment: string | null;
  readonly requestsPerSecond: number;
  readonly createdAt: string;
  readonly createdBy: string | null;
  readonly lastUsedAt: string | null;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
};

/** The only time the secret is told. */
export type NewKey = { readonly id: string; readonly prefix: string; readonly secret: string };

export type MemberView = {
  readonly email: string;
  readonly name: string;
  readonly role: Role | "owner";
};

export type ProjectView = {
  readonly slug: string;
  readonly name: string;
  readonly timeZone: string;
  readonly isDemo: boolean;
  readonly rawDays: number;
  /** Only those that differ from the product's own. */
  readonly targets: z.output<typeof targetsField>;
};

export type AuditView = {
  readonly id: string;
  readonly at: string;
  readonly actorKind: string;
  readonly actorName: string;
  readonly address: string | null;
  readonly action: string;
  readonly objectKind: string;
  readonly objectId: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly reason: string | null;
};
