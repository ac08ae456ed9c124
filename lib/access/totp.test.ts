/** What one-time codes promise, against the vectors of RFC 6238. */
import { randomBytes } from "node:crypto";
import { Secret } from "otpauth";
import { expect, test } from "vitest";
import { matchingStep, newRecoveryCodes, newTotpSecret, recoveryHashOf, totpUri } from "./totp";

/** The secret of RFC 6238, appendix B, for SHA-1. */
const SECRET = Secret.fromLatin1("12345678901234567890").base32;
const at = (seconds: number) => new Date(seconds * 1_000);
const step = (seconds: number) => Math.floor(seconds / 30);

test.each([
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_111_111_111, "050471"],
  [1_234_567_890, "005924"],
  [2_000_000_000, "279037"],
  [20_000_000_000, "353130"],
])("RFC 6238: at %d seconds the code is %s", (seconds, code) => {
  expect(matchingStep(SECRET, code, at(seconds), 0)).toBe(step(seconds));
});

test("a code is good one step early and one step late, and no further", () => {
  const [seconds, code] = [1_234_567_890, "005924"];
  const ofCode = step(seconds);
  for (const drift of [-30, 0, 30]) {
    expect(matchingStep(SECRET, code, at(seconds + drift), 0)).toBe(ofCode);
  }
  for (const drift of [-60, 60, 86_400]) {
    expect(matchingStep(SECRET, code, at(seconds + drift), 0)).toBeNull();
  }
});

test("no code works twice, nor one older than the last", () => {
  const [seconds, code] = [1_234_567_890, "005924"];
  expect(matchingStep(SECRET, code, at(seconds), step(seconds) - 1)).toBe(step(seconds));
  expect(matchingStep(SECRET, code, at(seconds), step(seconds))).toBeNull();
  expect(matchingStep(SECRET, code, at(seconds), step(seconds) + 1)).toBeNull();
});

test("a code may be typed with a space in the middle", () => {
  expect(matchingStep(SECRET, "005 924 ", at(1_234_567_890), 0)).not.toBeNull();
});

test.each(["", "5924", "0059240", "00592a", "-05924", "００５９２４", "abcde-fghij-kmnpq"])(
  "%j is no code",
  (code) => expect(matchingStep(SECRET, code, at(1_234_567_890), 0)).toBeNull(),
);

test("another secret's code is not good", () => {
  const other = newTotpSecret((size) => new Uint8Array(size));
  expect(matchingStep(other, "005924", at(1_234_567_890), step(1_234_567_890) - 2)).toBeNull();
});

test("a new secret has 160 bits, and each is another", () => {
  expect(newTotpSecret(randomBytes)).toMatch(/^[A-Z2-7]{32}$/);
  expect(newTotpSecret(randomBytes)).not.toBe(newTotpSecret(randomBytes));
});

test("the QR code names issuer, address and secret in the form that authenticators read", () => {
  const uri = new URL(totpUri(SECRET, "ada@example.com", "Wheelhouse (ops.example.com)"));
  expect(uri.protocol).toBe("otpauth:");
  expect(decodeURIComponent(uri.pathname)).toContain(
    "Wheelhouse (ops.example.com):ada@example.com",
  );
  expect(Object.fromEntries(uri.searchParams)).toMatchObject({
    secret: SECRET,
    issuer: "Wheelhouse (ops.example.com)",
    algorithm: "SHA1",
    digits: "6",
    period: "30",
  });
});

test("ten recovery codes, no two alike, that can be read aloud", () => {
  const codes = newRecoveryCodes(randomBytes);
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^[a-km-np-z2-8]{5}(-[a-km-np-z2-8]{5}){2}$/);
});

test("a recovery code is known however it is typed, and its hash does not tell it", () => {
  const [code = ""] = newRecoveryCodes(randomBytes);
  const hash = recoveryHashOf(code);
  expect(recoveryHashOf(` ${code.toUpperCase().replaceAll("-", " ")}`)).toBe(hash);
  expect(recoveryHashOf(`${code}x`)).not.toBe(hash);
  expect(hash).toMatch(/^[\da-f]{64}$/);
});
