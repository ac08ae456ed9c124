/** Pins on the wire: a running conversation keeps what it has, with a tag that is true. */
import { randomUUID } from "node:crypto";
import http from "node:http";
import type net from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { saveFlag, switchFlag } from "@/lib/flags/commands";
import { flagDraftSchema } from "@/lib/flags/schema";
import { splitOf, writtenFlag } from "@/lib/flags/test-flags";
import { db } from "@/lib/platform/db";
import { hashSecret } from "@/lib/platform/identity";
import type { ProjectCtx } from "@/lib/platform/operation";
import { testCtx } from "@/lib/platform/test-ctx";
import { hotRoutes } from "./hot";

const hot = hotRoutes();
const server = http.createServer(async (req, res) => {
  if (!(await hot(req, res))) res.writeHead(418).end();
});
let base = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function keyOf({ project }: ProjectCtx): Promise<string> {
  const secret = randomUUID();
  const fixed = { id: randomUUID(), projectId: project.id, name: "test", prefix: "test" };
  const data = { ...fixed, hash: hashSecret(secret), scopes: ["flags:evaluate"] };
  await db().apiKey.create({ data: { ...data, createdAt: new Date(), requestsPerSecond: 10_000 } });
  return secret;
}

test("a running conversation keeps its variant through a growth, and says so", async () => {
  const ctx = await testCtx();
  const { slug: project } = ctx.project;
  const draft = (on: number) => {
    const serve = splitOf({ on, off: 100 - on }, "off");
    const over = { key: "held", unit: "conversation", pinForMs: 3_600_000 };
    return flagDraftSchema.parse(writtenFlag(over, { serve }));
  };
  await saveFlag(ctx, { project, flag: draft(0), was: null });
  const secret = await keyOf(ctx);
  const get = (conversationId: string, headers: Record<string, string> = {}) =>
    fetch(`${base}/ofrep/v1/evaluate/flags`, {
      method: "POST",
      body: JSON.stringify({ context: { targetingKey: "u", conversationId } }),
      headers: { "content-type": "application/json", "x-api-key": secret, ...headers },
    });
  const held = { variant: "off", metadata: { flagSetId: `${project}/production`, pinned: true } };
  const first = await get("c");
  expect(await first.json()).toMatchObject({ flags: [held] });
  const etag = first.headers.get("etag") ?? "";
  expect((await get("c", { "if-none-match": etag })).status).toBe(304);
  await saveFlag(ctx, { project, flag: draft(100), was: 1 });
  const grown = await get("c", { "if-none-match": etag });
  expect(await grown.json()).toMatchObject({ flags: [held] });
  expect(await (await get("new")).json()).toMatchObject({ flags: [{ variant: "on" }] });
  const off = { environment: "production", isEnabled: false, reason: "tried" };
  await switchFlag(ctx, { project, key: "held", ...off });
  const killed = await (await get("c")).json();
  expect(killed).toMatchObject({ flags: [{ variant: "off", reason: "DISABLED" }] });
  expect(killed.flags[0].metadata).not.toHaveProperty("pinned");
});
