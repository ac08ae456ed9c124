/** Reads of rollouts: all of a project, one with its evidence, and the same evidence again. */
import { sameJson } from "@/lib/core/same";
import { flagIn } from "@/lib/flags/store/keep";
import type { Db } from "@/lib/platform/db";
import { type ProjectCtx, query } from "@/lib/platform/operation";
import { rowsOf } from "@/lib/platform/rows";
import type { Traffic } from "./bake";
import { actsOf, armsOf, rowOf, stagesOf } from "./detail";
import type { Gate } from "./gate";
import { regather, startOfTicks } from "./gathering";
import type { Freeze, Plan } from "./plan";
import { rulesOf } from "./presets";
import { rolloutAskSchema, rolloutsAskSchema, trafficAskSchema, trialSchema } from "./schema";
import { isActive } from "./state";
import { readBlockers, readFreezes } from "./store/facts";
import { readTold, sumsOf } from "./store/minutes";
import { tryPast } from "./store/past";
import { flagBlocker } from "./store/plans";
import {
  readCurve,
  readExposure,
  readFreezeViews,
  readMovable,
  readShares,
  readTraffic,
  readVersions,
  readWorkerOk,
} from "./store/read";
import { readRollbacks, rollbacksOf } from "./store/rollbacks";
import { type Kept, keptOf, rolloutIn } from "./store/rows";
import type {
  GateTrial,
  GateView,
  ReplayedVerdict,
  ReplayView,
  RolloutDetail,
  RolloutsView,
} from "./views";
import { type Verdict, verdictOf } from "./watch";

const MOST_OVER = 100;

const verdictIn = ({ plan, gathered }: Kept): Verdict | null =>
  gathered && verdictOf(rulesOf(plan), plan.promise, gathered.watch);

export const readRollouts = query({
  may: "rollouts:read",
  input: rolloutsAskSchema,
  run: async ({ db, pool, project, now }): Promise<RolloutsView> => {
    const [rows, freezes, flags, rollbacks] = await Promise.all([
      db.rollout.findMany({
        where: { projectId: project.id },
        orderBy: [{ updatedAt: "desc" }, { key: "asc" }],
        take: MOST_OVER,
      }),
      readFreezeViews(db, project.id, now),
      readMovable(db, project.id),
      readRollbacks(pool, project.id, now),
    ]);
    const all = rows.map((row) => {
      const kept = keptOf(row);
      return { state: kept.state, row: rowOf(kept, verdictIn(kept)?.e ?? null) };
    });
    const having = (test: (one: (typeof all)[number]) => boolean) =>
      all.filter(test).map(({ row }) => row);
    return {
      moving: having(({ state }) => isActive(state)),
      drafts: having(({ state }) => state.phase === "DRAFT"),
      over: having(({ state }) => !isActive(state) && state.phase !== "DRAFT"),
      ...{ freezes, flags, rollbacks },
    };
  },
});

export const readRollout = query({
  may: "rollouts:read",
  input: rolloutAskSchema,
  run: async (ctx, { key }): Promise<RolloutDetail> => {
    const { db, pool, project, now } = ctx;
    const kept = await rolloutIn(db, project.id, key);
    const { plan, state } = kept;
    const { environment } = plan;
    const where = { projectId: project.id, environment, targets: project.targets, now };
    const [flag, traffic, exposure, curve, steps, workerOk] = await Promise.all([
      flagIn(db, project.id, plan.flag),
      readTraffic(pool, project.id, environment, now),
      readExposure(pool, kept),
      readCurve(pool, kept),
      stepsOf(ctx, kept),
      readWorkerOk(db, now),
    ]);
    const [held, trouble, freezes, rollbacks, versions] = await Promise.all([
      readBlockers(pool, where),
      isActive(state) ? flagBlocker(ctx, plan, state) : null,
      readFreezes(pool, project.id, environment, now),
      rollbacksOf(pool, project.id, kept.id),
      readVersions(db, kept.id),
    ]);
    const blockers = trouble === null ? held : [...held, trouble];
    const verdict = verdictIn(kept);
    const word = verdict?.word ?? "NO_DATA";
    const known = { now: now.getTime(), verdict: word, blockers, freezes, met: exposure.canary };
    return {
      rollout: rowOf(kept, verdict?.e ?? null),
      ...{ revision: kept.revision, planVersion: kept.planVersion, plan, state },
      ...{ stages: stagesOf(plan, state, traffic), traffic, curve, blockers, steps, workerOk },
      ...{ freezes: freezesAhead(plan, freezes, now), rollbacks, versions },
      gates: await gatesOf(ctx, kept, verdict),
      verdict: verdict && verdictView(kept, verdict),
      exposure: {
        ...{ canary: exposure.canary, control: exposure.control },
        expectedCanary: exposure.judged === 0 ? null : exposure.expected,
        p: verdict?.sampleRatioP ?? null,
        isPinned: flag?.flag.pinForMs !== undefined,
      },
      acts: actsOf(plan, state, known),
    };
  },
});

/** The project's and the plan's own, without those that are over. */
const freezesAhead = (plan: Plan, freezes: readonly Freeze[], now: Date): Freeze[] =>
  [...freezes, ...plan.freezes]
    .filter(({ to }) => Date.parse(to) > now.getTime())
    .sort((a, b) => Date.parse(a.from) - Date.parse(b.from));

/** What the bake planner goes by, before there is a rollout to ask about. */
export const readRolloutTraffic = query({
  may: "rollouts:read",
  input: trafficAskSchema,
  run: ({ pool, project, now }, { environment }): Promise<Traffic> =>
    readTraffic(pool, project.id, environment, now),
});

const verdictView = (
  { plan, gathered, countedTo }: Kept,
  { word, e, mostE, pAlways, promotionE, crossedAt }: Verdict,
) => ({
  ...{ word, e, mostE, pAlways, promotionE },
  threshold: 1 / plan.promise.alpha,
  promotionThreshold: 1 / plan.promise.promotionAlpha,
  crossedAt: crossedAt === null ? null : new Date(crossedAt).toISOString(),
  countedTo: countedTo?.toISOString() ?? null,
  inputsHash: gathered?.counted.hash ?? "",
});

async function gatesOf({ pool }: ProjectCtx, kept: Kept, verdict: Verdict | null) {
  const [sums, shares] = await Promise.all([sumsOf(pool, kept), readShares(pool, kept)]);
  return kept.plan.gates.map(({ key, signal, agent, badAbove, rule }: Gate): GateView => {
    const said = verdict?.gates.find((gate) => gate.key === key);
    return {
      ...{ key, signal, agent, limit: rule.limit },
      badAbove: badAbove ?? kept.frozen[key] ?? null,
      isFrozen: badAbove === null && key in kept.frozen,
      ...armsOf(sums[key]),
      e: said?.e ?? null,
      promotionE: said?.promotionE ?? null,
      isProved: said?.isProved ?? false,
      isCommonCause: said?.isCommonCause ?? false,
      points: shares.get(key) ?? [],
    };
  });
}

const MOST_STEPS = 200;

async function stepsOf({ db }: ProjectCtx, { id }: Kept): Promise<RolloutDetail["steps"]> {
  const rows = await db.rolloutStep.findMany({
    where: { rolloutId: id },
    orderBy: [{ at: "desc" }, { seq: "desc" }],
    take: MOST_STEPS,
  });
  return rows.map(({ id: step, at, kind, attempt, byName, text }) => ({
    ...{ id: step, kind, attempt, text, by: byName, at: at.toISOString() },
  }));
}

/** What is over may have another plan by now, for its next attempt. */
async function planOfEvidence(db: Db, { id, plan, state }: Kept): Promise<Plan> {
  if (state.endedAt === null) return plan;
  const last = await db.rolloutPlan.findFirst({
    where: { rolloutId: id, at: { lte: new Date(state.endedAt) } },
    orderBy: { version: "desc" },
  });
  return last ? (last.plan as unknown as Plan) : plan;
}

/** From the stored minutes alone, in the order in which they became known. */
export const replayRollout = query({
  may: "rollouts:read",
  input: rolloutAskSchema,
  run: async ({ db, pool, project }, { key }): Promise<ReplayView> => {
    const kept = await rolloutIn(db, project.id, key);
    const { gathered, countedTo } = kept;
    const plan = await planOfEvidence(db, kept);
    if (!gathered || !countedTo || !kept.countFrom)
      return { minutes: 0, stored: null, replayed: null, isSame: true };
    const from = startOfTicks(plan, kept.countFrom);
    const { forgivenAt } = gathered.counted;
    const told = await readTold(pool, kept);
    const again = regather(plan, told, from, countedTo.getTime(), forgivenAt);
    const last = again.verdicts.at(-1);
    const replayed = last ? viewOf(last.tick, last.verdict, last.hash) : null;
    const [stored] = await rowsOf<ReplayedVerdict & { minute: Date }>(
      pool,
      `SELECT minute, word, e, most_e AS "mostE", p_always AS "pAlways", promotion_e AS "promotionE",
         sample_ratio_p AS "sampleRatioP", inputs_hash AS "inputsHash" FROM gate_verdict
       WHERE rollout_id = $1::uuid AND attempt = $2::int4 ORDER BY minute DESC LIMIT 1`,
      [kept.id, kept.state.attempt],
    );
    const was = stored ? { ...stored, minute: new Date(stored.minute).toISOString() } : null;
    const isSame = sameJson(was, replayed);
    return { minutes: again.verdicts.length, stored: was, replayed, isSame };
  },
});

const viewOf = (
  tick: number,
  { word, e, mostE, pAlways, promotionE, sampleRatioP }: Verdict,
  inputsHash: string,
): ReplayedVerdict => ({
  minute: new Date(tick).toISOString(),
  ...{ word, e, mostE, pAlways, promotionE, sampleRatioP, inputsHash },
});

/** The plan's gates over the past of a canary that is the control itself: whatever rolls back is a false alarm. */
export const tryGates = query({
  may: "rollouts:write",
  input: trialSchema,
  run: (ctx, { plan, days }): Promise<GateTrial> => tryPast(ctx, plan, days),
});
