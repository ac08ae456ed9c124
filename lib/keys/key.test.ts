/** What keys may grant, how long they live, and what is said of them. */
import { expect, test } from "vitest";
import {
  changesIn,
  changeWords,
  creationWords,
  endOfOverlap,
  refuseMightier,
  refuseRotation,
  renewedExpiry,
} from "./key";

const at = (day: number) => new Date(Date.UTC(2026, 10, day));
const KEY = { createdAt: at(1), expiresAt: null, revokedAt: null, replacedById: null };
const SETTINGS = { name: "ci", requestsPerSecond: 200, allowedAddresses: ["10.0.0.0/8"] };

test("a key grants only scopes that it has, and its own environment where it has one", () => {
  const key = { kind: "key", scopes: ["admin", "read"], environment: "staging" } as const;
  const grant = (scopes: readonly ("admin" | "read" | "ingest")[], environment: string | null) =>
    refuseMightier(key, { scopes, environment });
  expect(() => grant(["read"], "staging")).not.toThrow();
  expect(() => grant(["read", "ingest"], "staging")).toThrow("does not hold: ingest");
  expect(() => grant(["read"], "production")).toThrow("for staging only");
  expect(() => grant(["read"], null)).toThrow("for staging only");
  const person = { kind: "person" };
  expect(() => refuseMightier(person, { scopes: ["ingest"], environment: null })).not.toThrow();
});

test.each([
  [{ revokedAt: at(2) }, "it is revoked"],
  [{ expiresAt: at(3) }, "it has expired"],
  [{ replacedById: "other" }, "it has been replaced already"],
])("a key with %j is not rotated", (change, why) => {
  expect(() => refuseRotation({ ...KEY, ...change }, at(3))).toThrow(why);
});

test("a key that works is rotated, whenever it expires", () => {
  expect(() => refuseRotation({ ...KEY, expiresAt: at(4) }, at(3))).not.toThrow();
});

test("a rotated key lives as long as the old one was meant to, from now on", () => {
  expect(renewedExpiry({ ...KEY, expiresAt: at(11) }, at(8))).toEqual(at(18));
  expect(renewedExpiry(KEY, at(8))).toBeNull();
});

test("the overlap never prolongs the old key", () => {
  expect(endOfOverlap(KEY, 48, at(8))).toEqual(at(10));
  expect(endOfOverlap({ ...KEY, expiresAt: at(9) }, 48, at(8))).toEqual(at(9));
  expect(endOfOverlap(KEY, 0, at(8))).toEqual(at(8));
});

test("who approves a key reads all that makes it dangerous", () => {
  expect(
    creationWords({
      name: "ci",
      scopes: ["ingest", "read"],
      environment: "production",
      expiresInDays: 90,
      allowedAddresses: ["10.0.0.0/8"],
    }),
  ).toBe(
    "Create the key “ci” for production that may ingest and read, from 10.0.0.0/8, and ends in 90 days",
  );
  expect(creationWords({ name: "ci", scopes: ["admin"], allowedAddresses: [] })).toBe(
    "Create the key “ci” for every environment that may admin, from any address, and never expires",
  );
});

test("only what differs is a change", () => {
  expect(changesIn(SETTINGS, SETTINGS)).toEqual({});
  expect(changesIn(SETTINGS, { name: undefined, requestsPerSecond: 300 })).toEqual({
    requestsPerSecond: 300,
  });
  expect(changesIn(SETTINGS, { allowedAddresses: [] })).toEqual({ allowedAddresses: [] });
});

test("a change is told as it will be", () => {
  const changes = { name: "cd", requestsPerSecond: 300, allowedAddresses: [] };
  expect(changeWords(changes)).toBe(
    "the name to “cd”, the rate to 300 requests a second, and the addresses to any",
  );
});
