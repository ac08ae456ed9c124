/** Pins outlive growth, restarts and other processes; rollback, kill and their own end take them away. */
import { describe, expect, test } from "vitest";
import { db } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";
import { testCtx } from "@/lib/platform/test-ctx";
import { saveFlag, switchFlag } from "./commands";
import { evaluate, type Snapshot } from "./evaluation";
import { openFlags, readFlag, tryFlag } from "./queries";
import { flagDraftSchema } from "./schema";
import { keepFlag } from "./store/keep";
import { followPins, newPins, openPins, type Pins, pinHooks, writePins } from "./store/pins";
import { splitOf, writtenFlag } from "./test-flags";

const draft = (on: number, over: object = {}, production: object = {}) =>
  flagDraftSchema.parse(
    writtenFlag(
      { unit: "conversation", pinForMs: 3_600_000, ...over },
      { serve: splitOf({ on, off: 100 - on }, "off"), ...production },
    ),
  );

async function stage(on: number): Promise<ProjectCtx> {
  const ctx = await testCtx();
  await saveFlag(ctx, { project: ctx.project.slug, flag: draft(on), was: null });
  return ctx;
}

/** A process of its own: its memory is what it was told. */
async function process(ctx: ProjectCtx, most?: number): Promise<Pins> {
  const made = newPins(most);
  await openPins(made, ctx.project.id);
  return made;
}

const snapshotOf = async (ctx: ProjectCtx): Promise<Snapshot> =>
  (await openFlags(ctx, { project: ctx.project.slug, env: "production" })).snapshot;

async function given(ctx: ProjectCtx, pins: Pins, conversationId: string, before?: Snapshot) {
  const snapshot = before ?? (await snapshotOf(ctx));
  const { keep } = pinHooks(pins, ctx.project.id, "production");
  const context = { targetingKey: "u", conversationId };
  const outcome = evaluate({ snapshot, context, pin: keep }, "greeting");
  if ("errorCode" in outcome) throw new Error(outcome.errorDetails);
  return outcome;
}

const grow = (ctx: ProjectCtx, on: number, production: object = {}) =>
  saveFlag(ctx, { project: ctx.project.slug, flag: draft(on, {}, production), was: 1 });

/** What a rollback does to the flag; `applyMove` calls it so. */
const takeBack = (ctx: ProjectCtx) =>
  db().$transaction((tx) =>
    keepFlag({ ...ctx, db: tx }, draft(0), {
      drops: [{ environment: "production", variant: "on" }],
    }),
  );

const rows = ({ project: { id } }: ProjectCtx) =>
  db().$queryRaw<{ variant: string; unit: string }[]>`
    SELECT variant, unit FROM flag_pin WHERE project_id = ${id}`;

describe("a running conversation", () => {
  test("keeps the control while the split grows, which new ones do not", async () => {
    const ctx = await stage(0);
    const pins = await process(ctx);
    expect(await given(ctx, pins, "old")).toMatchObject({ variant: "off", isPinned: true });
    await grow(ctx, 100);
    expect(await given(ctx, pins, "old")).toMatchObject({ variant: "off", isPinned: true });
    expect(await given(ctx, pins, "new")).toMatchObject({ variant: "on" });
  });

  test("keeps it through a restart, and its name is nowhere in the database", async () => {
    const ctx = await stage(0);
    const before = await process(ctx);
    await given(ctx, before, "conversation-1");
    await writePins(before);
    await grow(ctx, 100);
    expect(await given(ctx, await process(ctx), "conversation-1")).toMatchObject({
      variant: "off",
    });
    expect(await rows(ctx)).toEqual([
      { variant: "off", unit: expect.stringMatching(/^[0-9a-f]{32}$/) },
    ]);
  });

  test("that two processes met at once keeps what was committed first, in both", async () => {
    const ctx = await stage(0);
    const [one, two] = [await process(ctx), await process(ctx)];
    const small = await snapshotOf(ctx);
    await grow(ctx, 100);
    expect(await given(ctx, one, "c", small)).toMatchObject({ variant: "off" });
    expect(await given(ctx, two, "c")).toMatchObject({ variant: "on" });
    await writePins(one);
    await writePins(two);
    await followPins(two);
    expect(await given(ctx, two, "c")).toMatchObject({ variant: "off", isPinned: true });
    expect(await given(ctx, one, "c")).toMatchObject({ variant: "off" });
    expect(await rows(ctx)).toHaveLength(1);
  });

  test("past its pin's end is dealt anew, and pinned to that", async () => {
    const ctx = await stage(0);
    const pins = await process(ctx);
    await given(ctx, pins, "c");
    await writePins(pins);
    await db().$executeRaw`UPDATE flag_pin SET until = now() - interval '1 second'
      WHERE project_id = ${ctx.project.id}`;
    await grow(ctx, 100);
    const again = await process(ctx);
    expect(await given(ctx, again, "c")).toMatchObject({ variant: "on", isPinned: true });
    await writePins(again);
    expect(await rows(ctx)).toMatchObject([{ variant: "on" }]);
  });
});

describe("taken back", () => {
  test("a canary loses its conversations in every process, the control keeps its own", async () => {
    const ctx = await stage(100);
    const pins = await process(ctx);
    await given(ctx, pins, "canary");
    await writePins(pins);
    await grow(ctx, 0);
    await given(ctx, pins, "control");
    await writePins(pins);
    expect(await given(ctx, pins, "canary")).toMatchObject({ variant: "on" });
    await takeBack(ctx);
    const version = (await readFlag(ctx, { project: ctx.project.slug, key: "greeting" })).version;
    expect(version).toBe(3);
    await openPins(pins, ctx.project.id);
    for (const each of [pins, await process(ctx)]) {
      expect(await given(ctx, each, "canary")).toMatchObject({ variant: "off" });
      expect(await given(ctx, each, "control")).toMatchObject({ variant: "off", isPinned: true });
    }
  });

  test("a pin that another process was about to write is refused", async () => {
    const ctx = await stage(100);
    const late = await process(ctx);
    await given(ctx, late, "c");
    await takeBack(ctx);
    await writePins(late);
    expect(await rows(ctx)).toEqual([]);
  });

  test("a switch-off takes every variant but the off one, and on again deals anew", async () => {
    const ctx = await stage(100);
    const { slug: project } = ctx.project;
    const pins = await process(ctx);
    await given(ctx, pins, "c");
    await writePins(pins);
    const press = { project, key: "greeting", environment: "production", reason: "tried" };
    await switchFlag(ctx, { ...press, isEnabled: false });
    await saveFlag(ctx, { project, flag: draft(0), was: 2 });
    await openPins(pins, ctx.project.id);
    expect(await given(ctx, pins, "c")).toMatchObject({ variant: "off", reason: "SPLIT" });
  });
});

test("beyond the bound a unit keeps nothing and gets what its bucket says; who is in stays", async () => {
  const ctx = await stage(0);
  const pins = await process(ctx, 1);
  await given(ctx, pins, "in");
  const out = await given(ctx, pins, "out");
  expect(out).toMatchObject({ variant: "off", bucket: expect.any(Number) });
  expect(out).not.toHaveProperty("isPinned");
  await grow(ctx, 100);
  expect(await given(ctx, pins, "in")).toMatchObject({ variant: "off" });
  expect(await given(ctx, pins, "out")).toMatchObject({ variant: "on" });
});

test("the flag's page counts them, and trying says that one decided without making any", async () => {
  const ctx = await stage(0);
  const { slug: project } = ctx.project;
  // The process's own, as the wire has it.
  const { pins } = await openFlags(ctx, { project, env: "production" });
  const context = { targetingKey: "u", conversationId: "mine" };
  const snapshot = await snapshotOf(ctx);
  evaluate({ snapshot, context, pin: pins?.keep }, "greeting");
  await grow(ctx, 100);
  const asked = { project, key: "greeting", environment: "production" };
  const tried = await tryFlag(ctx, { ...asked, context });
  expect(tried.lines[0]?.says).toMatch(
    /^This conversation was given “off” first and keeps it until .*; its bucket is “on” by now$/,
  );
  const other = { ...asked, context: { ...context, conversationId: "another" } };
  expect((await tryFlag(ctx, other)).outcome).not.toHaveProperty("isPinned");
  const seen = () => readFlag(ctx, { project, key: "greeting" });
  await expect
    .poll(async () => (await seen()).pins)
    .toEqual([{ environment: "production", variant: "off", n: 1 }]);
});
