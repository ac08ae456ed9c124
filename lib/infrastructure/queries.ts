/** Reads what machines and components report about themselves. */
import { DAY, type Frame, frameOf, type Span } from "@/lib/core/time";
import { markersOf } from "@/lib/errors/markers";
import { type ComponentState, componentCards, type Reports } from "@/lib/health/component";
import { axisOf } from "@/lib/overview/lines";
import { readReported } from "@/lib/overview/queries";
import { timelineOf } from "@/lib/overview/timeline";
import { type ProjectCtx, query } from "@/lib/platform/operation";
import { readDeployments } from "@/lib/telemetry/store/deployments";
import { readSketches } from "@/lib/telemetry/store/sketches";
import { select } from "@/lib/telemetry/store/sql";
import { readTallies } from "@/lib/telemetry/store/tallies";
import { keysToRead, metricPanels, otherMetrics } from "./metrics";
import { type InfrastructureView, infrastructureAskSchema } from "./schema";

const OTHERS_SHOWN = 100;
const COMPONENTS_SHOWN = 100;
/** How often a component reports is taken from its last day. */
const RHYTHM_MS = DAY;

type Place = {
  readonly projectId: number;
  readonly span: Span;
  readonly tier: Frame["tier"];
  readonly environment: string | undefined;
};

export const readInfrastructure = query({
  may: "telemetry:read",
  input: infrastructureAskSchema,
  run: async (ctx, ask): Promise<InfrastructureView> => {
    const { now, pool, project } = ctx;
    const frame = frameOf(ask, now);
    const place = { projectId: project.id, span: frame, tier: frame.tier, environment: ask.env };
    const [reported, metrics, components, deployments] = await Promise.all([
      readReported(ctx, ask.env),
      readMetrics(ctx, place, frame.stepMs),
      readComponents(ctx, place, frame.stepMs),
      readDeployments(pool, place),
    ]);
    const timeline = timelineOf(frame, reported, now);
    const others = otherMetrics(metrics.totals, metrics.steps, timeline);
    return {
      axis: axisOf(timeline),
      panels: metricPanels(metrics.totals, metrics.steps, timeline),
      others: others.slice(0, OTHERS_SHOWN),
      moreOthers: Math.max(0, others.length - OTHERS_SHOWN),
      components: componentCards(components, timeline, now),
      deployments: markersOf(deployments),
    };
  },
});

/** First what there is, then its course: only metrics that are shown are read by the bucket. */
async function readMetrics({ pool }: ProjectCtx, place: Place, stepMs: number) {
  const ask = { ...place, subject: "metric", dim: "name" } as const;
  const totals = await readSketches(pool, ask);
  const keys = keysToRead(
    totals.map(({ key }) => key),
    OTHERS_SHOWN,
  );
  const steps = keys.length === 0 ? [] : await readSketches(pool, { ...ask, stepMs, key: keys });
  return { totals, steps };
}

async function readComponents(ctx: ProjectCtx, place: Place, stepMs: number) {
  const lately = { from: new Date(ctx.now.getTime() - RHYTHM_MS), to: ctx.now };
  const [states, reports, rhythm] = await Promise.all([
    readStates(ctx, place.environment),
    readReports(ctx, place, stepMs),
    readReports(ctx, { ...place, span: lately, tier: "5m" }, undefined),
  ]);
  return { states, reports, rhythm, rhythmMs: RHYTHM_MS };
}

const readStates = (
  { pool, project }: ProjectCtx,
  environment: string | undefined,
): Promise<ComponentState[]> =>
  select(
    pool,
    `SELECT environment, component, status, at::timestamptz AS at, latency_ms AS "latencyMs", message
     FROM component_state WHERE project_id = $1 AND ($2::text IS NULL OR environment = $2)
     ORDER BY component, environment LIMIT $3`,
    [project.id, environment ?? null, COMPONENTS_SHOWN],
  );

async function readReports(
  { pool }: ProjectCtx,
  { environment, ...place }: Place,
  stepMs: number | undefined,
): Promise<Reports[]> {
  const rows = await readTallies(pool, {
    ...place,
    stepMs,
    kind: "health",
    by: ["environment", "name", "label"],
    where: { environment },
  });
  return rows.map(({ at, key, n }) => ({
    at,
    environment: key.environment,
    component: key.name,
    label: key.label,
    n,
  }));
}
