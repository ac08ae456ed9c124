import { randomUUID } from "node:crypto";
import http from "node:http";
import net from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/platform/db";
import { hashSecret } from "@/lib/platform/identity";
import { testCtx } from "@/lib/platform/test-ctx";
import { request, storedIn } from "@/lib/telemetry/intake/test-events";
import { MAX_BODY_BYTES } from "@/lib/telemetry/schema";
import { hotRoutes } from "./hot";

const hot = hotRoutes();
const server = http.createServer(async (req, res) => {
  if (!(await hot(req, res))) res.writeHead(418).end();
});
let port = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as net.AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function keyFor(projectId: number, scopes: readonly string[]): Promise<string> {
  const secret = randomUUID();
  await db().apiKey.create({
    data: {
      id: randomUUID(),
      projectId,
      name: "test",
      prefix: "test",
      hash: hashSecret(secret),
      scopes: [...scopes],
      createdAt: new Date(),
    },
  });
  return secret;
}

const post = (body: BodyInit, headers: Record<string, string>) =>
  fetch(`http://127.0.0.1:${port}/api/v1/events`, {
    method: "POST",
    body,
    headers: { "content-type": "application/json", ...headers },
  });

describe("POST /api/v1/events, before Next", () => {
  test("stores under either spelling of the key, and says which request it was", async () => {
    const ctx = await testCtx();
    const secret = await keyFor(ctx.project.id, ["ingest"]);
    const body = JSON.stringify([request()]);
    const bearer = await post(body, {
      authorization: `Bearer ${secret}`,
      "x-request-id": "mine-1",
    });
    expect([bearer.status, bearer.headers.get("x-request-id")]).toEqual([202, "mine-1"]);
    expect(await bearer.json()).toMatchObject({ accepted: 1 });
    const again = await post(body, { "x-api-key": secret });
    expect(await again.json()).toMatchObject({ accepted: 0, duplicates: 1 });
    expect(again.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(await storedIn(ctx)).toBe(1);
  });

  test("refuses as problem details: nobody, the wrong scope, too much, another type", async () => {
    const ctx = await testCtx();
    const secret = await keyFor(ctx.project.id, ["ingest"]);
    const reader = await keyFor(ctx.project.id, ["read"]);
    const right = { "x-api-key": secret };
    const cases = [
      [await post("[]", {}), 401],
      [await post("[]", { "x-api-key": "made up" }), 401],
      [await post("[]", { "x-api-key": reader }), 403],
      [await post("{", right), 400],
      [await post("x".repeat(MAX_BODY_BYTES + 1), right), 413],
      [await post("[]", { ...right, "content-type": "text/csv" }), 415],
    ] as const;
    for (const [response, status] of cases) {
      expect(response.status).toBe(status);
      expect(response.headers.get("content-type")).toBe("application/problem+json");
      expect(await response.json()).toMatchObject({ status, code: expect.any(String) });
    }
  });

  test("leaves everything else to Next", async () => {
    const get = await fetch(`http://127.0.0.1:${port}/api/v1/overview`);
    expect(get.status).toBe(418);
  });

  test.each(["GET", "HEAD", "PUT"])("%s is told what is allowed", async (method) => {
    const response = await fetch(`http://127.0.0.1:${port}/api/v1/events`, { method });
    expect([response.status, response.headers.get("allow")]).toEqual([405, "POST, OPTIONS"]);
  });

  test("a sender that hangs up in the middle harms nobody", async () => {
    const ctx = await testCtx();
    const secret = await keyFor(ctx.project.id, ["ingest"]);
    const socket = net.connect(port, "127.0.0.1");
    socket.write(
      `POST /api/v1/events HTTP/1.1\r\nhost: x\r\nx-api-key: ${secret}\r\ncontent-length: 1000\r\n\r\n[`,
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    const next = await post(JSON.stringify([request()]), { "x-api-key": secret });
    expect(next.status).toBe(202);
  });
});
