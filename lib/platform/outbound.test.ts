/** The guard against real sockets: whoever listens on this machine hears nothing unless an administrator said so. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Fault } from "@/lib/core/fault";
import { checkUrl, outbound } from "./outbound";

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const servers: Server[] = [];
/** What reached the server on 127.0.0.1. */
let heard: string[] = [];
let port = 0;
let handle: Handler;

async function listen(host: string, handler: Handler, at = 0): Promise<number> {
  const server = createServer(handler);
  servers.push(server);
  await new Promise<void>((listening) => server.listen(at, host, listening));
  return (server.address() as AddressInfo).port;
}

beforeEach(async () => {
  heard = [];
  handle = (_request, response) => response.end("hello");
  port = await listen("127.0.0.1", (request, response) => {
    heard.push(`${request.method} ${request.headers.host}${request.url}`);
    handle(request, response);
  });
});

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function refusalOf(act: Promise<unknown>): Promise<Fault> {
  const outcome = await act.then(
    () => "It was not refused",
    (error: unknown) => error,
  );
  if (outcome instanceof Fault) return outcome;
  throw new Error(String(outcome), { cause: outcome });
}

const get = (url: string) => ({ url, method: "GET", headers: {} }) as const;
const withPort = (url: string) => url.replace("PORT", String(port));
const at = (family: 4 | 6, ...addresses: string[]) =>
  addresses.map((address) => ({ address, family }));

test.each([
  ["this machine", "http://127.0.0.1:PORT/", "address"],
  ["this machine by another number", "http://127.8.8.8:PORT/", "address"],
  ["this machine by name", "http://localhost:PORT/", "address"],
  ["this machine unnamed", "http://0.0.0.0:PORT/", "address"],
  ["this machine in IPv6", "http://[::1]:PORT/", "address"],
  ["this machine mapped", "http://[::ffff:127.0.0.1]:PORT/", "address"],
  ["this machine mapped, in hexadecimal", "http://[::ffff:7f00:1]:PORT/", "address"],
  ["this machine by NAT64", "http://[64:ff9b::7f00:1]:PORT/", "address"],
  ["hexadecimal", "http://0x7f.1:PORT/", "disguise"],
  ["hexadecimal in one", "http://0x7f000001:PORT/", "disguise"],
  ["decimal in one", "http://2130706433:PORT/", "disguise"],
  ["octal", "http://0177.0.0.1:PORT/", "disguise"],
  ["shortened", "http://127.1:PORT/", "disguise"],
  ["full-width digits", "http://１２７.0.0.1:PORT/", "disguise"],
  ["a disguise for a public address", "http://0x08080808/", "disguise"],
  ["cloud metadata", "http://169.254.169.254/latest/meta-data/", "address"],
  ["cloud metadata in IPv6", "http://[fd00:ec2::254]/", "address"],
  ["a private network", "https://10.0.0.1/", "address"],
  ["link-local IPv6", "http://[fe80::1]/", "address"],
  ["multicast", "http://224.0.0.1/", "address"],
  ["a file", "file:///etc/passwd", "scheme"],
  ["gopher", "gopher://127.0.0.1:PORT/_x", "scheme"],
  ["ftp", "ftp://ftp.example.com/", "scheme"],
  ["data", "data:text/plain,x", "scheme"],
  ["javascript", "javascript:alert(1)", "scheme"],
  ["unix", "unix:///var/run/docker.sock", "scheme"],
  ["a user in front", "http://example.com@127.0.0.1:PORT/", "credentials"],
  ["a password", "https://me:hunter2@example.com/", "credentials"],
  ["no address", "hooks.example.com/x", "url"],
  ["an endless address", `https://example.com/${"x".repeat(5_000)}`, "url"],
])(
  "%s is refused with the field and the reason, and no socket hears of it",
  async (_case, url, reason) => {
    const ask = { ...get(withPort(url)), field: "config.url" };
    const fault = await refusalOf(outbound()(ask));
    expect(fault.code).toBe("invalid");
    expect(fault.detail).toMatchObject({ field: "config.url", reason });
    expect(fault.message).toMatch(/^config\.url: /);
    expect(fault.message).not.toContain("hunter2");
    expect(heard).toEqual([]);
  },
);

test("what can be told from the text alone is told when it is saved", () => {
  expect(() => checkUrl("http://169.254.169.254/", [], "url")).toThrow("url: 169.254.169.254");
  expect(() => checkUrl("ftp://example.com")).toThrow("ftp:");
  expect(() => checkUrl("https://hooks.example.com/x")).not.toThrow();
  expect(() => checkUrl("http://10.1.2.3:9093/", ["10.1.0.0/16"])).not.toThrow();
});

test("a public name that means this machine is refused when connecting", async () => {
  const ask = outbound({ resolve: (_name, answer) => answer(null, at(4, "127.0.0.1")) });
  const fault = await refusalOf(ask(get(withPort("http://innocent.example.com:PORT/"))));
  expect(fault.message).toContain("innocent.example.com is 127.0.0.1, which is this machine");
  expect(heard).toEqual([]);
});

test("one private address among public ones refuses the name whole", async () => {
  const ask = outbound({
    resolve: (_name, answer) => answer(null, at(4, "93.184.216.34", "10.0.0.7")),
  });
  const fault = await refusalOf(ask(get("http://split.example.com/")));
  expect(fault.detail.reason).toBe("address");
});

test("a name that rebinds is asked once: the connection goes to the address that was judged", async () => {
  const trap: string[] = [];
  await listen("127.0.0.2", (request) => trap.push(request.url ?? ""), port);
  let asked = 0;
  const rebinding = outbound({
    allow: ["127.0.0.1"],
    resolve: (_name, answer) => answer(null, at(4, asked++ === 0 ? "127.0.0.1" : "127.0.0.2")),
  });

  const reply = await rebinding(get(withPort("http://rebind.example.com:PORT/first")));
  expect([reply.body, asked]).toEqual(["hello", 1]);
  const fault = await refusalOf(rebinding(get(withPort("http://rebind.example.com:PORT/second"))));
  expect(fault.detail.reason).toBe("address");
  expect(asked).toBe(2);
  expect(trap).toEqual([]);
});

test.each([301, 302, 303, 307, 308])(
  "a redirect (%i) to this machine is not followed",
  async (status) => {
    handle = (_request, response) =>
      response.writeHead(status, { location: `http://localhost:${port}/secret` }).end();
    const ask = outbound({ allow: [`127.0.0.1:${port}`] });
    const fault = await refusalOf(ask(get(withPort("http://127.0.0.1:PORT/start"))));
    expect([fault.code, fault.detail.reason]).toEqual(["invalid", "redirect"]);
    expect(heard).toEqual([`GET 127.0.0.1:${port}/start`]);
  },
);

test.each([
  ["by address", ["127.0.0.1"], "http://127.0.0.1:PORT/"],
  ["by address and port", ["127.0.0.1:PORT"], "http://127.0.0.1:PORT/"],
  ["by block", ["127.0.0.0/8", "::1/128"], "http://localhost:PORT/"],
  ["by name", ["localhost"], "http://localhost:PORT/"],
  ["by name and port", ["localhost:PORT"], "http://localhost:PORT/"],
])("an administrator opens a host %s", async (_case, allow, url) => {
  const reply = await outbound({ allow: allow.map(withPort) })(get(withPort(url)));
  expect(reply).toMatchObject({ status: 200, body: "hello" });
});

test("one port opened leaves the others shut", async () => {
  const fault = await refusalOf(
    outbound({ allow: ["127.0.0.1:1"] })(get(withPort("http://127.0.0.1:PORT/"))),
  );
  expect(fault.detail.reason).toBe("address");
});

const local = (options = {}) => outbound({ allow: ["127.0.0.0/8"], ...options });

test("a question arrives whole and the answer comes back whole", async () => {
  let body = "";
  handle = (request, response) => {
    request.setEncoding("utf8");
    request.on("data", (part) => (body += part));
    request.on("end", () =>
      response.writeHead(429, { "Retry-After": "7", "X-Two": ["a", "b"] }).end("später"),
    );
  };
  const reply = await local()({
    url: withPort("http://127.0.0.1:PORT/hook?wait=true"),
    method: "POST",
    headers: { "content-type": "application/json" },
    body: '{"ä":1}',
  });
  expect(reply).toMatchObject({ status: 429, body: "später" });
  expect(reply.headers).toMatchObject({ "retry-after": "7", "x-two": "a, b" });
  expect([heard, body]).toEqual([[`POST 127.0.0.1:${port}/hook?wait=true`], '{"ä":1}']);
});

test("of an endless answer only the beginning is read", async () => {
  handle = (_request, response) => {
    const pour = (): void => {
      while (response.write("x".repeat(10_000)));
      response.once("drain", pour);
    };
    pour();
  };
  const reply = await local({ maxBytes: 12_345 })(get(withPort("http://127.0.0.1:PORT/")));
  expect(reply.body).toBe("x".repeat(12_345));
});

test.each<[string, Handler]>([
  ["says nothing", () => undefined],
  ["never ends", (_request, response) => void response.writeHead(200).write("x")],
])("a host that %s is given up on", async (_case, handler) => {
  handle = handler;
  const fault = await refusalOf(local({ timeoutMs: 150 })(get(withPort("http://127.0.0.1:PORT/"))));
  expect([fault.code, fault.detail.reason]).toEqual(["unavailable", "timeout"]);
});

test("a host that hangs up is unavailable", async () => {
  handle = (request) => request.socket.resetAndDestroy();
  const fault = await refusalOf(local()(get(withPort("http://127.0.0.1:PORT/"))));
  expect([fault.code, fault.detail.reason]).toEqual(["unavailable", "network"]);
});

test("nobody listening is unavailable, and the path is not told: it may be a secret", async () => {
  const probe = createTcpServer();
  await new Promise<void>((listening) => probe.listen(0, "127.0.0.1", listening));
  const { port: free } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  const fault = await refusalOf(local()(get(`http://127.0.0.1:${free}/services/T000/SECRET`)));
  expect(fault.code).toBe("unavailable");
  expect(fault.message).toContain("ECONNREFUSED");
  expect(fault.message).not.toContain("SECRET");
});

test("a name that nobody knows is unavailable", async () => {
  const unknown = outbound({
    resolve: (_name, answer) =>
      answer(Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" }), []),
  });
  const fault = await refusalOf(unknown(get("http://nobody.example.com/")));
  expect([fault.code, fault.message]).toEqual([
    "unavailable",
    expect.stringContaining("ENOTFOUND"),
  ]);
});

test("a header with a line break is refused", async () => {
  const fault = await refusalOf(
    local()({ ...get(withPort("http://127.0.0.1:PORT/")), headers: { "x-a": "1\r\nx-b: 2" } }),
  );
  expect([fault.code, fault.detail.reason]).toEqual(["invalid", "request"]);
  expect(heard).toEqual([]);
});
