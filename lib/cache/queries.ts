/** Reads the cache page: outcomes by layer and agent, what hits avoided, and the size the cache reports. */
import { targetsFor } from "@/lib/core/targets";
import { type Frame, frameOf, type Span } from "@/lib/core/time";
import { askedMs } from "@/lib/overview/change";
import { readDeploymentViews, readReported } from "@/lib/overview/queries";
import { timelineOf } from "@/lib/overview/timeline";
import { type ProjectCtx, query } from "@/lib/platform/operation";
import { readCounters } from "@/lib/telemetry/store/counters";
import { readSketches } from "@/lib/telemetry/store/sketches";
import { readTallies, type TallyDim } from "@/lib/telemetry/store/tallies";
import { cacheOf } from "./prepare";
import { type CacheView, cacheAskSchema } from "./schema";
import { sizeOf } from "./size";

export const readCache = query({
  may: "telemetry:read",
  input: cacheAskSchema,
  run: async (ctx, ask): Promise<CacheView> => {
    const { now, pool, project } = ctx;
    const environment = ask.env;
    const frame = frameOf(ask, now);
    const within = (span: Span) => ({ projectId: project.id, tier: frame.tier, span });
    const volumes = (span: Span, stepMs: number | undefined) =>
      readCounters(pool, {
        ...within(span),
        stepMs,
        by: ["agent", "agentType"],
        where: { environment },
      });
    const outcomes = (span: Span, by: readonly TallyDim[], stepMs?: number) =>
      readTallies(pool, { ...within(span), kind: "cache", by, stepMs, where: { environment } });
    const [reported, present, before, layersAt, byAgent, byAgentBefore, metrics, deployments] =
      await Promise.all([
        readReported(ctx, environment),
        volumes(frame, frame.stepMs),
        volumes(frame.previous, ask.compare ? frame.stepMs : undefined),
        outcomes(frame, ["name", "label"], frame.stepMs),
        outcomes(frame, ["agent", "label"]),
        outcomes(frame.previous, ["agent", "label"]),
        readSizes(ctx, frame, environment),
        readDeploymentViews(ctx, environment, frame),
      ]);
    return cacheOf({
      frame,
      askedMs: askedMs(ask),
      now,
      reported,
      isCompared: ask.compare,
      present,
      before,
      layersAt,
      byAgent,
      byAgentBefore,
      size: sizeOf(timelineOf(frame, reported, now), metrics),
      deployments,
      targets: targetsFor(project.targets),
    });
  },
});

/** Both metrics by bucket and label set. */
async function readSizes(
  { pool, project }: ProjectCtx,
  { tier, stepMs, from, to }: Frame,
  environment: string | undefined,
) {
  const read = (metric: string) =>
    readSketches(pool, {
      projectId: project.id,
      tier,
      span: { from, to },
      stepMs,
      subject: "metric",
      dim: "name",
      keyPrefix: `${metric}\u001f`,
      environment,
    });
  const [bytes, entries] = await Promise.all([read("cache.size_bytes"), read("cache.entries")]);
  return { bytes, entries };
}
