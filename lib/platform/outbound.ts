/** The only way the product fetches an address that somebody typed in: judged when written, and again at the moment of connecting. */
import "server-only";
import { type LookupAddress, lookup as systemLookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { Agent } from "undici";
import type { HttpAsk, HttpAsker, HttpReply } from "@/lib/core/exchange";
import { Fault } from "@/lib/core/fault";
import { type Opened, openedBy, reservedFor } from "./network";

/** Every address of a name, as `dns.lookup` gives them. */
type Resolve = (
  hostname: string,
  answer: (error: Error | null, addresses: readonly LookupAddress[]) => void,
) => void;

export type OutboundOptions = {
  /** Hosts, `host:port`, addresses and CIDR blocks that an administrator opened. */
  readonly allow?: readonly string[];
  /** For everything: name, connection, answer. */
  readonly timeoutMs?: number;
  /** What of an answer is read; the rest is left on the wire. */
  readonly maxBytes?: number;
  readonly resolve?: Resolve;
};

const TIMEOUT_MS = 15_000;
const MAX_BYTES = 64 * 1024;
const MAX_URL = 4_096;

/** Why an address is not asked, for the caller to show and to log. */
type Refusal =
  | "address"
  | "certificate"
  | "credentials"
  | "disguise"
  | "network"
  | "redirect"
  | "request"
  | "scheme"
  | "timeout"
  | "url";

const resolveAll: Resolve = (hostname, answer) => systemLookup(hostname, { all: true }, answer);

export function outbound({
  allow = [],
  timeoutMs = TIMEOUT_MS,
  maxBytes = MAX_BYTES,
  resolve = resolveAll,
}: OutboundOptions = {}): HttpAsker {
  const opened = openedBy(allow);
  return async (ask) => {
    const { field = "url" } = ask;
    const url = judge(ask.url, opened, field);
    // One agent for one question: a connection kept for the next one would not be judged again.
    const agent = new Agent({
      connect: { lookup: guarded(url, opened, resolve, field), timeout: timeoutMs },
      pipelining: 0,
    });
    try {
      return await exchange(agent, url, ask, AbortSignal.timeout(timeoutMs), maxBytes);
    } catch (error) {
      throw error instanceof Fault ? error : broken(error, url, field, timeoutMs);
    } finally {
      await agent.destroy();
    }
  };
}

/** What can be said about an address before it is asked; a form does so when the address is saved. */
export function checkUrl(text: string, allow: readonly string[] = [], field = "url"): void {
  judge(text, openedBy(allow), field);
}

function judge(text: string, opened: Opened, field: string): URL {
  const url = parsed(text, field);
  if (!/^https?:$/.test(url.protocol))
    throw refused(field, "scheme", `${url.protocol} is not fetched: use https:// or http://`);
  if (url.username || url.password)
    throw refused(
      field,
      "credentials",
      "a user or password in the address is not sent: use a header",
    );
  const host = bareHost(url);
  if (!isIP(host)) return url;
  // A browser's parser reads 0x7f.1, 2130706433 and 0177.0.0.1 as addresses; people who mean well do not write them.
  if (!host.includes(":") && !text.includes(host))
    throw refused(
      field,
      "disguise",
      `${host} is written in disguise: write it in four decimal parts`,
    );
  judgeAddress(host, url, opened, field);
  return url;
}

function parsed(text: string, field: string): URL {
  try {
    if (text.length <= MAX_URL) return new URL(text);
  } catch {
    // Said below.
  }
  throw refused(field, "url", "this is no address: write it like https://hooks.example.com/path");
}

const bareHost = (url: URL): string => url.hostname.replace(/^\[|\]$/g, "");
const portOf = (url: URL): number => Number(url.port) || (url.protocol === "https:" ? 443 : 80);

function judgeAddress(address: string, url: URL, opened: Opened, field: string): void {
  const plain = address.replace(/%.*$/, "");
  const reserved = reservedFor(plain);
  if (reserved === null || opened.address(plain, portOf(url))) return;
  const name = bareHost(url) === address ? address : `${bareHost(url)} is ${plain}, which`;
  throw refused(field, "address", `${name} is ${reserved}: an administrator can allow it`);
}

/**
 * Asks for a name's addresses once and connects to what was judged: a name that answers differently the
 * second time is never asked a second time.
 */
function guarded(url: URL, opened: Opened, resolve: Resolve, field: string): LookupFunction {
  return (hostname, { all }, callback) => {
    resolve(hostname, (error, addresses = []) => {
      const trouble = error ?? judgeAll(addresses, url, opened, field);
      const [first] = addresses;
      if (trouble || !first) callback(trouble ?? new Error("it has no address"), []);
      else if (all) callback(null, [...addresses]);
      else callback(null, first.address, first.family);
    });
  };
}

/** One bad address among good ones is no slip: the name is refused whole. */
function judgeAll(
  addresses: readonly LookupAddress[],
  url: URL,
  opened: Opened,
  field: string,
): Fault | null {
  if (opened.host(url.hostname.replace(/\.$/, ""), portOf(url))) return null;
  try {
    for (const { address } of addresses) judgeAddress(address, url, opened, field);
    return null;
  } catch (fault) {
    return fault as Fault;
  }
}

async function exchange(
  agent: Agent,
  url: URL,
  { method, headers, body, field = "url" }: HttpAsk,
  signal: AbortSignal,
  maxBytes: number,
): Promise<HttpReply> {
  const answer = await agent.request({
    origin: url.origin,
    path: url.pathname + url.search,
    method,
    headers: { ...headers },
    body: body ?? null,
    signal,
  });
  const { location } = answer.headers;
  if (answer.statusCode >= 300 && answer.statusCode < 400 && location !== undefined) {
    answer.body.on("error", () => undefined).destroy();
    throw refused(
      field,
      "redirect",
      `${url.host} redirects (${answer.statusCode}) and redirects are not followed: give the final address`,
    );
  }
  const flat = Object.entries(answer.headers).map(([name, value = ""]) => [
    name,
    [value].flat().join(", "),
  ]);
  return {
    status: answer.statusCode,
    headers: Object.fromEntries(flat),
    body: await beginningOf(answer.body, maxBytes),
  };
}

async function beginningOf(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<string> {
  const parts: Uint8Array[] = [];
  let left = maxBytes;
  for await (const part of body) {
    parts.push(part.subarray(0, left));
    left -= part.length;
    if (left <= 0) break;
  }
  return Buffer.concat(parts).toString("utf8");
}

const refused = (field: string, reason: Refusal, message: string): Fault =>
  new Fault("invalid", `${field}: ${message}`, { field, reason });

type NetworkError = Error & { readonly code?: string };

/** The address's path and query are left out: they are often the secret. */
function broken(cause: unknown, url: URL, field: string, timeoutMs: number): Fault {
  const { code = "", name, message } = cause as NetworkError;
  if (name === "TimeoutError" || /TIMEOUT/.test(code))
    return failed(field, "timeout", `${url.host} did not answer within ${timeoutMs} ms`, cause);
  if (code === "UND_ERR_INVALID_ARG")
    return new Fault("invalid", `${field}: ${message}`, { field, reason: "request" }, { cause });
  if (/CERT|SIGNATURE|ALTNAME|SELF_SIGNED|ISSUER/.test(code))
    return failed(
      field,
      "certificate",
      `the certificate of ${url.host} is not trusted (${code})`,
      cause,
    );
  const why = code || message;
  return failed(field, "network", `${url.host} could not be asked (${why})`, cause);
}

const failed = (field: string, reason: Refusal, message: string, cause: unknown): Fault =>
  new Fault("unavailable", `${field}: ${message}`, { field, reason }, { cause });
