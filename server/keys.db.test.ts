/** What the addresses of a key promise over a real server, on the hot path and behind a door. */
import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { GET as getProject } from "@/app/api/v1/project/route";
import { createApiKey, revokeApiKey } from "@/lib/keys/commands";
import { clientAddress } from "@/lib/platform/address";
import { db } from "@/lib/platform/db";
import { flushKeyUse } from "@/lib/platform/key-use";
import type { ProjectCtx } from "@/lib/platform/operation";
import { testCtx } from "@/lib/platform/test-ctx";
import { request } from "@/lib/telemetry/intake/test-events";
import { hotRoutes } from "./hot";

const hot = hotRoutes();
const ports: number[] = [];
const servers = [0, 1].map((proxies) =>
  http.createServer(async (req, res) => {
    const { "x-forwarded-for": claimed } = req.headers;
    const address = clientAddress(req.socket.remoteAddress, claimed, proxies);
    req.headers["x-wheelhouse-address"] = address;
    if (await hot(req, res)) return;
    const headers = Object.entries(req.headers).map(([name, value]) => [name, String(value)]);
    const asked = new Request(`http://wheelhouse.test${req.url}`, {
      headers: headers as [string, string][],
    });
    const answer = await getProject(asked, { params: Promise.resolve({}) });
    res.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  }),
);

beforeAll(async () => {
  for (const server of servers) {
    // On IPv6, as HOST=:: listens: callers over IPv4 come as ::ffff:127.0.0.1.
    await new Promise<void>((resolve) => server.listen(0, "::", resolve));
    ports.push((server.address() as AddressInfo).port);
  }
});
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

type From = { readonly proxies?: 0 | 1; readonly forwardedFor?: string };

async function statuses({ project }: ProjectCtx, secret: string, from: From = {}) {
  const origin = `http://127.0.0.1:${ports[from.proxies ?? 0]}`;
  const headers = {
    authorization: `Bearer ${secret}`,
    "content-type": "application/json",
    "x-wheelhouse-address": "192.0.2.77",
    ...(from.forwardedFor && { "x-forwarded-for": from.forwardedFor }),
  };
  const body = JSON.stringify([request()]);
  const sent = await fetch(`${origin}/api/v1/events`, { method: "POST", headers, body });
  const read = await fetch(`${origin}/api/v1/project?project=${project.slug}`, { headers });
  return { sent: sent.status, read: read.status, texts: [await sent.text(), await read.text()] };
}

const make = (ctx: ProjectCtx, allowedAddresses: string[]) =>
  createApiKey(ctx, {
    ...{ project: ctx.project.slug, name: "ci", scopes: ["ingest", "read"], allowedAddresses },
  });

const IN = { sent: 202, read: 200 };
const OUT = { sent: 403, read: 403 };

test.each([
  [[], IN],
  [["127.0.0.1"], IN],
  [["127.0.0.0/8"], IN],
  [["::ffff:127.0.0.1"], IN],
  [["::1"], OUT],
  [["192.0.2.77"], OUT],
  [["10.0.0.0/8", "2001:db8::/32"], OUT],
])("with %j, a caller at 127.0.0.1 is answered %j", async (allowed, expected) => {
  const ctx = await testCtx();
  const { secret } = await make(ctx, allowed);
  expect(await statuses(ctx, secret)).toMatchObject(expected);
});

test("a claimed address has no effect without a proxy that we trust", async () => {
  const ctx = await testCtx();
  const { secret } = await make(ctx, ["10.0.0.0/8"]);
  expect(await statuses(ctx, secret, { forwardedFor: "10.0.0.1" })).toMatchObject(OUT);
});

test("behind one proxy, what that one saw counts, and nothing that was claimed before it", async () => {
  const ctx = await testCtx();
  const { secret } = await make(ctx, ["10.0.0.0/8"]);
  const asked = (forwardedFor: string) => statuses(ctx, secret, { proxies: 1, forwardedFor });
  expect(await asked("10.0.0.1")).toMatchObject(IN);
  expect(await asked("::ffff:a00:1")).toMatchObject(IN);
  expect(await asked("10.0.0.1, 192.0.2.9")).toMatchObject(OUT);
});

test("a refusal names the caller's own address and nothing of the key", async () => {
  const ctx = await testCtx();
  const { id, prefix, secret } = await make(ctx, ["10.1.2.0/24"]);
  const { texts } = await statuses(ctx, secret);
  for (const text of texts) {
    expect(JSON.parse(text)).toMatchObject({
      title: "This API key may not be used from your address, 127.0.0.1",
      code: "forbidden",
    });
    for (const told of [id, prefix, "10.1.2", "ci", ctx.project.slug]) {
      expect(text).not.toContain(told);
    }
  }
});

test("both ways of asking are counted, and a revoked key is out of both at once", async () => {
  const ctx = await testCtx();
  const { id, secret } = await make(ctx, []);
  expect(await statuses(ctx, secret)).toMatchObject(IN);
  await revokeApiKey(ctx, { project: ctx.project.slug, id });
  expect(await statuses(ctx, secret)).toMatchObject({ sent: 401, read: 401 });
  await flushKeyUse();
  const hours = await db().apiKeyHour.findMany({ where: { keyId: id } });
  const sum = (of: "requests" | "refused") => hours.reduce((all, hour) => all + hour[of], 0);
  expect([sum("requests"), sum("refused")]).toEqual([4, 2]);
});
