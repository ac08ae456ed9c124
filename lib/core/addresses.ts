/** Addresses and ranges of addresses, IPv4 and IPv6: read, written in one way, and matched. */
import { BlockList, isIP } from "node:net";

type Family = "ipv4" | "ipv6";
type Range = { readonly address: string; readonly family: Family; readonly bits: number };

const FAMILIES: Readonly<Record<number, Family>> = { 4: "ipv4", 6: "ipv6" };
const WIDTHS: Readonly<Record<Family, number>> = { ipv4: 32, ipv6: 128 };
const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;
const MAPPED_BITS = 96;
const EXAMPLES = "such as 203.0.113.9, 10.0.0.0/8 or 2001:db8::/32";

/** One way of writing an address or a CIDR range, or what is wrong with it. */
export function writtenRange(
  text: string,
): { readonly range: string } | { readonly problem: string } {
  const read = rangeIn(text);
  if (typeof read === "string") return { problem: read };
  const { address, family, bits } = read;
  return { range: bits === WIDTHS[family] ? address : `${address}/${bits}` };
}

function rangeIn(text: string): Range | string {
  const [address = "", bits, ...more] = text.trim().toLowerCase().split("/");
  const family = address.includes("%") ? undefined : FAMILIES[isIP(address)];
  if (!family || more.length > 0) {
    return `“${text}” is neither an address nor a range: write one ${EXAMPLES}`;
  }
  const most = WIDTHS[family];
  if (bits !== undefined && (!/^\d{1,3}$/.test(bits) || Number(bits) > most)) {
    return `“${text}”: what follows the slash must be a number from 0 to ${most}`;
  }
  return unmapped({ address, family, bits: bits === undefined ? most : Number(bits) });
}

/** `::ffff:10.0.0.1` is 10.0.0.1 on a socket that speaks both. */
function unmapped(range: Range): Range {
  const address = MAPPED.exec(range.address)?.[1];
  if (!address || range.bits < MAPPED_BITS) return range;
  return { address, family: "ipv4", bits: range.bits - MAPPED_BITS };
}

/** Whether every range lies within one of some others; no ranges mean any address. */
export function areWithin(inner: readonly string[], outer: readonly string[]): boolean {
  if (outer.length === 0) return true;
  if (inner.length === 0) return false;
  const around = outer.map(rangeIn);
  return inner.map(rangeIn).every((one) => around.some((other) => isWithin(one, other)));
}

function isWithin(one: Range | string, other: Range | string): boolean {
  if (typeof one === "string" || typeof other === "string") return false;
  if (one.family !== other.family || one.bits < other.bits) return false;
  const list = new BlockList();
  list.addSubnet(other.address, other.bits, other.family);
  return list.check(one.address, one.family);
}

/** Whether an address is among some ranges; made once, asked often. Null, where there are none, means any. */
export function allowance(ranges: readonly string[]): ((address: string | null) => boolean) | null {
  if (ranges.length === 0) return null;
  const list = new BlockList();
  for (const range of ranges.map(rangeIn)) {
    // What cannot be read lets nobody in.
    if (typeof range !== "string") list.addSubnet(range.address, range.bits, range.family);
  }
  const last = { address: "", isIn: false };
  return (asked) => {
    const address = asked?.replace(/%.*$/, "") ?? "";
    if (address !== last.address) {
      const family = FAMILIES[isIP(address)];
      last.isIn = family !== undefined && list.check(address, family);
      last.address = address;
    }
    return last.isIn;
  };
}
