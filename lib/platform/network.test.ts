/** Which addresses are kept from being asked, and what an administrator's list opens. */
import { expect, test } from "vitest";
import { openedBy, reservedFor } from "./network";

test.each([
  "0.0.0.0",
  "0.1.2.3",
  "10.0.0.1",
  "100.64.0.1",
  "127.0.0.1",
  "127.255.255.254",
  "169.254.169.254",
  "172.16.0.1",
  "172.31.255.255",
  "192.0.0.8",
  "192.168.1.1",
  "198.18.0.1",
  "224.0.0.1",
  "240.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "::127.0.0.1",
  "::ffff:127.0.0.1",
  "::ffff:8.8.8.8",
  "64:ff9b::a9fe:a9fe",
  "64:ff9b::127.0.0.1",
  "64:ff9b::1",
  "64:ff9b:1::1",
  "fc00::1",
  "fd12:3456::1",
  "fe80::1",
  "fec0::1",
  "ff02::1",
  "2001:0:53aa:64c::1",
  "2001:db8::1",
  "2002:7f00:1::",
  "4000::1",
])("%s is nobody's public address", (address) => {
  expect(reservedFor(address)).toEqual(expect.any(String));
});

test.each([
  "1.1.1.1",
  "8.8.8.8",
  "100.128.0.1",
  "172.15.255.255",
  "172.32.0.1",
  "192.167.1.1",
  "223.255.255.255",
  "2606:4700:4700::1111",
  "2a00:1450:4001::200e",
  "64:ff9b::808:808",
])("%s is public", (address) => {
  expect(reservedFor(address)).toBeNull();
});

const opens = (entry: string, address: string, port = 443) =>
  openedBy([entry]).address(address, port);

test.each([
  ["10.1.0.0/16", "10.1.255.1", true],
  ["10.1.0.0/16", "10.2.0.1", false],
  ["10.1.2.3", "10.1.2.3", true],
  ["10.1.2.3:443", "10.1.2.3", true],
  ["10.1.2.3:9093", "10.1.2.3", false],
  ["fd00::/8", "fd12::1", true],
  ["[fd12::1]:443", "fd12::1", true],
  ["[fd12::1]:444", "fd12::1", false],
  ["fd12::1", "fd12::1", true],
  ["::/0", "127.0.0.1", false],
  ["0.0.0.0/0", "127.0.0.1", true],
  ["0.0.0.0/0", "::1", false],
])("%s in the list opens %s: %s", (entry, address, expected) => {
  expect(opens(entry, address)).toBe(expected);
});

test.each([
  ["alertmanager.internal", "alertmanager.internal", 9093, true],
  ["Alertmanager.Internal:9093", "alertmanager.internal", 9093, true],
  ["alertmanager.internal:9093", "alertmanager.internal", 80, false],
  ["internal", "alertmanager.internal", 80, false],
])("%s in the list opens %s at %i: %s", (entry, host, port, expected) => {
  expect(openedBy([entry]).host(host, port)).toBe(expected);
});

test.each(["", "a b", "10.0.0.0/33", "fd00::/129", "host:0", "host:99999", "http://host", "x@y"])(
  "%j is no entry of the list",
  (entry) => {
    expect(() => openedBy([entry])).toThrow("allow:");
  },
);
