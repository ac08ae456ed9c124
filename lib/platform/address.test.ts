/** Whom a request is put down to. */
import { expect, test } from "vitest";
import { clientAddress, networkOf } from "./address";

test.each([
  ["without proxies, a claim is worth nothing", "203.0.113.9", "10.0.0.1", 0, "203.0.113.9"],
  ["one proxy of ours wrote down the last", "10.0.0.2", "6.6.6.6, 203.0.113.9", 1, "203.0.113.9"],
  ["two proxies", "10.0.0.3", "6.6.6.6, 203.0.113.9, 10.0.0.2", 2, "203.0.113.9"],
  ["fewer hops than proxies", "203.0.113.9", undefined, 2, "203.0.113.9"],
  ["an IPv4 address in IPv6 clothes", "::ffff:203.0.113.9", undefined, 0, "203.0.113.9"],
  ["a proxy that writes ports", "10.0.0.2", "203.0.113.9:4711", 1, "203.0.113.9"],
  ["a proxy that writes IPv6 with ports", "10.0.0.2", "[2001:db8::1]:4711", 1, "2001:db8::1"],
  ["nobody knows", undefined, undefined, 0, "unknown"],
])("%s", (_case, peer, forwardedFor, proxies, expected) => {
  expect(clientAddress(peer, forwardedFor, proxies)).toBe(expected);
});

test.each([
  ["203.0.113.9", "203.0.113.9"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:0db8:0001:0002::9", "2001:db8:1:2::/64"],
  ["2001:db8::9", "2001:db8:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["unknown", "unknown"],
])("%s is counted as %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});
