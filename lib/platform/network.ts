/** Which addresses are somebody's own network, and the list of those that an administrator opened all the same. */
import { BlockList, isIPv4, isIPv6 } from "node:net";
import { Fault } from "@/lib/core/fault";

type Family = "ipv4" | "ipv6";
type Range = readonly [address: string, prefix: number, what: string];

/** The registries of special addresses (IANA, RFC 6890 and its successors). */
const RESERVED: Readonly<Record<Family, readonly Range[]>> = {
  ipv4: [
    ["127.0.0.0", 8, "this machine itself"],
    ["0.0.0.0", 8, "this machine itself"],
    ["169.254.0.0", 16, "link-local, where clouds keep their metadata"],
    ["10.0.0.0", 8, "in a private network"],
    ["172.16.0.0", 12, "in a private network"],
    ["192.168.0.0", 16, "in a private network"],
    ["100.64.0.0", 10, "in a carrier's private network"],
    ["192.0.0.0", 24, "reserved"],
    ["192.0.2.0", 24, "reserved for documentation"],
    ["192.88.99.0", 24, "reserved"],
    ["198.18.0.0", 15, "reserved for benchmarks"],
    ["198.51.100.0", 24, "reserved for documentation"],
    ["203.0.113.0", 24, "reserved for documentation"],
    ["224.0.0.0", 4, "multicast"],
    ["240.0.0.0", 4, "reserved"],
  ],
  ipv6: [
    ["::1", 128, "this machine itself"],
    ["::", 128, "this machine itself"],
    ["::ffff:0:0", 96, "an IPv4 address in IPv6 clothes"],
    ["fc00::", 7, "in a private network"],
    ["fe80::", 10, "link-local"],
    ["ff00::", 8, "multicast"],
    ["2001::", 23, "a tunnel or reserved"],
    ["2001:db8::", 32, "reserved for documentation"],
    ["2002::", 16, "a tunnel"],
    ["3fff::", 20, "reserved for documentation"],
  ],
};

const listOf = (family: Family, ranges: readonly (readonly [string, number, ...unknown[]])[]) => {
  const list = new BlockList();
  for (const [address, prefix] of ranges) list.addSubnet(address, prefix, family);
  return list;
};
const kindsOf = (family: Family) =>
  RESERVED[family].map((range) => ({ list: listOf(family, [range]), what: range[2] }));

const KINDS = { ipv4: kindsOf("ipv4"), ipv6: kindsOf("ipv6") };
/** All that is handed out to the public so far. */
const GLOBAL_V6 = listOf("ipv6", [["2000::", 3]]);
/** Networks without IPv4 reach it through these addresses, which end in the real one. */
const NAT64 = listOf("ipv6", [["64:ff9b::", 96]]);

const familyOf = (address: string): Family => (isIPv4(address) ? "ipv4" : "ipv6");

/** What an address is when it is not a public one; null for public ones. */
export function reservedFor(address: string): string | null {
  const family = familyOf(address);
  if (family === "ipv6" && NAT64.check(address, "ipv6")) return reservedFor(embedded(address));
  const kind = KINDS[family].find(({ list }) => list.check(address, family));
  if (kind) return kind.what;
  return family === "ipv4" || GLOBAL_V6.check(address, "ipv6") ? null : "reserved";
}

/** The IPv4 address in the last 32 bits. */
function embedded(address: string): string {
  const { hostname } = new URL(`http://[${address}]`);
  const groups = hostname.slice(1, -1).split(":").slice(-2);
  const [high = 0, low = 0] = groups.map((group) => Number.parseInt(group || "0", 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

/** What administrators opened, in a form that is quick to ask. */
export type Opened = {
  readonly host: (hostname: string, port: number) => boolean;
  readonly address: (address: string, port: number) => boolean;
};

type Entry =
  | { readonly host: string; readonly port: number | null }
  | { readonly list: BlockList; readonly family: Family; readonly port: number | null };

/** Entries are a host, `host:port`, an address or a CIDR block; IPv6 with a port stands in brackets. */
export function openedBy(allow: readonly string[]): Opened {
  const entries = allow.map(entryOf);
  const isFor = (port: number) => (entry: Entry) => entry.port === null || entry.port === port;
  return {
    host: (hostname, port) =>
      entries.filter(isFor(port)).some((entry) => "host" in entry && entry.host === hostname),
    address: (address, port) =>
      entries.filter(isFor(port)).some(
        // Across families a block would match more than its writer meant: ::/0 holds all mapped IPv4.
        (entry) =>
          "list" in entry &&
          entry.family === familyOf(address) &&
          entry.list.check(address, entry.family),
      ),
  };
}

function entryOf(text: string): Entry {
  const entry = text.trim().toLowerCase();
  const block = /^([\da-f.:]+)\/(\d{1,3})$/.exec(entry);
  if (block) return blockOf(text, block[1] ?? "", Number(block[2]), null);
  if (isIPv6(entry)) return blockOf(text, entry, 128, null);
  const [, bracketed, name, digits] =
    /^(?:\[([\da-f:.]+)\]|([^\s:/@[\]]+))(?::(\d{1,5}))?$/.exec(entry) ?? [];
  const port = digits === undefined ? null : Number(digits);
  const host = bracketed ?? name;
  if (!host || (port !== null && (port < 1 || port > 65_535))) throw unfit(text);
  if (isIPv4(host)) return blockOf(text, host, 32, port);
  if (bracketed) return blockOf(text, bracketed, 128, port);
  return { host, port };
}

function blockOf(text: string, address: string, prefix: number, port: number | null): Entry {
  const family = familyOf(address);
  const isAddress = isIPv4(address) || isIPv6(address);
  if (!isAddress || prefix > (family === "ipv4" ? 32 : 128)) throw unfit(text);
  return { list: listOf(family, [[address, prefix]]), family, port };
}

const unfit = (entry: string): Fault =>
  new Fault(
    "invalid",
    `allow: "${entry.slice(0, 100)}" is no host, host:port, address or CIDR block`,
    {
      field: "allow",
      expected: "a host, host:port, an address or a CIDR block such as 10.1.0.0/16",
    },
  );
