/** Writes of rollouts: made from a preset or a plan, changed, moved by people, and the windows in which nothing is promoted. */
import { randomUUID } from "node:crypto";
import { Fault } from "@/lib/core/fault";
import { DAY } from "@/lib/core/time";
import { refreshFlags } from "@/lib/flags/store/live";
import { environmentAsking } from "@/lib/platform/approval";
import { command } from "@/lib/platform/operation";
import { objectionsTo, refuseOverlap } from "./decisions";
import type { Plan } from "./plan";
import { planFrom } from "./presets";
import {
  type ActName,
  actSchema,
  freezeEndSchema,
  freezeFormSchema,
  judgementSchema,
  planChangeSchema,
  rolloutDraftSchema,
} from "./schema";
import { DRAFT } from "./state";
import { moveBy } from "./store/act";
import { applyMove, type Writing } from "./store/apply";
import { refuseUnknownEnvironment } from "./store/environments";
import { fittingFlag, keepPlan, othersOn, refuseLive, refuseStale } from "./store/plans";
import { addStep, json, type Kept, keptOf, lockedRollout, rolloutIn, type Who } from "./store/rows";
import { ACT_LABELS, percent } from "./words";

const whoIs = ({ actor }: Pick<Writing, "actor">): Who => ({ id: actor.id, name: actor.name });

const answerOf = ({ key, revision, planVersion, state: { phase } }: Kept) => ({
  ...{ key, revision, planVersion, phase },
});

/** Nothing moves yet: a draft says what it could see, and waits for its start. */
export const draftRollout = command({
  may: "rollouts:write",
  input: rolloutDraftSchema,
  run: async (ctx, { plan: written, reason }) => {
    const plan = "preset" in written ? fromPreset(written) : written;
    await fittingFlag(ctx, plan);
    const { db, project, now } = ctx;
    const known = await db.rollout.findUnique({
      where: { projectId_key: { projectId: project.id, key: plan.key } },
    });
    if (known)
      throw new Fault("conflict", `There is a rollout “${plan.key}” already`, { field: "key" });
    const by = whoIs(ctx);
    const { flag, environment, key } = plan;
    const row = await db.rollout.create({
      data: {
        ...{ id: randomUUID(), projectId: project.id, key, flag, environment, planVersion: 1 },
        ...{ plan: json(plan), state: json(DRAFT), phase: DRAFT.phase },
        ...{ createdById: ctx.actor.id, createdByName: by.name, createdAt: now, updatedAt: now },
      },
    });
    const kept = keptOf(row);
    await keepPlan(ctx, kept, reason ?? null);
    await addStep(db, kept, { at: now, kind: "drafted", text: "Drafted", by });
    return kept;
  },
  afterwards: async (_ctx, kept) => answerOf(kept),
  audit: ({ reason }, { key, plan }) => ({
    ...{ action: "rollout.draft", object: { kind: "rollout", id: key } },
    after: summaryOf(plan),
    ...(reason && { reason }),
  }),
});

type FromPreset = Parameters<typeof planFrom>[1] & {
  readonly preset: Parameters<typeof planFrom>[0];
};
const fromPreset = ({ preset, ...names }: FromPreset): Plan => planFrom(preset, names);

const summaryOf = ({ flag, environment, canary, control, stages }: Plan) => ({
  ...{ flag, environment, canary, control },
  stages: stages.map(({ weight }) => percent(weight)),
});

/** Of a running rollout what is behind it and what was promised stays; the rest becomes another version. */
export const changePlan = command({
  may: "rollouts:write",
  input: planChangeSchema,
  // A shorter bake or a heavier stage lets more people get the canary, as a press does.
  secondPerson: {
    action: "rollout.change",
    asks: async ({ db, project }, { key }) => {
      const { plan, state } = await rolloutIn(db, project.id, key);
      if (state.phase !== "SCHEDULED" && state.phase !== "RUNNING") return null;
      const asking = await environmentAsking(db, project.id, plan.environment);
      if (asking === null) return null;
      return { environment: asking, says: `Change the plan of the rollout ${key} in ${asking}` };
    },
  },
  run: async (ctx, { key, plan, revision, reason }) => {
    const { db, project, now } = ctx;
    const kept = await lockedRollout(db, (await rolloutIn(db, project.id, key)).id);
    await refuseStale(ctx, kept, revision);
    if (plan.key !== key)
      throw new Fault("invalid", "plan.key: a rollout keeps its name", { field: "plan.key" });
    const objections = objectionsTo(kept.plan, plan, kept.state);
    if (objections.length > 0)
      throw new Fault("conflict", objections.join(". "), { field: "plan" });
    await fittingFlag(ctx, plan);
    const { flag, environment } = plan;
    const next = { ...kept, plan, flag, environment, planVersion: kept.planVersion + 1 };
    await db.rollout.update({
      where: { id: kept.id },
      data: {
        ...{ plan: json(plan), planVersion: next.planVersion, flag, environment, updatedAt: now },
        revision: { increment: 1 },
      },
    });
    await keepPlan(ctx, next, reason);
    const text = `Changed the plan, now version ${next.planVersion}: ${reason}`;
    await addStep(db, kept, { at: now, kind: "changed", text, by: whoIs(ctx) });
    return { ...next, revision: kept.revision + 1, was: kept.plan };
  },
  afterwards: async (_ctx, kept) => answerOf(kept),
  audit: ({ reason }, { key, plan, was }) => ({
    ...{ action: "rollout.change", object: { kind: "rollout", id: key }, reason },
    ...{ before: summaryOf(was), after: summaryOf(plan) },
  }),
});

/** Whoever makes more people get the canary may have to ask; whoever takes it back never does. */
const FORWARD: readonly ActName[] = ["start", "promote", "restart", "resume"];

const WEEK = 7 * DAY;

/** Start, approve, pause, resume, promote, roll back, abort, restart: each for whoever has read how it stands. */
export const actOnRollout = command({
  may: "rollouts:write",
  input: actSchema,
  secondPerson: {
    action: "rollout.act",
    asks: async ({ db, project }, { key, act }) => {
      if (!FORWARD.includes(act)) return null;
      const { plan, state } = await rolloutIn(db, project.id, key);
      const asking = await environmentAsking(db, project.id, plan.environment);
      if (asking === null) return null;
      const label = ACT_LABELS[act](plan, state);
      return { environment: asking, says: `${label}: rollout ${key} of ${plan.flag} in ${asking}` };
    },
  },
  run: async (ctx, { key, act, revision, reason, users, since }) => {
    const { db, project, now } = ctx;
    const isBegin = act === "start" || act === "restart";
    if (since && !isBegin)
      throw new Fault("invalid", "since: goes with a start or a restart only", { field: "since" });
    if (since && (since > now || now.getTime() - since.getTime() > WEEK))
      throw new Fault("invalid", "since: lies in the future, or more than a week back", {
        field: "since",
      });
    const kept = await lockedRollout(db, (await rolloutIn(db, project.id, key)).id);
    await refuseStale(ctx, kept, revision);
    // What is complete has left the flag to others: taking it back would pull it from under them.
    if (isBegin || kept.state.phase === "COMPLETED")
      refuseOverlap(kept.plan, await othersOn(ctx, kept));
    if (isBegin) await fittingFlag(ctx, kept.plan);
    if (isBegin) await refuseLive(ctx, kept.plan);
    const moved = await moveBy(ctx, kept, { act, reason, users });
    // The worker looks at once.
    const begun = { ...moved.kept, nextAt: moved.isWatched ? now : null };
    const counted = since ? { ...begun, countFrom: since } : begun;
    const how = { by: whoIs(ctx), reason };
    const after = await applyMove(ctx, counted, moved.move, how).catch(refuseTwin);
    return { before: kept.state, after };
  },
  afterwards: async ({ project }, { after }) => {
    await refreshFlags(project.id);
    return answerOf(after);
  },
  audit: ({ key, act, reason }, { before, after }) => ({
    ...{ action: "rollout.act", object: { kind: "rollout", id: key }, reason },
    before: { phase: before.phase, stage: before.stage, pause: before.pause },
    after: { act, phase: after.state.phase, stage: after.state.stage, pause: after.state.pause },
  }),
});

/**
 * Said again it is replaced; what was said before stays in the audit log. Counted are those of the gates: what
 * somebody took back by hand breaks no promise of theirs, and the history says that it is not counted.
 */
export const judgeRollback = command({
  may: "rollouts:write",
  input: judgementSchema,
  run: async (ctx, { key, attempt, isFalse, reason }) => {
    const { db, project, now, actor } = ctx;
    const kept = await lockedRollout(db, (await rolloutIn(db, project.id, key)).id);
    const rolloutId = kept.id;
    const back = await db.rolloutStep.findFirst({
      where: { rolloutId, attempt, kind: "rolledBack" },
    });
    if (!back)
      throw new Fault("conflict", `Attempt ${attempt} was not rolled back`, { field: "attempt" });
    const id = { rolloutId_attempt: { rolloutId, attempt } };
    const was = await db.rollbackJudgement.findUnique({ where: id });
    const said = { isFalse, reason: reason || null, byId: actor.id ?? "", byName: actor.name };
    await db.rollbackJudgement.upsert({
      where: id,
      create: { rolloutId, attempt, ...said, at: now },
      update: { ...said, at: now },
    });
    const isByHand = back.byId !== null;
    const what = isByHand ? "rollback by hand, which is not counted," : "rollback";
    const text = `Judged the ${what} ${isFalse ? "false" : "right"}${reason && `: ${reason}`}`;
    const at = { id: rolloutId, state: { ...kept.state, attempt } };
    await addStep(db, at, { at: now, kind: "judged", text, by: whoIs(ctx) });
    const before = was && { isFalse: was.isFalse, reason: was.reason };
    return { key, attempt, isFalse, isCounted: !isByHand, was: before };
  },
  afterwards: async (_ctx, { was: _was, ...said }) => said,
  audit: ({ key, attempt, isFalse, reason }, { was }) => ({
    ...{ action: "rollout.judge", object: { kind: "rollout", id: key } },
    ...(was && { before: was }),
    after: { attempt, isFalse },
    ...(reason && { reason }),
  }),
});
/** Of two that begin on one flag at once, the database lets one. */
function refuseTwin(error: unknown): never {
  if ((error as { code?: unknown } | null)?.code !== "P2002") throw error;
  throw new Fault("conflict", "Another rollout of this flag has just begun: look at it first");
}

export const openFreeze = command({
  may: "freezes:write",
  input: freezeFormSchema,
  run: async ({ db, project, now, actor }, { environment, from, to, reason }) => {
    if (to <= now)
      throw new Fault("invalid", "to: lies in the past: it would freeze nothing", { field: "to" });
    if (environment !== undefined) await refuseUnknownEnvironment(db, project.id, environment);
    const id = randomUUID();
    await db.freezeWindow.create({
      data: {
        ...{ id, projectId: project.id, environment: environment ?? null, reason },
        ...{ fromAt: from, toAt: to, byName: actor.name, createdAt: now },
      },
    });
    return { id };
  },
  audit: ({ environment, from, to, reason }, { id }) => ({
    ...{ action: "freeze.open", object: { kind: "freeze", id }, reason },
    after: {
      environment: environment ?? "all",
      ...{ from: from.toISOString(), to: to.toISOString() },
    },
  }),
});

/** One that has begun ends now; one to come is gone. */
export const endFreeze = command({
  may: "freezes:write",
  input: freezeEndSchema,
  run: async ({ db, project, now }, { id }) => {
    const { count } = await db.freezeWindow.updateMany({
      where: { id, projectId: project.id, toAt: { gt: now } },
      data: { toAt: now },
    });
    if (count === 0)
      throw new Fault("not-found", "There is no such freeze window, or it has ended");
    return { id };
  },
  audit: (_input, { id }) => ({ action: "freeze.end", object: { kind: "freeze", id } }),
});
