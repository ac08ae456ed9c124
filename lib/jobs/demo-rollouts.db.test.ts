/** The demo's rollouts are judged by the gates that judge everybody's, and are written once. */
import { expect, test } from "vitest";
import { readFlags } from "@/lib/flags/queries";
import { testCtx } from "@/lib/platform/test-ctx";
import { readRollout, readRollouts, replayRollout } from "@/lib/rollouts/queries";
import { writeDemoRollouts } from "./demo-rollouts";

test("the demo has a rollout that moves and one that went back on evidence, with its incident resolved", async () => {
  const now = new Date();
  const ctx = await testCtx({ now });
  const { slug: project } = ctx.project;
  await writeDemoRollouts(ctx, now.getTime());
  await writeDemoRollouts(ctx, now.getTime());
  const { moving, over, rollbacks } = await readRollouts(ctx, { project });
  expect(moving).toMatchObject([{ key: "short-prompt", phase: "SCHEDULED" }]);
  expect(over).toMatchObject([
    { key: "trip-real", phase: "ROLLED_BACK" },
    { key: "trip-first", phase: "ROLLED_BACK" },
  ]);
  expect(rollbacks.toJudge).toMatchObject([{ key: "trip-first" }]);
  expect(rollbacks.counts).toMatchObject({ byMachine: 2, judged: 1, judgedFalse: 0 });
  const { verdict, curve } = await readRollout(ctx, { project, key: "trip-real" });
  expect(verdict).toMatchObject({ word: "ROLLBACK" });
  expect(curve.length).toBeGreaterThan(3);
  expect(await replayRollout(ctx, { project, key: "trip-real" })).toMatchObject({ isSame: true });
  const incidents = await ctx.db.incident.findMany({ where: { projectId: ctx.project.id } });
  const resolved = { status: "resolved", runbook: "rollout-rollback" };
  expect(incidents).toMatchObject([resolved, resolved]);
  const { flags, archived } = await readFlags(ctx, { project });
  expect(archived).toMatchObject([{ key: "new-search", keep: "on", by: "Wheelhouse" }]);
  expect(flags.map(({ key, stale }) => [key, stale?.kind ?? null])).toEqual([
    ["answer-length", null],
    ["faq-rerank", "launched"],
    ["support-prompt", null],
    ["trip-agent", null],
  ]);
});
