/** The official OpenFeature providers, against a real server: every kind, every refusal, and changes within a second. */
import { randomUUID } from "node:crypto";
import http from "node:http";
import type net from "node:net";
import { OFREPProvider } from "@openfeature/ofrep-provider";
import { OFREPWebProvider } from "@openfeature/ofrep-web-provider";
import { OpenFeature } from "@openfeature/server-sdk";
import {
  ProviderEvents,
  OpenFeature as WebOpenFeature,
  type Provider as WebProvider,
} from "@openfeature/web-sdk";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { importFlags, switchFlag } from "@/lib/flags/commands";
import { splitOf, writtenFlag } from "@/lib/flags/test-flags";
import { db } from "@/lib/platform/db";
import { hashSecret } from "@/lib/platform/identity";
import type { ProjectCtx } from "@/lib/platform/operation";
import { sessionOf, testCtx } from "@/lib/platform/test-ctx";
import { hotRoutes } from "./hot";
import { endStreams } from "./hot-flags";

const hot = hotRoutes();
const server = http.createServer(async (req, res) => {
  if (!(await hot(req, res))) res.writeHead(418).end();
});
let base = "";
let ctx: ProjectCtx;
let key = "";

const BUNDLE = { model: "m-2", prompt: 14, tools: ["search"], adapter: "real" };
const one = (name: string, kind: string, value: unknown, off: unknown) =>
  writtenFlag({ key: name, kind, variants: { on: value, off } });

async function keyFor(scopes: readonly string[], over: object = {}): Promise<string> {
  const secret = randomUUID();
  const fixed = { id: randomUUID(), projectId: ctx.project.id, name: "test", prefix: "test" };
  const data = { ...fixed, hash: hashSecret(secret), scopes: [...scopes], createdAt: new Date() };
  await db().apiKey.create({ data: { ...data, requestsPerSecond: 10_000, ...over } });
  return secret;
}

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`;
  ctx = await testCtx();
  key = await keyFor(["flags:evaluate"], { environment: "production" });
  const flags = [
    one("switch", "boolean", true, false),
    one("word", "string", "yes", "no"),
    one("limit", "number", 12.5, 0),
    one("agent", "object", BUNDLE, { adapter: "mock" }),
    writtenFlag({ key: "half" }, { serve: splitOf({ on: 50, off: 50 }, "off") }),
    writtenFlag(
      { key: "killed" },
      { isEnabled: false, serve: splitOf({ on: 50, off: 50 }, "off") },
    ),
  ];
  await importFlags(ctx, { project: ctx.project.slug, flags } as never);
});
afterAll(async () => {
  await OpenFeature.close();
  await WebOpenFeature.close();
  server.closeAllConnections();
  server.close();
});

const FLAGS = "/ofrep/v1/evaluate/flags";
const ask = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${base}${path}`, {
    method: "POST",
    body: typeof body === "string" ? body : JSON.stringify(body),
    headers: { "content-type": "application/json", "x-api-key": key, ...headers },
  });
const USER = { context: { targetingKey: "user-1" } };

describe("the server provider", () => {
  const clientWith = async (secret: string) => {
    const headers: [string, string][] = [["Authorization", `Bearer ${secret}`]];
    const domain = randomUUID();
    await OpenFeature.setProviderAndWait(domain, new OFREPProvider({ baseUrl: base, headers }));
    return OpenFeature.getClient(domain);
  };
  const user = { targetingKey: "user-1" };

  test("gets a boolean, a text, a number and an object", async () => {
    const client = await clientWith(key);
    expect(await client.getBooleanValue("switch", false, user)).toBe(true);
    expect(await client.getStringValue("word", "", user)).toBe("yes");
    expect(await client.getNumberValue("limit", 0, user)).toBe(12.5);
    expect(await client.getObjectValue("agent", {}, user)).toEqual(BUNDLE);
    expect(await client.getBooleanDetails("switch", false, user)).toMatchObject({
      ...{ value: true, variant: "on", reason: "STATIC" },
      flagMetadata: { version: "1", flagSetId: `${ctx.project.slug}/production` },
    });
  });

  test("a kill switch and a plain flag work without any context", async () => {
    const client = await clientWith(key);
    const killed = await client.getBooleanDetails("killed", true);
    expect(killed).toMatchObject({ value: false, reason: "DISABLED" });
    expect(await client.getBooleanValue("switch", false)).toBe(true);
  });

  test("a missing flag, a missing key and another type fall to the default, with their code", async () => {
    const client = await clientWith(key);
    const details = [
      await client.getBooleanDetails("gone", true, user),
      await client.getBooleanDetails("half", true),
      await client.getStringDetails("switch", "mine", user),
    ];
    expect(details.map(({ value, errorCode }) => [value, errorCode])).toEqual([
      [true, "FLAG_NOT_FOUND"],
      [true, "TARGETING_KEY_MISSING"],
      ["mine", "TYPE_MISMATCH"],
    ]);
  });

  test("too many requests are a pause, not a failure of the program", async () => {
    const client = await clientWith(await keyFor(["flags:evaluate"], { requestsPerSecond: 1 }));
    const ask = () => client.getBooleanDetails("switch", false, user);
    let details = await ask();
    for (let i = 0; i < 500 && details.reason !== "ERROR"; i++) details = await ask();
    expect(details).toMatchObject({ value: false, reason: "ERROR" });
    const paused = await client.getBooleanDetails("switch", false, user);
    expect(paused.errorMessage).toMatch(/paused due to TooManyRequests/);
  });
});

test("the web provider holds every flag, and sees a change when it asks again", async () => {
  const provider = new OFREPWebProvider({
    ...{ baseUrl: base, headers: [["X-API-Key", key]], pollInterval: 100, cacheMode: "disabled" },
  });
  await WebOpenFeature.setContext({ targetingKey: "user-1" });
  // Its types are of a compiler that takes what may be absent for what may be undefined.
  await WebOpenFeature.setProviderAndWait(provider as unknown as WebProvider);
  const client = WebOpenFeature.getClient();
  expect(client.getStringValue("word", "")).toBe("yes");
  expect(client.getNumberValue("limit", 0)).toBe(12.5);
  expect(client.getObjectValue("agent", {})).toEqual(BUNDLE);
  expect(client.getBooleanDetails("gone", true)).toMatchObject({ errorCode: "FLAG_NOT_FOUND" });
  const changed = new Promise((resolve) =>
    client.addHandler(ProviderEvents.ConfigurationChanged, resolve),
  );
  const off = { environment: "production", isEnabled: false, reason: "tried" };
  await switchFlag(ctx, { project: ctx.project.slug, key: "word", ...off });
  await changed;
  expect(client.getStringValue("word", "")).toBe("no");
});

describe("refusals are JSON in the protocol's words", () => {
  test.each([
    [
      "a missing flag",
      `${FLAGS}/gone`,
      USER,
      {},
      404,
      { key: "gone", errorCode: "FLAG_NOT_FOUND" },
    ],
    ["broken JSON", `${FLAGS}/switch`, "{", {}, 400, { key: "switch", errorCode: "PARSE_ERROR" }],
    ["no context", `${FLAGS}/switch`, {}, {}, 400, { errorCode: "INVALID_CONTEXT" }],
    [
      ...["a number for a key", `${FLAGS}/switch`, { context: { targetingKey: 1 } }, {}, 400],
      { errorCode: "INVALID_CONTEXT" },
    ],
    [
      ...["a split without a key", `${FLAGS}/half`, { context: {} }, {}, 400],
      { key: "half", errorCode: "TARGETING_KEY_MISSING" },
    ],
    [
      ...["all without a key", FLAGS, { context: {} }, {}, 400],
      { errorCode: "TARGETING_KEY_MISSING" },
    ],
    ["too much", FLAGS, { context: { a: "x".repeat(70_000) } }, {}, 413, { errorCode: "GENERAL" }],
    ["an unknown key", FLAGS, USER, { "x-api-key": "nix" }, 401, { errorCode: "GENERAL" }],
    ["a key that is no text", `${FLAGS}/%E0%A4%A`, USER, {}, 404, { errorCode: "GENERAL" }],
    ["another address", "/ofrep/v1/nix", USER, {}, 404, { errorCode: "GENERAL" }],
    ["another environment", `${FLAGS}?env=staging`, USER, {}, 403, { errorCode: "GENERAL" }],
  ] as [string, string, unknown, Record<string, string>, number, object][])(
    "%s",
    async (_what, path, body, headers, status, expected) => {
      const response = await ask(path, body, headers);
      expect(response.status).toBe(status);
      expect(response.headers.get("content-type")).toBe("application/json");
      expect(response.headers.get("access-control-allow-origin")).toBe("*");
      expect(await response.json()).toMatchObject({
        ...expected,
        errorDetails: expect.any(String),
      });
    },
  );

  test("the wrong scope is 403, the wrong method 405, too fast 429 with at least a second to wait", async () => {
    const reader = await keyFor(["read"]);
    expect((await ask(FLAGS, USER, { "x-api-key": reader })).status).toBe(403);
    const got = await fetch(`${base}${FLAGS}`, { headers: { "x-api-key": key } });
    expect([got.status, got.headers.get("allow")]).toEqual([405, "POST, OPTIONS"]);
    const slow = await keyFor(["flags:evaluate"], { requestsPerSecond: 1 });
    const all = await Promise.all(
      Array.from({ length: 100 }, () => ask(FLAGS, USER, { "x-api-key": slow })),
    );
    const refused = all.find(({ status }) => status === 429);
    expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    expect(await refused?.json()).toMatchObject({ errorDetails: expect.any(String) });
  });

  test("a browser may ask from anywhere, and sees what it needs for asking again", async () => {
    const preflight = await fetch(`${base}${FLAGS}`, { method: "OPTIONS" });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-headers")).toBe(
      "content-type, x-api-key, authorization, if-none-match",
    );
    const exposed = (await ask(FLAGS, USER)).headers.get("access-control-expose-headers");
    expect(exposed).toBe("ETag, Retry-After");
  });
});

describe("all flags at once", () => {
  test("the tag is the same for the same answer, another for another context, and 304 repeats it", async () => {
    const first = await ask(FLAGS, USER);
    const etag = first.headers.get("etag") ?? "";
    const again = await ask(FLAGS, USER, { "if-none-match": etag });
    expect([again.status, again.headers.get("etag"), await again.text()]).toEqual([304, etag, ""]);
    const others = await Promise.all(
      Array.from({ length: 12 }, (_, i) => ask(FLAGS, { context: { targetingKey: `other-${i}` } })),
    );
    expect(others.some((other) => other.headers.get("etag") !== etag)).toBe(true);
    const body = (await first.json()) as { flags: { key: string }[]; eventStreams: unknown };
    expect(body.flags.map((flag) => flag.key)).toEqual([
      ...["agent", "half", "killed", "limit", "switch", "word"],
    ]);
    expect(body.eventStreams).toEqual([
      {
        type: "sse",
        endpoint: { requestUri: expect.stringMatching(/^\/ofrep\/v1\/events\?token=/) },
        inactivityDelaySec: 120,
      },
    ]);
  });

  test("a change is told on the stream, and whoever asks then has it", async () => {
    type Answer = { eventStreams: { endpoint: { requestUri: string } }[] };
    const before = (await (await ask(FLAGS, USER)).json()) as Answer;
    const address = `${base}${before.eventStreams[0]?.endpoint.requestUri}`;
    const stream = await fetch(address);
    expect(stream.headers.get("content-type")).toBe("text/event-stream");
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toMatch(/^: revision/);
    const off = { environment: "production", isEnabled: false, reason: "tried" };
    await switchFlag(ctx, { project: ctx.project.slug, key: "switch", ...off });
    const told = (await reader?.read())?.value ?? "";
    expect(told).toMatch(/^id: \d+\nevent: message\ndata: /);
    const data = JSON.parse(/data: (.*)\n/.exec(told)?.[1] ?? "{}") as {
      type: string;
      etag: string;
    };
    expect(data.type).toBe("refetchEvaluation");
    const after = await ask(`${FLAGS}/switch?flagConfigEtag=${data.etag}`, USER);
    expect(await after.json()).toMatchObject({ value: false, reason: "DISABLED" });
    endStreams();
    expect(await reader?.read()).toMatchObject({ done: true });
  });

  test("a stream takes a token that is good", async () => {
    for (const token of ["", "?token=nix"]) {
      const response = await fetch(`${base}/ofrep/v1/events${token}`);
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ errorDetails: expect.any(String) });
    }
  });
});

test("somebody signed in may try flags, of a project of theirs and from this site only", async () => {
  const personId = randomUUID();
  const person = {
    id: personId,
    name: "Vi",
    email: `${personId}@example.com`,
    createdAt: new Date(),
  };
  const membership = { projectId: ctx.project.id, role: "viewer", createdAt: new Date() };
  await db().person.create({ data: { ...person, memberships: { create: membership } } });
  const cookie = await sessionOf(personId);
  const tryOut = (search: string, origin: string) =>
    fetch(`${base}${FLAGS}/limit${search}`, {
      ...{ method: "POST", body: JSON.stringify(USER), headers: { cookie, origin } },
    });
  const here = `?project=${ctx.project.slug}&env=production`;
  expect(await (await tryOut(here, base)).json()).toMatchObject({ value: 12.5 });
  const others = await Promise.all([
    tryOut(here, "https://another-site.example"),
    tryOut("", base),
    tryOut(`?project=${(await testCtx()).project.slug}`, base),
  ]);
  expect(others.map(({ status }) => status)).toEqual([403, 400, 404]);
});

test("a key of another project sees its own flags only", async () => {
  const other = await testCtx();
  const secret = randomUUID();
  const data = { id: randomUUID(), name: "o", prefix: "o", hash: hashSecret(secret) };
  await db().apiKey.create({
    data: {
      ...data,
      projectId: other.project.id,
      scopes: ["flags:evaluate"],
      createdAt: new Date(),
    },
  });
  const response = await ask(`${FLAGS}/switch`, USER, { "x-api-key": secret });
  expect(response.status).toBe(404);
});
