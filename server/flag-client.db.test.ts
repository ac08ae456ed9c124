/** The small client against a real server: answers from memory, hears of changes, and outlives the console. */
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import http from "node:http";
import type net from "node:net";
import os from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { type Flags, openFlags } from "@/client/flags.mjs";
import { importFlags, switchFlag } from "@/lib/flags/commands";
import { splitOf, writtenFlag } from "@/lib/flags/test-flags";
import { db } from "@/lib/platform/db";
import { hashSecret } from "@/lib/platform/identity";
import type { ProjectCtx } from "@/lib/platform/operation";
import { testCtx } from "@/lib/platform/test-ctx";
import { hotRoutes } from "./hot";
import { endStreams } from "./hot-flags";

const hot = hotRoutes();
const server = http.createServer(async (req, res) => {
  if (!(await hot(req, res))) res.writeHead(418).end();
});
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "flag-client-"));
const opened: Flags[] = [];
const key = randomUUID();
let url = "";
let ctx: ProjectCtx;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`;
  ctx = await testCtx();
  const fixed = { id: randomUUID(), projectId: ctx.project.id, name: "client", prefix: "client" };
  const data = { ...fixed, hash: hashSecret(key), scopes: ["flags:evaluate"], createdAt: ctx.now };
  await db().apiKey.create({
    data: { ...data, environment: "production", requestsPerSecond: 10_000 },
  });
  const agent = { kind: "object", variants: { on: { model: "m-2" }, off: { model: "m-1" } } };
  const flags = [
    writtenFlag({ key: "kill" }),
    writtenFlag({ key: "agent", ...agent }),
    writtenFlag({ key: "half" }, { serve: splitOf({ on: 50, off: 50 }, "off") }),
  ];
  await importFlags(ctx, { project: ctx.project.slug, flags } as never);
});
afterEach(async () => {
  endStreams();
  for (const client of opened.splice(0)) await client.close();
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  fs.rmSync(folder, { recursive: true });
});

async function client(over: object = {}): Promise<Flags> {
  const context = { targetingKey: "user-1" };
  const made = await openFlags({ url, key, context, listens: false, ...over });
  opened.push(made);
  return made;
}

test("every flag is there at once, by its type; what is not is the fallback", async () => {
  const flags = await client();
  expect(flags.value("kill", false)).toBe(true);
  expect(flags.value("agent", {})).toEqual({ model: "m-2" });
  expect(flags.value("kill", "a text")).toBe("a text");
  expect(flags.value("nothing", 7)).toBe(7);
  expect(flags.detail("half")).toMatchObject({ reason: "SPLIT" });
});

test("a kill switch reaches a client that listens, without polling", async () => {
  const flags = await client({ listens: true, pollMs: 600_000 });
  expect(flags.value("kill", false)).toBe(true);
  // The stream opens a moment after the first answer.
  await vi.waitFor(
    async () => {
      const now = { environment: "production", reason: "tried" };
      const { slug: project } = ctx.project;
      await switchFlag(ctx, { project, key: "kill", ...now, isEnabled: false });
      await vi.waitFor(() => expect(flags.value("kill", true)).toBe(false), 2_000);
      await switchFlag(ctx, { project, key: "kill", ...now, isEnabled: true });
      await vi.waitFor(() => expect(flags.value("kill", false)).toBe(true), 2_000);
    },
    { timeout: 20_000, interval: 200 },
  );
});

test("a console that is away stops nobody: the last good answer counts, and after a restart that of the disk", async () => {
  const file = path.join(folder, "flags.json");
  const flags = await client({ file });
  expect(flags.health()).toMatchObject({ count: 3, error: "" });
  const away = { url: "http://127.0.0.1:1", file, timeoutMs: 500 };
  const restarted = await client(away);
  expect(restarted.value("agent", {})).toEqual({ model: "m-2" });
  expect(await restarted.refresh()).toBe(false);
  expect(restarted.health().error).not.toBe("");
  fs.writeFileSync(file, "{ half of it");
  expect((await client(away)).value("kill", false)).toBe(false);
});

test("asks one after the other, so that a slow answer never undoes a newer one", async () => {
  let [under, most] = [0, 0];
  const slow = http.createServer((req, res) => {
    most = Math.max(most, ++under);
    req.resume().once("end", () =>
      setImmediate(() => {
        under--;
        res.end(JSON.stringify({ flags: [] }));
      }),
    );
  });
  await new Promise<void>((resolve) => slow.listen(0, "127.0.0.1", resolve));
  const { port } = slow.address() as net.AddressInfo;
  const flags = await client({ url: `http://127.0.0.1:${port}` });
  const answers = await Promise.all([flags.refresh(), flags.refresh(), flags.refresh()]);
  slow.closeAllConnections();
  slow.close();
  expect([answers, most]).toEqual([[true, true, true], 1]);
});

test("a refused key leaves what was there", async () => {
  const flags = await client({ key: "wrong" });
  expect(flags.health().error).toMatch(/401/);
  expect(flags.value("kill", false)).toBe(false);
});
