/** A drill of the kill switch, and a press in earnest, measured from the press to the last client. */
import { randomUUID } from "node:crypto";
import http from "node:http";
import type net from "node:net";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { type Flags, openFlags as openClient } from "@/client/flags.mjs";
import { drillFlag, saveFlag, switchFlag } from "@/lib/flags/commands";
import { readDrills, readFlag } from "@/lib/flags/queries";
import { flagDraftSchema } from "@/lib/flags/schema";
import { writeDrills } from "@/lib/flags/store/drills";
import { noteExposures } from "@/lib/flags/store/exposures";
import { writtenFlag } from "@/lib/flags/test-flags";
import { db } from "@/lib/platform/db";
import { hashSecret } from "@/lib/platform/identity";
import type { ProjectCtx } from "@/lib/platform/operation";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { hotRoutes } from "./hot";
import { endStreams } from "./hot-flags";

const hot = hotRoutes();
const server = http.createServer(async (req, res) => {
  if (!(await hot(req, res))) res.writeHead(418).end();
});
let base = "";
const opened: Flags[] = [];

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`;
});
afterEach(async () => {
  endStreams();
  for (const client of opened.splice(0)) await client.close();
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

const PRODUCTION = { key: "kill", environment: "production" };

async function stage() {
  const ctx = await testCtx();
  const project = ctx.project.slug;
  const flag = flagDraftSchema.parse(writtenFlag({ key: "kill" }));
  await saveFlag(ctx, { project, flag, was: null });
  const key = await keyOf(ctx);
  const drills = async () => {
    await writeDrills();
    return (await readDrills(ctx, { project, key: "kill" })).drills;
  };
  return { ctx, project, key, drills };
}

const ask = (key: string, etag?: string) =>
  fetch(`${base}/ofrep/v1/evaluate/flags`, {
    method: "POST",
    body: JSON.stringify({ context: { targetingKey: "u" } }),
    headers: { "x-api-key": key, ...(etag !== undefined && { "if-none-match": etag }) },
  });

/** A client whose stream is open: it opens a moment after the first answer. */
async function listening(key: string): Promise<Flags> {
  const context = { targetingKey: "worker" };
  const client = await openClient({ url: base, key, context, pollMs: 600_000 });
  opened.push(client);
  return client;
}

test("a drill goes the whole way, changes no value, and says how fast each part was", async () => {
  const { ctx, project, key, drills } = await stage();
  const flags = await listening(key);
  const before = await ask(key);
  await vi.waitFor(
    async () => {
      // Until the stream is open there is nobody to tell.
      await db().flagDrill.deleteMany({ where: { projectId: ctx.project.id } });
      await drillFlag(ctx, { project, ...PRODUCTION });
      expect((await drills())[0]?.reports[0]).toMatchObject({ streams: 1 });
    },
    { timeout: 10_000, interval: 300 },
  );
  const polled = await ask(key, before.headers.get("etag") ?? "");
  expect(polled.status).toBe(200);
  await vi.waitFor(
    async () =>
      expect((await drills())[0]).toMatchObject({
        ...{ isDrill: true, by: "admin", environment: "production", isOver: false },
        reports: [
          {
            ...{ loadedMs: expect.any(Number), streams: 1, toldMs: expect.any(Number) },
            ...{ asked: 1, askedMs: expect.any(Number), polled: 1, polledMs: expect.any(Number) },
            givenMs: null,
          },
        ],
      }),
    { timeout: 10_000 },
  );
  expect(flags.value("kill", false)).toBe(true);
  expect(await readFlag(ctx, { project, key: "kill" })).toMatchObject({ version: 1 });
  const entries = await db().auditEntry.findMany({
    where: { projectId: ctx.project.id, action: "flag.drill" },
  });
  expect(entries[0]).toMatchObject({ objectId: "kill", actorId: ctx.actor.id });
});

test("two drills at once are one: nobody could tell what was measured of which", async () => {
  const { ctx, project } = await stage();
  const press = () => drillFlag(ctx, { project, ...PRODUCTION });
  const outcomes = await Promise.allSettled([press(), press()]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("a viewer may not drill, and a flag that serves nobody there cannot be", async () => {
  const { ctx, project } = await stage();
  const viewed = drillFlag(seenBy(ctx, "viewer"), { project, ...PRODUCTION });
  await expect(viewed).rejects.toMatchObject({ code: "forbidden" });
  const elsewhere = drillFlag(ctx, { project, key: "kill", environment: "nowhere" });
  await expect(elsewhere).rejects.toMatchObject({ code: "not-found" });
});

test("in earnest nothing else is given after the press, and what was given before it does not count", async () => {
  const { ctx, project, key, drills } = await stage();
  await ask(key);
  const press = { project, ...PRODUCTION, reason: "it hurts" };
  await switchFlag(ctx, { ...press, isEnabled: false });
  await ask(key);
  expect(await drills()).toMatchObject([
    { isDrill: false, reports: [{ loadedMs: expect.any(Number), givenMs: null }] },
  ]);
  // As a process would that has not heard of it.
  const late = { key: "kill", variant: "on", value: true, reason: "STATIC" };
  noteExposures(ctx.project.id, "production", { status: 200, headers: {}, body: late });
  expect(await drills()).toMatchObject([{ reports: [{ givenMs: expect.any(Number) }] }]);
  // Off already: nobody waits for anything.
  await switchFlag(ctx, { ...press, isEnabled: false });
  expect(await drills()).toHaveLength(1);
});
