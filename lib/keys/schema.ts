/** What API keys are made of, as forms and doors see them. */
import { z } from "zod";
import { nameField, PRINTABLE, reasonField } from "@/lib/access/schema";
import { projectField } from "@/lib/core/ask";
import { SCOPES, type Scope } from "@/lib/core/roles";

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
