/** Reads of deployments: the list, and one with its before and after, its checklist and its two days. */
import { frameOf } from "@/lib/core/time";
import { query } from "@/lib/platform/operation";
import { readDeployments } from "@/lib/telemetry/store/deployments";
import {
  type DeploymentDetail,
  type DeploymentsView,
  deploymentAskSchema,
  deploymentsAskSchema,
} from "./schema";
import { deploymentIn, pointsOf, readSignals, readSmoke, rowOf } from "./store/read";
import { validationOf } from "./window";

export const listDeployments = query({
  may: "telemetry:read",
  input: deploymentsAskSchema,
  run: async ({ pool, db, project, now }, ask): Promise<DeploymentsView> => {
    const span = frameOf(ask, now);
    const environment = ask.env;
    const rows = await readDeployments(pool, { projectId: project.id, span, environment });
    const reviews = await db.deploymentReview.findMany({
      where: { projectId: project.id, deploymentId: { in: rows.map(({ id }) => id) } },
    });
    return {
      deployments: rows.map((row) =>
        rowOf(row, reviews.find(({ deploymentId }) => deploymentId === row.id) ?? null),
      ),
    };
  },
});

export const readDeployment = query({
  may: "telemetry:read",
  input: deploymentAskSchema,
  run: async (ctx, { id }): Promise<DeploymentDetail> => {
    const { db, project, now } = ctx;
    const deployment = await deploymentIn(ctx, id);
    const where = { projectId_deploymentId: { projectId: project.id, deploymentId: id } };
    const [{ before, after, signals }, smoke, review] = await Promise.all([
      readSignals(ctx, deployment),
      readSmoke(ctx, deployment),
      db.deploymentReview.findUnique({ where }),
    ]);
    return {
      deployment: rowOf(deployment, review),
      ...{ signals, smoke },
      requests: { before: before.requests, after: after.requests },
      validation: validationOf(deployment.at.getTime(), now.getTime(), after, signals),
      review: {
        revision: review?.revision ?? 0,
        points: pointsOf(review),
        signedOff:
          review?.signedOffAt != null
            ? {
                by: review.signedOffByName ?? "somebody",
                at: review.signedOffAt.toISOString(),
                note: review.note ?? "",
              }
            : null,
      },
    };
  },
});
