/** What the money brought, by hand, and who may say what outcomes are worth. */
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { HOUR } from "@/lib/core/time";
import type { ProjectCtx } from "@/lib/platform/operation";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { call, key, send } from "@/lib/telemetry/intake/test-events";
import type { EventInput } from "@/lib/telemetry/schema";
import { setRoiInputs } from "./commands";
import { readRoi } from "./queries";

type OutcomeInput = Extract<EventInput, { kind: "outcome" }>;
const outcome = (more: { type: string } & Partial<OutcomeInput>): EventInput => ({
  ...{ kind: "outcome", id: randomUUID(), ts: new Date().toISOString(), agent: "desk" },
  ...more,
});
const inputs = { after: 0, from: new Date(0), hourlyRateUsd: 60, targetMultiplier: 100 };

type Given = Partial<Parameters<typeof setRoiInputs>[1]>;
const setBy = (ctx: ProjectCtx, more: Given = {}) =>
  setRoiInputs(ctx, { project: ctx.project.slug, ...inputs, worth: [], ...more });
const read = (ctx: ProjectCtx) =>
  readRoi({ ...seenBy(ctx, "viewer"), now: new Date() }, { project: ctx.project.slug });

/** Four calls of $0.00045 by one agent; a ticket of 6 minutes, a sale of $3, one without a unit, one that failed. */
async function busy(): Promise<ProjectCtx> {
  const ctx = await testCtx({ as: key });
  const ts = new Date(Date.now() - HOUR).toISOString();
  await send(ctx, [
    ...Array.from({ length: 4 }, () => call({ ts, agent: "desk" })),
    outcome({ ts, type: "ticket", value: 6, unit: "minutes_saved" }),
    outcome({ ts, type: "sale", value: 3, unit: "usd" }),
    outcome({ ts, type: "note" }),
    outcome({ ts, type: "ticket", value: 9, unit: "minutes_saved", succeeded: false }),
  ]);
  return ctx;
}

const COST = 4 * 0.00045;

test("dollars are known at once, minutes once an hour has a price, and the rest once somebody says", async () => {
  const ctx = await busy();
  const admin = seenBy(ctx, "admin");
  const first = await read(ctx);
  expect(first.total).toMatchObject({ outcomes: 4, successes: 3, unvalued: 2, value: 3 });
  expect(first.total.costPerOutcome).toBeCloseTo(COST / 4, 9);
  expect(first.total.costPerSuccess).toBeCloseTo(COST / 3, 9);
  await setBy(admin);
  expect((await read(ctx)).total).toMatchObject({ value: 9, unvalued: 1 });
  await setBy(admin, { after: 1, worth: [{ type: "note", by: "minutes", each: 2 }] });
  const view = await read(ctx);
  expect(view.total).toMatchObject({ value: 11, unvalued: 0, isOnTarget: true });
  expect(view.total.multiplier).toBeCloseTo(11 / COST, 4);
  expect(view.versions.map(({ version }) => version)).toEqual([2, 1]);
});

test("types share the cost of their agent by number, and providers the outcomes by calls", async () => {
  const ctx = await busy();
  await setBy(seenBy(ctx, "admin"));
  const { types, providers } = await read(ctx);
  const ticket = types.find(({ name }) => name === "ticket");
  expect(ticket).toMatchObject({ outcomes: 2, successes: 1, value: 6, unit: "minutes_saved" });
  expect(ticket?.cost).toBeCloseTo(COST / 2, 9);
  expect(providers).toMatchObject([{ name: "openai", outcomes: 4, value: 9 }]);
});

test("a version holds from its instant on", async () => {
  const ctx = await busy();
  await setBy(seenBy(ctx, "admin"), { from: new Date(Date.now() + HOUR), targetMultiplier: 7 });
  const { total, target } = await read(ctx);
  expect(total).toMatchObject({ value: 3, unvalued: 2 });
  expect(target).toBe(100);
});

test("where nothing was made or called there is a gap, never a zero", async () => {
  const ctx = await testCtx({ as: key });
  const nothing = { cost: null, value: null, multiplier: null, costPerOutcome: null };
  expect(await read(ctx)).toMatchObject({ hasOutcomes: false, total: nothing, types: [] });
  await send(ctx, [outcome({ type: "sale", value: 3, unit: "usd" })]);
  const { total, multiplier } = await read(ctx);
  expect(total).toMatchObject({ value: 3, cost: null, multiplier: null, costPerOutcome: null });
  expect(multiplier[0]?.values.every((value) => value === null)).toBe(true);
});

test("who only looks cannot say what outcomes are worth, and who was overtaken is told", async () => {
  const ctx = await busy();
  await expect(setBy(seenBy(ctx, "viewer"))).rejects.toMatchObject({ code: "forbidden" });
  const admin = seenBy(ctx, "admin");
  await setBy(admin);
  await expect(setBy(admin)).rejects.toMatchObject({ code: "conflict" });
  const other = await testCtx({ as: "admin" });
  expect((await read(other)).versions).toEqual([]);
});
