/** Does what a move says, in the transaction that keeps it: weights, history, markers, incidents and alerts, once. */
import { randomUUID } from "node:crypto";
import { Fault } from "@/lib/core/fault";
import { bump, flagIn, keepFlag, lockFlag } from "@/lib/flags/store/keep";
import type { Transaction } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";
import { rowsOf } from "@/lib/platform/rows";
import { nothingGathered, startOfTicks } from "@/lib/rollouts/gathering";
import { stepsBetween } from "@/lib/rollouts/history";
import { type Act, isOver, type Move, type RolloutState } from "@/lib/rollouts/state";
import { withWeight } from "@/lib/rollouts/weights";
import { percent } from "@/lib/rollouts/words";
import { Prisma } from "@/prisma/client/client";
import { endAlerts } from "./alerts";
import { troubleWith } from "./plans";
import { addStep, json, type Kept, MACHINE, type Who } from "./rows";
import { openIncident, tellAsked, tellPaused } from "./tell";
import { thresholdsOf } from "./thresholds";

export type Writing = ProjectCtx & { readonly db: Transaction };
type How = { readonly by: Who; readonly reason?: string };

export async function applyMove(ctx: Writing, was: Kept, move: Move, how: How): Promise<Kept> {
  const isBegun = was.state.phase === "SCHEDULED" && move.state.phase === "RUNNING";
  const begun = isBegun ? await begin(ctx, was) : was;
  const is: Kept = { ...begun, state: move.state, phase: move.state.phase };
  const marked = marks(was.state) !== marks(is.state);
  const between = { plan: was.plan, was: was.state, is: is.state, acts: move.acts };
  for (const step of stepsBetween(between))
    await addStep(ctx.db, is, { ...step, at: ctx.now, ...told(step, how) });
  const incidentId = await doActs(ctx, is, move.acts, how);
  const holds = is.state.pause ?? (is.state.isAsked ? "ask" : null);
  if (marked) await endAlerts(ctx.db, is, holds, ctx.now);
  // What is over is never looked at again: it would stand in the way of those that move.
  const nextAt = isOver(is.state) ? null : is.nextAt;
  const kept = { ...is, incidentId, nextAt, revision: is.revision + (marked ? 1 : 0) };
  await keep(ctx, kept);
  return kept;
}

export const keep = ({ db, now }: Writing, kept: Kept) =>
  db.rollout.update({
    where: { id: kept.id },
    data: {
      ...{ state: json(kept.state), phase: kept.state.phase, revision: kept.revision },
      ...{ frozen: json(kept.frozen), incidentId: kept.incidentId, nextAt: kept.nextAt },
      ...{ countFrom: kept.countFrom, countedTo: kept.countedTo, updatedAt: now },
      // Another attempt begins with nothing: what the one before it knew must not speak for it.
      watch: kept.gathered ? json(kept.gathered.watch) : Prisma.JsonNull,
      counted: kept.gathered ? json(kept.gathered.counted) : {},
    },
  });

/** What people see of a state: when it differs, what they read is old. */
const marks = ({ phase, stage, step, pause, attempt, isApproved, isAsked }: RolloutState): string =>
  JSON.stringify([phase, stage, step === "INCONCLUSIVE", pause, attempt, isApproved, isAsked]);

/** Thresholds are taken before the first unit of the canary counts, and counting begins with the next whole minute. */
async function begin(ctx: Writing, kept: Kept): Promise<Kept> {
  const { db, project, now } = ctx;
  const { plan } = kept;
  const countFrom = kept.countFrom ?? now;
  const frozen = await thresholdsOf(db, project.id, plan, countFrom);
  const countedTo = new Date(startOfTicks(plan, countFrom));
  const { watch, counted } = nothingGathered(plan);
  const gathered = { watch, counted: { ...counted, watchedFrom: now.getTime() } };
  return { ...kept, countFrom, countedTo, frozen, gathered };
}

const told = ({ text }: { readonly text: string }, { by, reason }: How) => ({
  by,
  text: reason === undefined ? text : `${text}: ${reason}`,
});

async function doActs(ctx: Writing, kept: Kept, acts: readonly Act[], how: How) {
  let { incidentId } = kept;
  for (const act of acts) incidentId = (await doAct(ctx, kept, act, how)) ?? incidentId;
  return incidentId;
}

/** The incident that it opened or joined, if it did. */
async function doAct(ctx: Writing, kept: Kept, act: Act, how: How): Promise<string | null> {
  switch (act.kind) {
    case "setWeight":
      await setWeight(ctx, kept, act.weight, how);
      await bump(ctx, kept.plan.environment);
      return null;
    case "openIncident":
      return openIncident(ctx, kept, act.reason, how.by);
    case "alert":
      return tellPaused(ctx, kept, act.about);
    case "ask":
      return tellAsked(ctx, kept, act.about);
    case "ended":
      // Answers say which rollout moves a flag, also where its weight stays what it is.
      await bump(ctx, kept.plan.environment);
      if (act.phase === "COMPLETED") await mark(ctx, kept, null, how);
      return null;
  }
}

/** As a version of the flag, in the name of whoever moves it; every process serves it within half a second. */
async function setWeight(ctx: Writing, kept: Kept, weight: number, how: How): Promise<void> {
  const { plan, state } = kept;
  await lockFlag(ctx.db, ctx.project.id, plan.flag);
  const trouble = await troubleWith(ctx, plan, weight);
  if (trouble && !isBack(state)) throw new Fault("conflict", trouble, { field: "flag" });
  if (trouble) await leaveFlag(ctx, kept, trouble);
  else await moveFlag(ctx, kept, weight);
  await mark(ctx, kept, weight, how);
}

const isBack = ({ phase }: RolloutState): boolean => phase === "ROLLED_BACK" || phase === "ABORTED";

async function moveFlag(ctx: Writing, { plan, state }: Kept, weight: number): Promise<void> {
  const found = await flagIn(ctx.db, ctx.project.id, plan.flag);
  if (!found) return;
  const draft = withWeight(found.flag, plan, weight, state.salt);
  // Whoever began on the control stays there while the canary grows; nobody stays on what was taken back.
  const drops = isBack(state) ? [{ environment: plan.environment, variant: plan.canary }] : [];
  await keepFlag(ctx, draft, { reason: `Rollout ${plan.key}: ${percent(weight)}`, drops });
}

/** A flag that people have changed or archived meanwhile must not keep a rollout from its end. */
const leaveFlag = ({ db, now }: Writing, kept: Kept, trouble: string) =>
  addStep(db, kept, {
    ...{ at: now, kind: "flagLeft", by: MACHINE },
    text: `The flag was left as people made it. ${trouble}`,
  });

/** On every chart, where deployments are. */
async function mark({ db, project, now }: Writing, kept: Kept, weight: number | null, how: How) {
  const { plan, state } = kept;
  const wentBack = state.phase === "ROLLED_BACK";
  const what =
    state.phase === "ABORTED" ? "aborted" : weight === null ? "complete" : percent(weight);
  await rowsOf(
    db,
    `INSERT INTO deployment (project_id, event_id, ts, environment, agent, version, author, status, description, url)
     VALUES ($1::int4, $2::uuid, $3::timestamptz, $4::text, '', $5::text, $6::text, $7::text, $8::text, $9::text)`,
    [
      ...[project.id, randomUUID(), now, plan.environment],
      ...[wentBack ? plan.key : `${plan.key}: ${what}`, how.by.name],
      ...[wentBack ? "rolled_back" : "stage", `“${plan.canary}” in place of “${plan.control}”`],
      `/rollouts/${encodeURIComponent(plan.key)}`,
    ],
  );
}
