/** Refused events come in through the same door when they are sent again. */
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { listQuarantine } from "@/lib/data/queries";
import type { ProjectCtx } from "@/lib/platform/operation";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { ingestEvents } from "@/lib/telemetry/commands";
import { replayQuarantined } from "./replay-quarantine";

const DAY_MS = 86_400_000;

const request = (ctx: ProjectCtx, ageMs: number, more: object = {}) => ({
  kind: "request",
  id: randomUUID(),
  ts: ctx.now.getTime() - ageMs,
  durationMs: 100,
  ...more,
});

async function send(ctx: ProjectCtx, events: readonly object[]) {
  const key = seenBy(ctx, { scopes: ["ingest"] });
  return ingestEvents.run(key, {
    body: Buffer.from(JSON.stringify(events)),
    contentType: "application/json",
    contentEncoding: null,
    idempotencyKey: null,
  });
}

const stored = async ({ pool, project }: ProjectCtx): Promise<number> => {
  const { rows } = await pool.query("SELECT count(*)::int AS n FROM event WHERE project_id = $1", [
    project.id,
  ]);
  return rows[0].n;
};

test("late events are let in by an administrator, once, and leave the quarantine", async () => {
  const ctx = await testCtx();
  const project = ctx.project.slug;
  const late = request(ctx, 10 * DAY_MS);
  expect((await send(ctx, [late, request(ctx, 0)])).rejected).toHaveLength(1);
  const outcome = await replayQuarantined(ctx, { project });
  expect(outcome).toEqual({ accepted: 1, duplicates: 0, refused: 0, left: 0 });
  expect(await stored(ctx)).toBe(2);
  expect((await listQuarantine(ctx, { project })).total).toBe(0);

  await send(ctx, [late]);
  expect(await replayQuarantined(ctx, { project })).toMatchObject({ accepted: 0, duplicates: 1 });
  expect(await stored(ctx)).toBe(2);
});

test("what still does not fit stays, with its reason", async () => {
  const ctx = await testCtx();
  const project = ctx.project.slug;
  await send(ctx, [request(ctx, 0, { durationMs: -1 }), request(ctx, 400 * DAY_MS)]);
  expect(await replayQuarantined(ctx, { project })).toMatchObject({ accepted: 0, refused: 2 });
  const { rows } = await listQuarantine(ctx, { project });
  expect(rows.map(({ code }) => code).sort()).toEqual(["invalid", "too-old"]);
});

test("a mended event is stored under its own id", async () => {
  const ctx = await testCtx();
  const project = ctx.project.slug;
  const broken = request(ctx, 0, { durationMs: "slow" });
  await send(ctx, [broken]);
  const { rows } = await listQuarantine(ctx, { project });
  const id = rows[0]?.id ?? "";
  const body = JSON.stringify({ ...broken, durationMs: 120 });
  expect(await replayQuarantined(ctx, { project, ids: [id], body })).toMatchObject({ accepted: 1 });
  expect(await send(ctx, [{ ...broken, durationMs: 120 }])).toMatchObject({ duplicates: 1 });
});

test("an operator may not, and another project's rows are out of reach", async () => {
  const [ctx, other] = [await testCtx(), await testCtx()];
  await send(other, [request(other, 10 * DAY_MS)]);
  const { rows } = await listQuarantine(other, { project: other.project.slug });
  const ids = rows.map(({ id }) => id);
  const outcome = await replayQuarantined(ctx, { project: ctx.project.slug, ids });
  expect(outcome).toMatchObject({ accepted: 0, left: 0 });
  const asOperator = replayQuarantined(seenBy(ctx, "operator"), { project: ctx.project.slug });
  await expect(asOperator).rejects.toMatchObject({ code: "forbidden" });
});
