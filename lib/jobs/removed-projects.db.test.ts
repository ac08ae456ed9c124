/** What is left of a project after it was removed: nothing but the record of who did what. */
import { expect, test } from "vitest";
import { testCtx } from "@/lib/platform/test-ctx";
import { removeProject } from "@/lib/projects/commands";
import { sweepRemovedProjects } from "./removed-projects";

test("the telemetry of a removed project is deleted, and no other's", async () => {
  const [ctx, other] = [await testCtx({ as: "owner" }), await testCtx()];
  for (const { project } of [ctx, other]) {
    await ctx.pool.query(
      `INSERT INTO pulse_partial (project_id, environment, kind, n, first_at, newest_at, received_at)
       VALUES ($1, 'production', 1, 1, now(), now(), now())`,
      [project.id],
    );
  }
  const { slug } = ctx.project;
  await removeProject(ctx, { project: slug, confirm: slug, reason: "It was a trial" });
  await sweepRemovedProjects(ctx.pool);
  const { rows } = await ctx.pool.query<{ project: number }>(
    "SELECT project_id AS project FROM pulse_partial WHERE project_id = ANY ($1)",
    [[ctx.project.id, other.project.id]],
  );
  expect(rows).toEqual([{ project: other.project.id }]);
});
