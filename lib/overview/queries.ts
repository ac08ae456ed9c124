/** Reads the overview in one go: rollups, errors, components and deployments, side by side. */
import { targetsFor } from "@/lib/core/targets";
import { DAY, type Frame, frameOf, type Span } from "@/lib/core/time";
import { type ProjectCtx, query } from "@/lib/platform/operation";
import { readCounters } from "@/lib/telemetry/store/counters";
import { readDeployments } from "@/lib/telemetry/store/deployments";
import { readErrorGroups } from "@/lib/telemetry/store/error-groups";
import { countActiveUsers } from "@/lib/telemetry/store/people";
import { readPulse } from "@/lib/telemetry/store/pulse";
import { readSketches } from "@/lib/telemetry/store/sketches";
import { select } from "@/lib/telemetry/store/sql";
import { askedMs } from "./change";
import type { Component, ErrorGroup, Signals } from "./fires";
import { type Findings, overviewOf } from "./prepare";
import { type DeploymentView, type OverviewView, overviewAskSchema } from "./schema";
import type { Reported } from "./timeline";
import { todayOf } from "./today";
import { NO_VOLUME } from "./volume";

const GROUPS_READ = 50;
const DEPLOYMENTS_FOR_MS = 30 * DAY;

export const readOverview = query({
  may: "telemetry:read",
  input: overviewAskSchema,
  run: async (ctx, ask): Promise<OverviewView> => {
    const { now, project } = ctx;
    const frame = frameOf(ask, now);
    const [reported, present, before, usersAt, days, signals, deployments] = await Promise.all([
      readReported(ctx, ask.env),
      readPeriod(ctx, ask.env, frame, frame, frame.stepMs),
      readPeriod(ctx, ask.env, frame, frame.previous, ask.compare ? frame.stepMs : undefined),
      countActiveUsers(ctx.pool, { ...within(ctx, ask.env, frame, frame), stepMs: frame.stepMs }),
      readDays(ctx, ask.env),
      readSignals(ctx, ask.env, frame),
      readDeploymentViews(ctx, ask.env, frame),
    ]);
    const found: Findings = {
      frame,
      askedMs: askedMs(ask),
      now,
      reported,
      isCompared: ask.compare,
      present,
      before,
      usersAt,
      ...days,
      signals,
      deployments,
      targets: targetsFor(project.targets),
    };
    return overviewOf(found);
  },
});

const within = (
  { project }: ProjectCtx,
  environment: string | undefined,
  frame: Frame,
  span: Span,
) => ({
  projectId: project.id,
  tier: frame.tier,
  span,
  environment,
});

/** The stretch between the first and the newest event of an environment, or of all. */
export async function readReported(
  { pool, project }: ProjectCtx,
  environment: string | undefined,
): Promise<Reported> {
  const pulses = (await readPulse(pool, project.id)).filter(
    (pulse) => environment === undefined || pulse.environment === environment,
  );
  if (pulses.length === 0) return null;
  return {
    first: new Date(Math.min(...pulses.map(({ firstAt }) => firstAt.getTime()))),
    newest: new Date(Math.max(...pulses.map(({ newestAt }) => newestAt.getTime()))),
  };
}

async function readPeriod(
  ctx: ProjectCtx,
  environment: string | undefined,
  frame: Frame,
  span: Span,
  stepMs: number | undefined,
): Promise<Findings["present"]> {
  const { pool } = ctx;
  const ask = within(ctx, environment, frame, span);
  const [volumes, latency, latencyAll, [users]] = await Promise.all([
    readCounters(pool, { ...ask, stepMs, by: ["agent", "agentType"], where: { environment } }),
    readSketches(pool, { ...ask, subject: "request", dim: "agent" }),
    readSketches(pool, { ...ask, stepMs, subject: "request", dim: "all" }),
    countActiveUsers(pool, ask),
  ]);
  const hasAny = volumes.some(({ requests, calls }) => requests + calls > 0);
  return { volumes, latency, latencyAll, users: hasAny ? (users?.users ?? 0) : null };
}

/** Money of today so far and of yesterday up to this time, by the project's own midnight. */
async function readDays({ pool, project, now }: ProjectCtx, environment: string | undefined) {
  const { today, yesterday } = todayOf(now, project.timeZone);
  // Every zone's midnight falls on a whole five minutes.
  const read = (span: Span) =>
    readCounters(pool, { projectId: project.id, span, tier: "5m", where: { environment } });
  const [[sofar], [then]] = await Promise.all([read(today), read(yesterday)]);
  return { today: sofar ?? NO_VOLUME, yesterday: then && then.calls > 0 ? then : NO_VOLUME };
}

async function readSignals(
  ctx: ProjectCtx,
  environment: string | undefined,
  frame: Frame,
): Promise<Omit<Signals, "now">> {
  const { pool } = ctx;
  const ask = within(ctx, environment, frame, frame);
  const [groups, components, models, quarantined] = await Promise.all([
    readErrorGroups(pool, { ...ask, limit: GROUPS_READ }),
    readComponents(ctx, environment),
    readCounters(pool, { ...ask, by: ["provider", "model"], where: { environment } }),
    countQuarantined(ctx, frame),
  ]);
  return {
    groups: groups
      .map(
        ({ inSpan, firstAt, lastAt, ...group }): ErrorGroup => ({
          fingerprint: group.fingerprint,
          title: group.title,
          errorType: group.errorType,
          agent: group.agent,
          state: group.state,
          n: inSpan,
          firstAt: firstAt.toISOString(),
          lastAt: lastAt.toISOString(),
        }),
      )
      .toSorted((a, b) => (a.lastAt < b.lastAt ? 1 : -1)),
    components,
    unpriced: models
      .filter(({ unpricedCalls }) => unpricedCalls > 0)
      .toSorted((a, b) => b.unpricedCalls - a.unpricedCalls)
      .map(({ key, unpricedCalls }) => ({
        provider: key.provider,
        model: key.model,
        calls: unpricedCalls,
      })),
    quarantined,
  };
}

async function readComponents(
  { pool, project }: ProjectCtx,
  environment: string | undefined,
): Promise<Component[]> {
  const rows = await select<Omit<Component, "at"> & { readonly at: Date }>(
    pool,
    `SELECT component, environment, status, at::timestamptz AS at, message FROM component_state
     WHERE project_id = $1 AND status <> 'ok' AND ($2::text IS NULL OR environment = $2)
     ORDER BY component, environment LIMIT 20`,
    [project.id, environment ?? null],
  );
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}

async function countQuarantined(
  { pool, project }: ProjectCtx,
  { from, to }: Span,
): Promise<number> {
  const [row] = await select<{ readonly n: number }>(
    pool,
    `SELECT count(*)::float8 AS n FROM quarantined_event
     WHERE project_id = $1 AND at >= $2 AND at < $3 AND replayed_at IS NULL`,
    [project.id, from, to],
  );
  return row?.n ?? 0;
}

/** The latest ones whenever they were, and all inside the frame. */
export async function readDeploymentViews(
  { pool, project, now }: ProjectCtx,
  environment: string | undefined,
  frame: Frame,
  agent?: string,
): Promise<DeploymentView[]> {
  const from = new Date(Math.min(frame.from.getTime(), now.getTime() - DEPLOYMENTS_FOR_MS));
  const rows = await readDeployments(pool, {
    projectId: project.id,
    span: { from, to: frame.to },
    environment,
    agent,
  });
  return rows.map(({ at, url, ...row }) => ({
    ...{ ...row, at: at.toISOString() },
    ...(url?.startsWith("/") && { href: url }),
  }));
}
