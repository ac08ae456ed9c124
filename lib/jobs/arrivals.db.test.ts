/** What the connect page is told after something was sent. */
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { readArrivals } from "@/lib/connect/queries";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { ingestEvents } from "@/lib/telemetry/commands";

test("the first event shows at once, the newest first, and only to its own project", async () => {
  const [ctx, other] = [await testCtx({ as: "viewer" }), await testCtx()];
  const ask = { project: ctx.project.slug };
  expect(await readArrivals(ctx, ask)).toMatchObject({ n: 0, firstAt: null, latest: [] });

  const event = (agent: string, ageMs: number) => ({
    kind: "request",
    id: randomUUID(),
    ts: ctx.now.getTime() - ageMs,
    durationMs: 5,
    agent,
  });
  const send = (to: typeof ctx, events: object[], now: Date) =>
    ingestEvents.run(
      { ...seenBy(to, { scopes: ["ingest"] }), now },
      {
        body: Buffer.from(JSON.stringify(events)),
        contentType: null,
        contentEncoding: null,
        idempotencyKey: null,
      },
    );
  await send(ctx, [event("first", 1_000)], new Date(ctx.now.getTime() - 500));
  await send(ctx, [event("second", 2_000)], ctx.now);
  await send(other, [event("theirs", 0)], ctx.now);

  const view = await readArrivals(ctx, ask);
  expect(view.latest.map(({ agent }) => agent)).toEqual(["second", "first"]);
  expect(view).toMatchObject({ n: 2, kinds: [{ kind: "request", n: 2 }] });
});
