/** Steps of a runbook within an incident, in a real database: shared, said once, and on the timeline. */
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { declareIncident } from "@/lib/incidents/commands";
import { readIncident } from "@/lib/incidents/queries";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { markStep, openRunbook } from "./commands";
import { readSteps } from "./queries";

const STEP = { runbook: "high-cost", step: "steps.2", text: "Find who spends most" };

async function begun() {
  const ctx = await testCtx({ as: "operator" });
  const project = ctx.project.slug;
  const { id } = await declareIncident(ctx, { project, title: "Down", severity: "high" });
  return { ctx, at: { project, id } };
}

test("a tick of one is seen by all, and the timeline says who did what", async () => {
  const { ctx, at } = await begun();
  await openRunbook(ctx, { ...at, runbook: "high-cost" });
  await openRunbook(ctx, { ...at, runbook: "high-cost" });
  await markStep(ctx, { ...at, ...STEP, isDone: true, comment: "research-hybrid" });
  const other = seenBy(ctx, "viewer");
  const seen = await readSteps(other, { ...at, runbook: "high-cost" });
  expect(seen.steps).toMatchObject([
    { step: "steps.2", done: { by: "operator" }, comments: [{ text: "research-hybrid" }] },
  ]);
  expect((await readSteps(other, { ...at, runbook: "high-latency" })).steps).toEqual([]);
  const { timeline } = await readIncident(other, at);
  expect(timeline.map(({ title, text }) => text ?? title).toSorted()).toEqual([
    "Declared as high",
    "Done: Find who spends most",
    "Opened the runbook high-cost",
    "research-hybrid",
  ]);
  expect(timeline.map(({ title }) => title)).toContain("Note on the step “Find who spends most”");
  await markStep(ctx, { ...at, ...STEP, isDone: false });
  const after = await readSteps(other, { ...at, runbook: "high-cost" });
  expect(after.steps).toMatchObject([{ done: null, comments: [{ text: "research-hybrid" }] }]);
});

test("two who tick at once have ticked it once", async () => {
  const { ctx, at } = await begun();
  const both = await Promise.all([1, 2].map(() => markStep(ctx, { ...at, ...STEP, isDone: true })));
  expect(both.map(({ hasChanged }) => hasChanged).toSorted()).toEqual([false, true]);
  const { timeline } = await readIncident(ctx, at);
  expect(timeline.filter(({ title }) => title === "Done: Find who spends most")).toHaveLength(1);
});

test("what cannot be is refused with the field, and a viewer may look only", async () => {
  const { ctx, at } = await begun();
  await expect(markStep(ctx, { ...at, ...STEP })).rejects.toThrow(/isDone/);
  await expect(markStep(ctx, { ...at, ...STEP, owner: randomUUID() })).rejects.toMatchObject({
    detail: { field: "owner" },
  });
  await expect(
    markStep(seenBy(ctx, "viewer"), { ...at, ...STEP, isDone: true }),
  ).rejects.toMatchObject({ code: "forbidden" });
  await expect(
    readSteps(ctx, { ...at, id: randomUUID(), runbook: "high-cost" }),
  ).rejects.toMatchObject({ code: "not-found" });
});

test("a runbook that was written anew asks for something that nobody has done yet", async () => {
  const { ctx, at } = await begun();
  await markStep(ctx, { ...at, ...STEP, isDone: true });
  const anew = { ...STEP, text: "Take the old database away" };
  await markStep(ctx, { ...at, ...anew, comment: "Who wrote this?" });
  const { steps } = await readSteps(ctx, { ...at, runbook: "high-cost" });
  expect(steps).toMatchObject([{ text: anew.text, done: null }]);
});
