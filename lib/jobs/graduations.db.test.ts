/** A flag that has graduated goes by itself once nobody asks for it, and not a day before. */
import { describe, expect, test } from "vitest";
import { DAY } from "@/lib/core/time";
import { saveFlag } from "@/lib/flags/commands";
import { graduateFlag } from "@/lib/flags/life/commands";
import { openFlags, readFlag, readFlags } from "@/lib/flags/queries";
import { flagDraftSchema } from "@/lib/flags/schema";
import { flushExposures, noteAsker, noteExposures } from "@/lib/flags/store/exposures";
import { writtenFlag } from "@/lib/flags/test-flags";
import { db } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";
import { testCtx } from "@/lib/platform/test-ctx";
import { archiveGraduated } from "./graduations";

const draft = (over: Record<string, unknown> = {}, production: Record<string, unknown> = {}) =>
  flagDraftSchema.parse(writtenFlag(over, production));

async function made() {
  const ctx = await testCtx();
  const { slug: project } = ctx.project;
  await saveFlag(ctx, { project, flag: draft(), was: null });
  return { ctx, project, flag: { project, key: "greeting" } };
}

const isServed = async (ctx: ProjectCtx) => {
  const { snapshot } = await openFlags(ctx, { project: ctx.project.slug, env: "production" });
  return snapshot.flags.has("greeting");
};

describe("a flag that has graduated", () => {
  const later = (days: number) => new Date(Date.now() + days * DAY);
  const pass = ({ pool, project }: ProjectCtx, days: number) =>
    archiveGraduated({ db: db(), pool, now: later(days) }, undefined, project.id);

  test("is archived after a week in which nobody asked, and keeps its record", async () => {
    const { ctx, project, flag } = await made();
    await graduateFlag(ctx, { ...flag, keep: "on", was: 1 });
    const body = { key: "greeting", variant: "on", value: true, reason: "STATIC" };
    noteExposures(ctx.project.id, "production", { status: 200, headers: {}, body });
    await flushExposures();
    expect(await pass(ctx, 6)).toBe(0);
    expect(await isServed(ctx)).toBe(true);
    expect(await pass(ctx, 9)).toBe(1);
    expect(await isServed(ctx)).toBe(false);
    const { archived } = await readFlags(ctx, { project });
    expect(archived).toMatchObject([{ key: "greeting", by: "Wheelhouse", keep: "on" }]);
    expect(await pass(ctx, 10)).toBe(0);
  });

  test("stays while a program asks for all flags at once: its code may use this one", async () => {
    const { ctx, flag } = await made();
    await graduateFlag(ctx, { ...flag, keep: "on", was: 1 });
    const actor = { kind: "key", id: "k-1", name: "agents" } as const;
    const asked = { projectId: ctx.project.id, environment: "production", actor, key: null };
    noteAsker(asked, 304);
    await flushExposures();
    const where = { projectId: ctx.project.id };
    await db().flagAsker.updateMany({ where, data: { lastAt: later(1) } });
    expect(await pass(ctx, 7)).toBe(0);
    expect((await readFlag(ctx, flag)).askers).toMatchObject([
      { name: "agents", environment: "production", isForAll: true, n: 1 },
    ]);
    expect(await pass(ctx, 9)).toBe(1);
  });

  test("stays while another flag waits for it", async () => {
    const { ctx, project, flag } = await made();
    await graduateFlag(ctx, { ...flag, keep: "on", was: 1 });
    const prerequisites = [{ flag: "greeting", variants: ["on"] }];
    await saveFlag(ctx, { project, flag: draft({ key: "other" }, { prerequisites }), was: null });
    expect(await pass(ctx, 9)).toBe(0);
  });
});
