/** Whom a request is put down to. */
import { expect, test } from "vitest";
import { clientAddress } from "./address";

test.each([
  ["without proxies, a claim is worth nothing", "203.0.113.9", "10.0.0.1", 0, "203.0.113.9"],
  ["one proxy of ours wrote down the last", "10.0.0.2", "6.6.6.6, 203.0.113.9", 1, "203.0.113.9"],
  ["two proxies", "10.0.0.3", "6.6.6.6, 203.0.113.9, 10.0.0.2", 2, "203.0.113.9"],
  ["fewer hops than proxies", "203.0.113.9", undefined, 2, "203.0.113.9"],
  ["an IPv4 address in IPv6 clothes", "::ffff:203.0.113.9", undefined, 0, "203.0.113.9"],
  ["nobody knows", undefined, undefined, 0, "unknown"],
])("%s", (_case, peer, forwardedFor, proxies, expected) => {
  expect(clientAddress(peer, forwardedFor, proxies)).toBe(expected);
});
