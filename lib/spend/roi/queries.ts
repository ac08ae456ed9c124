/** Reads what the money brought, from rollups of outcomes and of calls. */
import { frameOf } from "@/lib/core/time";
import { calmed } from "@/lib/errors/frame";
import { readReported } from "@/lib/overview/queries";
import { query } from "@/lib/platform/operation";
import { readCounters } from "@/lib/telemetry/store/counters";
import { readTallies } from "@/lib/telemetry/store/tallies";
import { roiViewOf } from "./prepare";
import { type RoiView, roiAskSchema } from "./schema";
import { inputsOf, readVersions } from "./store/inputs";

export const readRoi = query({
  may: "telemetry:read",
  input: roiAskSchema,
  run: async (ctx, ask): Promise<RoiView> => {
    const { now, pool, project } = ctx;
    const { env: environment } = ask;
    const frame = calmed(frameOf(ask, now));
    const place = {
      ...{ projectId: project.id, tier: frame.tier, span: frame, stepMs: frame.stepMs },
    };
    const [reported, succeeded, failed, spent, versions] = await Promise.all([
      readReported(ctx, environment),
      readTallies(pool, {
        ...{ ...place, kind: "outcome_unit", by: ["agent", "name", "label"] },
        where: { environment },
      }),
      readTallies(pool, {
        ...{ ...place, kind: "outcome", by: ["agent", "name"] },
        where: { environment, label: "failed" },
      }),
      readCounters(pool, { ...place, by: ["agent", "provider"], where: { environment } }),
      readVersions(ctx),
    ]);
    return {
      ...roiViewOf({
        ...{ frame, now, reported, succeeded, failed, spent },
        versions: versions.map(inputsOf),
      }),
      versions,
    };
  },
});
