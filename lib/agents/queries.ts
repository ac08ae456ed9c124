/** Reads the agents: all of them side by side, and one in depth. */
import { targetsFor } from "@/lib/core/targets";
import { type Frame, frameOf, type Span } from "@/lib/core/time";
import { askedMs } from "@/lib/overview/change";
import { readDeploymentViews, readReported } from "@/lib/overview/queries";
import { topOf } from "@/lib/overview/top";
import { totalsBy, type Volume } from "@/lib/overview/volume";
import { type ProjectCtx, query } from "@/lib/platform/operation";
import { type CounterDim, readCounters } from "@/lib/telemetry/store/counters";
import { readSketches, type SketchDim, type SketchRow } from "@/lib/telemetry/store/sketches";
import { select } from "@/lib/telemetry/store/sql";
import { agentOf } from "./agent";
import { agentsOf } from "./prepare";
import { type AgentsView, type AgentView, agentAskSchema, agentsAskSchema } from "./schema";

/** What separates the parts of a sketch's key. */
const UNIT = "\u001f";

export const readAgents = query({
  may: "telemetry:read",
  input: agentsAskSchema,
  run: async (ctx, ask): Promise<AgentsView> => {
    const { now, project, pool } = ctx;
    const frame = frameOf(ask, now);
    const at = (span: Span) => within(ctx, frame, span);
    const volumes = (span: Span, stepMs?: number) =>
      readCounters(pool, {
        ...at(span),
        stepMs,
        by: ["agent", "agentType"],
        where: { environment: ask.env },
      });
    const latency = (span: Span, dim: SketchDim) =>
      readSketches(pool, { ...at(span), subject: "request", dim, environment: ask.env });
    const [reported, present, before, current, past, types, pastTypes, deployments] =
      await Promise.all([
        readReported(ctx, ask.env),
        volumes(frame, frame.stepMs),
        volumes(frame.previous),
        latency(frame, "agent"),
        latency(frame.previous, "agent"),
        latency(frame, "agent_type"),
        latency(frame.previous, "agent_type"),
        readDeploymentViews(ctx, ask.env, frame),
      ]);
    const busiest = busiestOf(present);
    const latencyAt = await readSketches(pool, {
      ...at(frame),
      stepMs: frame.stepMs,
      subject: "request",
      dim: "agent",
      key: busiest,
      environment: ask.env,
    });
    return agentsOf({
      frame,
      now,
      reported,
      present: { volumes: present, latency: current },
      before: { volumes: before, latency: past },
      types: { now: types, before: pastTypes },
      latencyAt,
      deployments,
      targets: targetsFor(project.targets),
    });
  },
});

const within = ({ project }: ProjectCtx, { tier }: Frame, span: Span) => ({
  projectId: project.id,
  tier,
  span,
});

function busiestOf(volumes: Parameters<typeof agentsOf>[0]["present"]["volumes"]): string[] {
  const totals = totalsBy(volumes, ({ key }) => key.agent);
  const sizes = new Map([...totals].map(([agent, { requests }]) => [agent, requests]));
  return [...topOf(sizes).names];
}

export const readAgent = query({
  may: "telemetry:read",
  input: agentAskSchema,
  run: async (ctx, ask): Promise<AgentView> => {
    const { now, project } = ctx;
    const { agent, env } = ask;
    const frame = frameOf(ask, now);
    const one = oneAgent(ctx, frame, agent, env);
    const [
      reported,
      deployments,
      present,
      before,
      models,
      modelLatency,
      versions,
      variants,
      steps,
    ] = await Promise.all([
      readReported(ctx, env),
      readDeploymentViews(ctx, env, frame, agent),
      one.period(frame, frame.stepMs),
      one.period(frame.previous, ask.compare ? frame.stepMs : undefined),
      one.volumes(frame, ["provider", "model"]),
      readSketches(ctx.pool, {
        ...within(ctx, frame, frame),
        subject: "call",
        dim: "model",
        environment: env,
      }),
      one.arms("version"),
      one.arms("variant"),
      one.steps(),
    ]);
    const isHere = present.volumes.some(({ requests, calls }) => requests + calls > 0);
    return agentOf({
      agent,
      seen: isHere ? "now" : (await hasEverReported(ctx, agent)) ? "earlier" : "never",
      frame,
      askedMs: askedMs(ask),
      now,
      reported,
      isCompared: ask.compare,
      present,
      before,
      models,
      modelLatency,
      versions: versions.volumes,
      versionLatency: versions.latency,
      variants: variants.volumes,
      variantLatency: variants.latency,
      steps,
      deployments,
      targets: targetsFor(project.targets),
    });
  },
});

/** The reads of one agent, narrowed alike. */
function oneAgent(ctx: ProjectCtx, frame: Frame, agent: string, environment: string | undefined) {
  const { pool } = ctx;
  const where = { agent, environment };
  const volumes = (span: Span, by: readonly CounterDim[], stepMs?: number) =>
    readCounters(pool, { ...within(ctx, frame, span), stepMs, by, where });
  return {
    volumes,
    async period(span: Span, stepMs?: number) {
      const [counted, latency] = await Promise.all([
        volumes(span, ["agent", "agentType"], stepMs),
        readSketches(pool, {
          ...within(ctx, frame, span),
          stepMs,
          subject: "request",
          dim: "agent",
          key: agent,
          environment,
        }),
      ]);
      return { volumes: counted, latency };
    },
    async arms(dim: "version" | "variant") {
      const [counted, latency] = await Promise.all([
        volumes(frame, [dim]),
        readSketches(pool, {
          ...within(ctx, frame, frame),
          subject: "request",
          dim,
          keyPrefix: `${agent}${UNIT}`,
          environment,
        }),
      ]);
      return {
        volumes: counted.map((row): Volume & { name: string } => ({ ...row, name: row.key[dim] })),
        latency: latency.map((row) => ({ ...row, name: afterUnit(row) })),
      };
    },
    async steps() {
      const rows = await readSketches(pool, {
        ...within(ctx, frame, frame),
        stepMs: frame.stepMs,
        subject: "step",
        dim: "agent",
        keyPrefix: `${agent}${UNIT}`,
        environment,
      });
      return rows.map((row) => ({ ...row, key: afterUnit(row) }));
    },
  };
}

const afterUnit = ({ key }: SketchRow): string => key.slice(key.indexOf(UNIT) + 1);

async function hasEverReported({ pool, project }: ProjectCtx, agent: string): Promise<boolean> {
  const rows = await select<{ readonly found: boolean }>(
    pool,
    `SELECT EXISTS (SELECT 1 FROM counter_1d WHERE project_id = $1 AND agent = $2)
       OR EXISTS (SELECT 1 FROM counter_partial WHERE project_id = $1 AND agent = $2) AS found`,
    [project.id, agent],
  );
  return rows[0]?.found ?? false;
}
