/** Writes of deployments: their checklist, and who signs it off. */
import { Fault } from "@/lib/core/fault";
import type { Transaction } from "@/lib/platform/db";
import { command, type ProjectCtx } from "@/lib/platform/operation";
import type { DeploymentReview, Prisma } from "@/prisma/client/client";
import { openIn, written } from "./checklist";
import { checklistSchema, signOffSchema } from "./schema";
import { deploymentIn, pointsOf, readSignals } from "./store/read";

type Writing = ProjectCtx & { readonly db: Transaction };

/** Refuses whoever read an older list, and changes of what has been signed off. */
async function reviewFor(
  { db, pool, project }: Writing,
  id: string,
  revision: number,
): Promise<DeploymentReview | null> {
  await deploymentIn({ pool, project }, id);
  const where = { projectId_deploymentId: { projectId: project.id, deploymentId: id } };
  const review = await db.deploymentReview.findUnique({ where });
  if ((review?.revision ?? 0) !== revision)
    throw new Fault("conflict", "Somebody has changed the checklist since you read it", {
      field: "revision",
    });
  if (review?.signedOffAt)
    throw new Fault("conflict", `${review.signedOffByName} has signed it off: it stays as it is`);
  return review;
}

async function keep(
  { db, project }: Writing,
  deploymentId: string,
  revision: number,
  change: Omit<Prisma.DeploymentReviewUncheckedCreateInput, "projectId" | "deploymentId">,
): Promise<void> {
  const key = { projectId: project.id, deploymentId };
  const next = { ...change, revision: revision + 1 };
  const data = { ...key, ...next };
  const { count } =
    revision === 0
      ? await db.deploymentReview.createMany({ data, skipDuplicates: true })
      : await db.deploymentReview.updateMany({ where: { ...key, revision }, data: next });
  if (count === 0)
    throw new Fault("conflict", "Somebody has changed the checklist since you read it", {
      field: "revision",
    });
}

export const writeChecklist = command({
  may: "deployments:review",
  input: checklistSchema,
  run: async (ctx, { id, revision, points }) => {
    const review = await reviewFor(ctx, id, revision);
    const known = pointsOf(review);
    const next = written(known, points, ctx.actor.name, ctx.now.toISOString());
    await keep(ctx, id, revision, { points: next as unknown as Prisma.InputJsonArray });
    return { id, revision: revision + 1, open: openIn(next), of: next.length };
  },
  audit: (_input, { id, open, of }) => ({
    ...{ action: "deployment.check", object: { kind: "deployment", id } },
    after: { open, of },
  }),
});

/** With the figures of that moment: what the next one is held against. */
export const signOffDeployment = command({
  may: "deployments:review",
  input: signOffSchema,
  run: async (ctx, { id, revision, note }) => {
    const review = await reviewFor(ctx, id, revision);
    const { signals } = await readSignals(ctx, await deploymentIn(ctx, id));
    const points = pointsOf(review);
    await keep(ctx, id, revision, {
      ...{ points: points as unknown as Prisma.InputJsonArray, note },
      ...{ signedOffAt: ctx.now, signedOffByName: ctx.actor.name },
      baseline: signals as unknown as Prisma.InputJsonArray,
    });
    return { id, revision: revision + 1, open: openIn(points) };
  },
  audit: ({ note }, { id, open }) => ({
    ...{ action: "deployment.sign-off", object: { kind: "deployment", id } },
    after: { open },
    ...(note && { reason: note }),
  }),
});
