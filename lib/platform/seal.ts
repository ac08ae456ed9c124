/** Secrets that must be read again (channel tokens, signing keys) are kept sealed with AES-256-GCM under a key made from AUTH_SECRET. */
import "server-only";
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { Fault } from "@/lib/core/fault";
import { env } from "./env";

const VERSION = "v1";
const CIPHER = "aes-256-gcm";
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * `v1.<base64url of nonce, tag and ciphertext>`. What is sealed for one purpose opens for no other,
 * so that a row moved from one table to another stays shut.
 */
export function seal(text: string, purpose: string, secret = env().AUTH_SECRET): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, keyFor(purpose, secret), nonce);
  const hidden = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  const sealed = Buffer.concat([nonce, cipher.getAuthTag(), hidden]);
  return `${VERSION}.${sealed.toString("base64url")}`;
}

export function unseal(sealed: string, purpose: string, secret = env().AUTH_SECRET): string {
  const bytes = bytesOf(sealed, purpose);
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  const opener = createDecipheriv(CIPHER, keyFor(purpose, secret), nonce, {
    authTagLength: TAG_BYTES,
  });
  opener.setAuthTag(tag);
  try {
    const plain = opener.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([plain, opener.final()]).toString("utf8");
  } catch (cause) {
    throw unreadable(purpose, cause);
  }
}

function bytesOf(sealed: string, purpose: string): Buffer {
  const [version, body = "", ...rest] = sealed.split(".");
  const bytes = Buffer.from(body, "base64url");
  // Node's decoder skips what it does not know: only what it would write itself is taken.
  const isWhole = rest.length === 0 && bytes.toString("base64url") === body;
  if (version !== VERSION || !isWhole || bytes.length < NONCE_BYTES + TAG_BYTES)
    throw unreadable(purpose);
  return bytes;
}

const keyFor = (purpose: string, secret: string): Buffer =>
  Buffer.from(hkdfSync("sha256", secret, "", `wheelhouse/seal/${VERSION}/${purpose}`, KEY_BYTES));

const unreadable = (purpose: string, cause?: unknown): Fault =>
  new Fault(
    "unavailable",
    `The stored secret for ${purpose} cannot be read: it was changed, or sealed under another AUTH_SECRET. Enter it anew, or start with the AUTH_SECRET it was saved under`,
    { purpose },
    { cause },
  );
