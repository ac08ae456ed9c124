/** What looks like a secret is not kept; what only speaks of one is. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { masked, maskedText } from "./mask";

test.each([
  "password",
  "newPassword",
  "passwordHash",
  "password_hash",
  "clientSecret",
  "token",
  "resetToken",
  "TOKEN",
  "hash",
  "recoveryHashes",
  "totpSecret",
  "private-key",
  "apiKey",
  "Set-Cookie",
])("text under %s is masked, at any depth", (name) => {
  expect(masked({ [name]: "s3cret" })).toEqual({ [name]: "[masked]" });
  expect(masked({ a: [{ [name]: ["s3cret"] }] })).toEqual({ a: [{ [name]: ["[masked]"] }] });
  expect(masked({ [name]: { inner: "s3cret" } })).toEqual({ [name]: { inner: "[masked]" } });
});

test.each([
  ["prefix", "wh_abcdef"],
  ["tokenPrefix", "wh_abcdef"],
  ["passwordChangedAt", "2026-11-20T10:00:00.000Z"],
  ["tokenId", "7"],
  ["name", "Passwords of the shop"],
  ["key", "region"],
  ["apiKeyName", "night shift"],
  ["scopes", ["ingest", "read"]],
  ["inputTokens", 900],
  ["hasPassword", true],
  ["token", null],
  ["secretary", "Ada"],
])("%s stays", (name, value) => {
  expect(masked({ [name]: value })).toEqual({ [name]: value });
});

test.each([
  [`the key wh_${"a-B_9".repeat(9)} leaked`, "the key wh_[masked] leaked"],
  ["postgresql://me:hunter2@db/x", "postgresql://me:[masked]@db/x"],
  ["sent Bearer abcdefghijklmnopqrstuvwxyz", "sent Bearer [masked]"],
  ["wh_abcdef… was in a screenshot", "wh_abcdef… was in a screenshot"],
  ["Basic research, bearer of news", "Basic research, bearer of news"],
])("%s is kept as %s", (text, kept) => {
  expect(maskedText(text)).toBe(kept);
  expect(masked({ note: text })).toEqual({ note: kept });
});

test("values without a secret's name or look are kept exactly", () => {
  const plain = fc
    .jsonValue()
    .filter(
      (value) =>
        !/pass|secret|token|hash|key|otp|cred|cook|auth|bear|wh_|:\/\/|basic/i.test(
          JSON.stringify(value),
        ),
    );
  fc.assert(
    fc.property(plain, (value) => {
      expect(masked(value)).toEqual(value);
    }),
  );
});
