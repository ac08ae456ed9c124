/** Deployments are listed with who answers for them; a checklist that somebody else changed is not written over. */
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { HOUR } from "@/lib/core/time";
import type { ProjectCtx } from "@/lib/platform/operation";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { signOffDeployment, writeChecklist } from "./commands";
import { listDeployments, readDeployment } from "./queries";

async function deployed(): Promise<{ ctx: ProjectCtx; id: string; project: string }> {
  const ctx = await testCtx();
  const id = randomUUID();
  await ctx.pool.query(
    `INSERT INTO deployment (project_id, event_id, ts, environment, agent, version, previous_version, author, status)
     VALUES ($1, $2, $3, 'production', 'support', '1.5.0', '1.4.0', 'ada', 'succeeded')`,
    [ctx.project.id, id, new Date(ctx.now.getTime() - HOUR)],
  );
  return { ctx, id, project: ctx.project.slug };
}

const one = (text: string, isDone: boolean) => ({ part: "before" as const, text, isDone });

test("a deployment shows its list of 50 points, its targets and what was not measured", async () => {
  const { ctx, id, project } = await deployed();
  const { deployments } = await listDeployments(ctx, { project });
  expect(deployments).toMatchObject([{ id, version: "1.5.0", author: "ada", checks: null }]);
  const { review, validation, signals } = await readDeployment(ctx, { project, id });
  expect(review).toMatchObject({ revision: 0, signedOff: null });
  expect(review.points).toHaveLength(50);
  expect(validation).toMatchObject({ word: "running", leftMs: 47 * HOUR });
  expect(signals.map(({ after }) => after)).toEqual([null, null, null, null]);
});

test("its list is changed by one at a time, signed off once, and then stays", async () => {
  const { ctx, id, project } = await deployed();
  const points = [one("Backups restored", true), one("Ours", false)];
  expect(await writeChecklist(ctx, { project, id, revision: 0, points })).toMatchObject({
    ...{ revision: 1, open: 1, of: 2 },
  });
  const late = writeChecklist(ctx, { project, id, revision: 0, points: [] });
  await expect(late).rejects.toMatchObject({ code: "conflict" });
  await signOffDeployment(ctx, { project, id, revision: 1, note: "Ours comes tomorrow" });
  const { review, deployment } = await readDeployment(ctx, { project, id });
  expect(review.signedOff).toMatchObject({ by: "admin", note: "Ours comes tomorrow" });
  expect(review.points[0]?.done).toMatchObject({ by: "admin" });
  expect(deployment).toMatchObject({ checks: { open: 1, of: 2 }, signedOffBy: "admin" });
  const again = writeChecklist(ctx, { project, id, revision: 2, points });
  await expect(again).rejects.toThrow(/has signed it off/);
});

describe("who may", () => {
  test.each(["viewer", "stranger"] as const)("a %s checks nothing off", async (as) => {
    const { ctx, id, project } = await deployed();
    const code = as === "stranger" ? "not-found" : "forbidden";
    const work = signOffDeployment(seenBy(ctx, as), { project, id, revision: 0, note: "" });
    await expect(work).rejects.toMatchObject({ code });
  });

  test("another project's deployment is not found", async () => {
    const [mine, other] = [await deployed(), await deployed()];
    const asked = { project: mine.project, id: other.id };
    await expect(readDeployment(mine.ctx, asked)).rejects.toMatchObject({ code: "not-found" });
    const work = writeChecklist(mine.ctx, { ...asked, revision: 0, points: [] });
    await expect(work).rejects.toMatchObject({ code: "not-found" });
  });
});
