/** Plans as they are kept, and what they have to fit: the flag, the other rollouts, and what somebody has read. */
import { Fault } from "@/lib/core/fault";
import { flagIn } from "@/lib/flags/store/keep";
import type { ProjectCtx } from "@/lib/platform/operation";
import type { Plan } from "@/lib/rollouts/plan";
import type { RolloutState } from "@/lib/rollouts/state";
import { driftOf, refuseUnfit, servedShare, unfitnessOf } from "@/lib/rollouts/weights";
import { percent } from "@/lib/rollouts/words";
import type { Writing } from "./apply";
import { json, type Kept, keptOf } from "./rows";

const heaviestOf = ({ stages }: Plan): number => stages.at(-1)?.weight ?? 0;

export async function fittingFlag({ db, project }: Asking, plan: Plan): Promise<void> {
  const found = await flagIn(db, project.id, plan.flag);
  if (!found || found.isArchived)
    throw new Fault("conflict", `There is no flag “${plan.flag}” in this project`, {
      field: "flag",
    });
  refuseUnfit(found.flag, plan, heaviestOf(plan));
}

/** A start must not take away from people what they have: a split that is live is taken over as it is, or grows. */
export async function refuseLive({ db, project }: Asking, plan: Plan): Promise<void> {
  const found = await flagIn(db, project.id, plan.flag);
  const live = 100 * ((found && servedShare(found.flag, plan)) ?? 0);
  const first = plan.stages[0]?.weight ?? 0;
  if (live <= first + 0.001) return;
  throw new Fault(
    "conflict",
    `“${plan.canary}” is given to ${percent(live)} in ${plan.environment} already, and the first stage would take it back to ${percent(first)}: begin with a stage of ${percent(live)}, or change the flag first`,
    { field: "plan.stages.0.weight" },
  );
}

type Asking = Pick<ProjectCtx, "db" | "project">;

/** Why a flag, as people have it now, cannot take a weight; null: it can. */
export async function troubleWith(
  { db, project }: Asking,
  plan: Plan,
  weight = heaviestOf(plan),
): Promise<string | null> {
  const found = await flagIn(db, project.id, plan.flag);
  if (!found) return `There is no flag ${plan.flag} any more`;
  if (found.isArchived) return `The flag ${plan.flag} is archived`;
  return unfitnessOf(found.flag, plan, weight)?.message ?? null;
}

export const keepPlan = (
  { db, actor, now }: Writing,
  { id: rolloutId, planVersion: version, plan }: Kept,
  reason: string | null,
) =>
  db.rolloutPlan.create({
    data: { rolloutId, version, plan: json(plan), at: now, byName: actor.name, reason },
  });

/** What the flag itself has against going on: what people made of it is not overwritten by a promotion. */
export async function flagBlocker(ctx: Asking, plan: Plan, state: RolloutState) {
  const trouble = await troubleWith(ctx, plan);
  if (trouble !== null || state.phase !== "RUNNING") return trouble;
  const found = await flagIn(ctx.db, ctx.project.id, plan.flag);
  return found && driftOf(found.flag, plan, plan.stages[state.stage]?.weight ?? 0);
}

type Other = { readonly plan: Plan; readonly state: RolloutState };

/** The rollouts of the same flag: two that start at once are kept apart by the database. */
export async function othersOn({ db, project }: Writing, { flag, id }: Kept): Promise<Other[]> {
  const rows = await db.rollout.findMany({
    where: { projectId: project.id, flag, id: { not: id } },
  });
  return rows.map(keptOf);
}

/** One wins, the other is told who did what. */
export async function refuseStale({ db }: Writing, kept: Kept, read: number): Promise<void> {
  if (kept.revision === read) return;
  const last = await db.rolloutStep.findFirst({
    where: { rolloutId: kept.id },
    orderBy: [{ at: "desc" }, { seq: "desc" }],
  });
  const what = last ? `${last.byName}: ${last.text}` : "It has moved";
  throw new Fault(
    "conflict",
    `The rollout has moved since you read it (${what}): look at it again, then decide`,
    { field: "revision", revision: kept.revision },
  );
}
