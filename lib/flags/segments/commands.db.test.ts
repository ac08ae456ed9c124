/** Segments are made, changed and removed: never under a rule that names one, and of two at once one is told. */
import { describe, expect, test } from "vitest";
import { saveFlag } from "@/lib/flags/commands";
import { openFlags } from "@/lib/flags/queries";
import { flagDraftSchema, segmentSchema } from "@/lib/flags/schema";
import { writtenFlag } from "@/lib/flags/test-flags";
import { db } from "@/lib/platform/db";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { removeSegment, saveSegment } from "./commands";
import { readSegment, readSegments } from "./queries";

const beta = segmentSchema.parse({ key: "beta", includes: ["u-1"] });
const rules = [
  { name: "first", when: [{ is: "inSegment", segment: "beta" }], serve: { variant: "off" } },
];
const named = flagDraftSchema.parse(writtenFlag({}, { rules }));

async function made() {
  const ctx = await testCtx();
  const { slug: project } = ctx.project;
  await saveSegment(ctx, { project, segment: beta, was: null });
  return { ctx, project, one: { project, key: "beta" } };
}

describe("a segment", () => {
  test("is changed for everybody at once, and the audit log says what", async () => {
    const { ctx, project, one } = await made();
    const segment = { ...beta, includes: ["u-1", "u-2"] };
    expect(await saveSegment(ctx, { project, segment, was: 1 })).toMatchObject({ revision: 2 });
    expect(await saveSegment(ctx, { project, segment, was: 2 })).toMatchObject({ what: "same" });
    expect(await readSegment(ctx, one)).toMatchObject({ segment, revision: 2, usedBy: [] });
    const { snapshot } = await openFlags(ctx, { project, env: "production" });
    expect(snapshot.segments.get("beta")?.includes).toEqual(["u-1", "u-2"]);
    const where = { projectId: ctx.project.id };
    const entries = await db().auditEntry.findMany({ where, orderBy: { at: "asc" } });
    expect(entries.map(({ action }) => action)).toEqual(["segment.create", "segment.change"]);
  });

  test("of two who change one revision, one is told", async () => {
    const { ctx, project } = await made();
    const change = (description: string) =>
      saveSegment(ctx, { project, segment: { ...beta, description }, was: 1 });
    const results = await Promise.allSettled([change("a"), change("b")]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const again = saveSegment(ctx, { project, segment: beta, was: null });
    await expect(again).rejects.toMatchObject({ code: "conflict", detail: { field: "was" } });
  });

  test("says which rules name it, and is not removed under them", async () => {
    const { ctx, project, one } = await made();
    await saveFlag(ctx, { project, flag: named, was: null });
    const use = { flag: "greeting", environment: "production", rule: "first" };
    expect((await readSegments(ctx, { project })).segments).toMatchObject([
      { key: "beta", includes: 1, usedBy: [use] },
    ]);
    await expect(removeSegment(ctx, one)).rejects.toThrow(/rule “first” of the flag greeting/);
    const plain = flagDraftSchema.parse(writtenFlag());
    await saveFlag(ctx, { project, flag: plain, was: 1 });
    await removeSegment(ctx, one);
    await expect(removeSegment(ctx, one)).rejects.toMatchObject({ code: "not-found" });
    await expect(readSegment(ctx, one)).rejects.toMatchObject({ code: "not-found" });
    const loose = saveFlag(ctx, { project, flag: named, was: 2 });
    await expect(loose).rejects.toMatchObject({
      ...{ code: "invalid", message: expect.stringContaining("names the segment “beta”") },
      detail: { field: "flag.environments.production.rules.0.when.0.segment" },
    });
  });

  test.each(["viewer", "operator", "stranger"] as const)("is not a %s's to change", async (as) => {
    const { ctx, project, one } = await made();
    const other = seenBy(ctx, as);
    const code = as === "stranger" ? "not-found" : "forbidden";
    const work = saveSegment(other, { project, segment: beta, was: 1 });
    await expect(work).rejects.toMatchObject({ code });
    await expect(removeSegment(other, one)).rejects.toMatchObject({ code });
  });
});
