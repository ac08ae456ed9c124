/** Reads what was deployed, what it did to the golden signals, and what was checked. */
import { Fault } from "@/lib/core/fault";
import { targetsFor } from "@/lib/core/targets";
import { DAY, HOUR, type Span } from "@/lib/core/time";
import type { CheckPoint } from "@/lib/deployments/checklist";
import { pointsIn } from "@/lib/deployments/checklist";
import type { DeploymentRow, SmokeTest } from "@/lib/deployments/schema";
import { BEFORE_MS, type Figures, signalsOf, WINDOW_MS } from "@/lib/deployments/window";
import { percentilesOf } from "@/lib/overview/lines";
import { costPerRequest, errorRate, hitRate, NO_VOLUME } from "@/lib/overview/volume";
import type { ProjectCtx } from "@/lib/platform/operation";
import { rowsOf } from "@/lib/platform/rows";
import { shippedTexts } from "@/lib/platform/texts";
import { readCounters } from "@/lib/telemetry/store/counters";
import { type Deployment, readDeployments } from "@/lib/telemetry/store/deployments";
import { readSketches } from "@/lib/telemetry/store/sketches";
import type { DeploymentReview } from "@/prisma/client/client";

export async function deploymentIn(
  { pool, project }: Pick<ProjectCtx, "pool" | "project">,
  id: string,
): Promise<Deployment> {
  const span = { from: new Date(0), to: new Date("9999-01-01T00:00:00Z") };
  const [found] = await readDeployments(pool, { projectId: project.id, span, id });
  if (!found) throw new Fault("not-found", "There is no such deployment", { field: "id" });
  return found;
}

type Of = Pick<Deployment, "at" | "agent" | "environment">;

/** Five-minute buckets are kept for a fortnight. */
const FINE_MS = 13 * DAY;

async function figuresIn({ pool, project, now }: ProjectCtx, of: Of, span: Span): Promise<Figures> {
  const tier = now.getTime() - span.from.getTime() < FINE_MS ? "5m" : "1h";
  const { agent, environment } = of;
  const ask = { projectId: project.id, span, tier } as const;
  const where = { environment, ...(agent !== "" && { agent }) };
  const [volume = NO_VOLUME] = await readCounters(pool, { ...ask, where });
  const [latency] = await readSketches(pool, {
    ...{ ...ask, subject: "request", environment },
    ...(agent === "" ? { dim: "all" as const } : { dim: "agent" as const, key: agent }),
  });
  return {
    requests: volume.requests,
    latencyP95: percentilesOf(latency?.sketch).p95,
    errorRate: errorRate(volume),
    cacheHitRate: hitRate(volume),
    costPerRequest: volume.calls === 0 ? null : costPerRequest(volume),
  };
}

/** The day before it, and what there is of the two days after it. */
export async function readSignals(ctx: ProjectCtx, of: Of) {
  const at = of.at.getTime();
  const until = new Date(Math.min(at + WINDOW_MS, ctx.now.getTime()));
  const [before, after] = await Promise.all([
    figuresIn(ctx, of, { from: new Date(at - BEFORE_MS), to: of.at }),
    figuresIn(ctx, of, { from: of.at, to: until }),
  ]);
  return { before, after, signals: signalsOf(targetsFor(ctx.project.targets), before, after) };
}

/** What was evaluated of this version from a little before it to an hour after. */
export const readSmoke = (
  { pool, project }: ProjectCtx,
  { at, environment, version }: Deployment,
): Promise<SmokeTest[]> =>
  rowsOf(
    pool,
    `SELECT name AS gate, count(*) FILTER (WHERE status = 'pass')::int AS passed,
       count(*) FILTER (WHERE status = 'fail')::int AS failed
     FROM event WHERE project_id = $1::int4 AND kind = 5 AND environment = $2::text
       AND version = $3::text AND ts >= $4::timestamptz AND ts < $5::timestamptz
     GROUP BY 1 ORDER BY 3 DESC, 1 LIMIT 50`,
    [
      ...[project.id, environment, version],
      ...[new Date(at.getTime() - HOUR / 2), new Date(at.getTime() + HOUR)],
    ],
  );

/** The shipped list: nobody has changed it for this deployment. */
const shippedPoints = (): CheckPoint[] =>
  shippedTexts("docs/operations")
    .filter(({ name }) => name === "production-checklist")
    .flatMap(({ text }) => pointsIn(text));

export const pointsOf = (review: DeploymentReview | null): readonly CheckPoint[] =>
  review ? (review.points as unknown as readonly CheckPoint[]) : shippedPoints();

export function rowOf(
  { at, ...deployment }: Deployment,
  review: DeploymentReview | null,
): DeploymentRow {
  const points = review ? pointsOf(review) : null;
  const open = points?.filter(({ done }) => done === null).length ?? 0;
  return {
    ...{ ...deployment, at: at.toISOString() },
    checks: points && { open, of: points.length },
    signedOffBy: review?.signedOffByName ?? null,
  };
}
