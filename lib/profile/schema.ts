/** What a person's own account is made of, as forms and doors see it. */
import { z } from "zod";
import { nameField, passwordField, type SignInMethod } from "@/lib/access/schema";
import { MAX_PASSWORD } from "@/lib/core/password-rules";
import type { Qr } from "./qr";

const LONGEST_CODE = 40;

/** What is typed to be compared; only its size is judged. */
const typedPassword = z.string().max(MAX_PASSWORD);
const codeField = z.string().trim().min(1, "type the code").max(LONGEST_CODE);

export const noFieldsSchema = z.strictObject({});
export const nameChangeSchema = z.strictObject({ name: nameField });
export const passwordChangeSchema = z.strictObject({
  current: typedPassword,
  password: passwordField,
});
export const codeSchema = z.strictObject({ code: codeField });
export const totpEndSchema = z.strictObject({
  /** Empty for somebody who has none, because they sign in elsewhere. */
  password: typedPassword.default(""),
  /** Of the authenticator, or a recovery code. */
  code: codeField,
});
export const ownSessionSchema = z.strictObject({ id: z.uuid() });

export type ProfileView = {
  readonly name: string;
  readonly email: string;
  readonly isOwner: boolean;
  /** Somebody who signs in elsewhere has none here. */
  readonly hasPassword: boolean;
  readonly totp: {
    /** ISO instant since when codes are asked for; null while they are not. */
    readonly enabledAt: string | null;
    readonly recoveryCodesLeft: number;
  };
  /** Where else they sign in: addresses of OpenID providers. */
  readonly providers: readonly string[];
};

/** Shown while an authenticator is being set up, and never again. */
export type TotpStart = { readonly secret: string; readonly uri: string; readonly qr: Qr };
export type RecoveryCodes = { readonly codes: readonly string[] };

export type SessionView = {
  readonly id: string;
  /** "Firefox on Linux". */
  readonly device: string;
  readonly method: SignInMethod;
  readonly address: string | null;
  readonly since: string;
  readonly lastUsedAt: string;
  readonly expiresAt: string;
  /** The one that asks. */
  readonly isThis: boolean;
};
