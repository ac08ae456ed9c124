/** The address a request really came from, whatever its headers claim. */

const MAPPED = /^::ffff:(?=\d+\.)/;

/**
 * `proxies` is how many of our own stand in front; each wrote down who spoke to it, the last one last.
 * What stands further left was written by the client, and is worth nothing.
 */
export function clientAddress(
  peer: string | undefined,
  forwardedFor: string | string[] | undefined,
  proxies: number,
): string {
  const claimed = proxies > 0 ? [forwardedFor ?? ""].flat().join(",").split(",") : [];
  const hops = [...claimed.map((hop) => hop.trim()).filter(Boolean), peer ?? "unknown"];
  const address = hops[Math.max(0, hops.length - 1 - proxies)] ?? "unknown";
  return withoutPort(address).replace(MAPPED, "").slice(0, 64);
}

/** Some proxies write down the port too: `203.0.113.9:4711`, `[2001:db8::1]:4711`. */
const withoutPort = (address: string): string =>
  /^\[([^\]]*)\](?::\d*)?$/.exec(address)?.[1] ?? address.replace(/^([\d.]+):\d+$/, "$1");

/** Who is counted as one: an IPv4 address, or the /64 network that one household or server has to itself. */
export function networkOf(address: string): string {
  if (!address.includes(":")) return address;
  const [left = [], right = []] = address
    .replace(/%.*$/, "")
    .split("::")
    .map((half) => half.split(":").filter(Boolean));
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => "0");
  const groups = [...left, ...zeros, ...right].slice(0, 4);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::/64`;
}
