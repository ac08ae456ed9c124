/** One-time codes of an authenticator (RFC 6238), and the recovery codes for when it is lost. */
import { createHash, timingSafeEqual } from "node:crypto";
import { HOTP, Secret, TOTP } from "otpauth";
import { wordFrom } from "./word";

/** Dice: that many random bytes. */
type Random = (size: number) => Uint8Array;

/** What every authenticator app knows; others are shown wrongly by some. */
const CODE = { algorithm: "SHA1", digits: 6 } as const;
const STEP_SECONDS = 30;
/** A clock may be a step off, and a code takes a moment to type. */
const DRIFT = [0, -1, 1] as const;
/** As long as the hash, as RFC 4226 recommends. */
const SECRET_BYTES = 20;
const RECOVERY_CODES = 10;
/** Fifteen of 31 letters: 74 bits, more than can be tried even by whoever stole the hashes. */
const RECOVERY_BYTES = 15;

/** What a sealed authenticator's secret is sealed for. */
export const TOTP_PURPOSE = "totp";

/** A new secret, in base32 as authenticators take it. */
export function newTotpSecret(random: Random): string {
  // The library wants a buffer of exactly these bytes; node's may be a part of a larger one.
  return new Secret({ buffer: Uint8Array.from(random(SECRET_BYTES)).buffer }).base32;
}

/** What the QR code says. */
export function totpUri(secret: string, email: string, issuer: string): string {
  const label = email.replaceAll(":", "");
  return new TOTP({ ...CODE, period: STEP_SECONDS, secret, label, issuer }).toString();
}

/** The time step whose code this is, when it is near enough and newer than the last one used. */
export function matchingStep(
  secret: string,
  code: string,
  now: Date,
  lastStep: number,
): number | null {
  const digits = code.replaceAll(/\s/g, "");
  if (!/^\d{6}$/.test(digits)) return null;
  const current = Math.floor(now.getTime() / 1_000 / STEP_SECONDS);
  const key = Secret.fromBase32(secret);
  const found = DRIFT.map((drift) => current + drift).find(
    (step) => step > lastStep && isSame(codeAt(key, step), digits),
  );
  return found ?? null;
}

const codeAt = (secret: Secret, counter: number): string =>
  HOTP.generate({ ...CODE, secret, counter });

const isSame = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

/** Ten codes that each stand in for the authenticator once. Shown once; only their hashes are kept. */
export const newRecoveryCodes = (random: Random): readonly string[] =>
  Array.from({ length: RECOVERY_CODES }, () => wordFrom(random(RECOVERY_BYTES)));

/** However it was typed: capitals, spaces and hyphens do not count. */
export function recoveryHashOf(code: string): string {
  const letters = code.toLowerCase().replaceAll(/[\s-]/g, "");
  return createHash("sha256").update(letters).digest("hex");
}
