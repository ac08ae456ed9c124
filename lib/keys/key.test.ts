/** What keys may grant, how long they live, and what is said of them. */
import { expect, test } from "vitest";
import {
  changesIn,
  changeWords,
  creationWords,
  endOfOverlap,
  refuseElsewhere,
  refuseMightier,
  refuseRotation,
  renewedExpiry,
} from "./key";

const at = (day: number) => new Date(Date.UTC(2026, 10, day));
const KEY = { createdAt: at(1), expiresAt: null, revokedAt: null, replacedById: null };
type Bounds = Parameters<typeof refuseMightier>[1];
const GRANTER = {
  kind: "key",
  scopes: ["admin", "read"],
  environment: "staging",
  requestsPerSecond: 5,
  expiresAt: at(10),
  allowedAddresses: ["10.0.0.0/8"],
} as const;
const SETTINGS = { name: "ci", requestsPerSecond: 200, allowedAddresses: ["10.0.0.0/8"] };

test("a key grants only scopes that it has, and its own environment where it has one", () => {
  const grant = (scopes: Bounds["scopes"], environment: string | null) =>
    refuseMightier(GRANTER, { ...GRANTER, scopes, environment });
  expect(() => grant(["read"], "staging")).not.toThrow();
  expect(() => grant(["read", "ingest"], "staging")).toThrow("does not hold: ingest");
  expect(() => grant(["read"], "production")).toThrow("for staging only");
  expect(() => grant(["read"], null)).toThrow("for staging only");
  const person = { kind: "person" } as const;
  expect(() => refuseMightier(person, { ...GRANTER, scopes: ["ingest"] })).not.toThrow();
});

test.each<[string, Partial<Bounds>, string | null]>([
  ["a lower rate", { requestsPerSecond: 4 }, null],
  ["a higher rate", { requestsPerSecond: 6 }, "may make 5 requests a second itself"],
  ["an earlier end", { expiresAt: at(9) }, null],
  ["a later end", { expiresAt: at(11) }, "ask for an earlier end"],
  ["no end", { expiresAt: null }, "ask for an earlier end"],
  ["a part of its addresses", { allowedAddresses: ["10.1.0.0/16", "10.9.9.9"] }, null],
  ["other addresses", { allowedAddresses: ["10.1.0.0/16", "192.0.2.1"] }, "let in addresses"],
  ["a wider range", { allowedAddresses: ["10.0.0.0/7"] }, "let in addresses"],
  ["any address", { allowedAddresses: [] }, "let in addresses"],
])("what a key makes with %s", (_what, change, refusal) => {
  const grant = () => refuseMightier(GRANTER, { ...GRANTER, ...change });
  if (refusal === null) expect(grant).not.toThrow();
  else expect(grant).toThrow(refusal);
});

test("a key of one environment leaves the keys of others alone", () => {
  expect(() => refuseElsewhere(GRANTER, "staging")).not.toThrow();
  expect(() => refuseElsewhere(GRANTER, "production")).toThrow("for staging only");
  expect(() => refuseElsewhere({ ...GRANTER, environment: null }, "production")).not.toThrow();
});

test("what a key renews ends with the key", () => {
  const lived = { ...KEY, expiresAt: at(8) };
  expect(renewedExpiry(lived, at(3))).toEqual(at(10));
  expect(renewedExpiry(lived, at(3), at(5))).toEqual(at(5));
  expect(renewedExpiry(KEY, at(3), at(5))).toEqual(at(5));
  expect(renewedExpiry(KEY, at(3))).toBeNull();
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
