/** Writes of budgets: set, changed, and removed. */
import { randomBytes } from "node:crypto";
import { Fault } from "@/lib/core/fault";
import { uuidV7 } from "@/lib/core/ids";
import { picosOf } from "@/lib/core/money";
import { picoDollars } from "@/lib/cost/arithmetic";
import type { Transaction } from "@/lib/platform/db";
import { log } from "@/lib/platform/log";
import { command, type ProjectCtx } from "@/lib/platform/operation";
import { forgetProjects } from "@/lib/platform/project";
import { rowsOf } from "@/lib/platform/rows";
import { budgetChangeSchema, budgetIdSchema, budgetSchema, presetThresholds } from "./schema";
import { type BudgetRow, readBudgetRows } from "./store/rows";
import { watchProject } from "./store/watch";

type Writing = ProjectCtx & { readonly db: Transaction };

const MOST_BUDGETS = 50;
const OBJECT = "budget";

const told = ({ scope, name, period, amountPicos, thresholds, isEnabled }: BudgetRow) => ({
  ...{ scope, name, period, isEnabled, thresholds: [...thresholds] },
  amountUsd: picoDollars(amountPicos),
});

export const createBudget = command({
  may: "cost:write",
  input: budgetSchema,
  run: async (ctx, { project: _slug, amountUsd, thresholds, ...fields }) => {
    const { db, project, now, actor } = ctx;
    const known = await lockedBudgets(ctx);
    if (known.length >= MOST_BUDGETS)
      throw new Fault("conflict", `A project has at most ${MOST_BUDGETS} budgets`);
    const { scope, name, period } = fields;
    if (known.some((one) => one.scope === scope && one.name === name && one.period === period))
      throw new Fault(
        "conflict",
        "name: there is a budget for this scope and period: change that",
        {
          field: "name",
        },
      );
    await judgeChannels(ctx, fields.channels);
    const id = uuidV7(now.getTime(), randomBytes(10));
    await db.budget.create({
      data: {
        ...{ id, projectId: project.id, ...fields },
        amountPicos: picosOf(amountUsd),
        thresholds: [...(thresholds ?? presetThresholds(period))],
        ...{ createdByName: actor.name, createdAt: now, updatedAt: now },
      },
    });
    await keepForRules(ctx);
    return budgetIn(ctx, id);
  },
  audit: (_input, made) => ({
    action: "budget.create",
    object: { kind: OBJECT, id: made.id },
    after: told(made),
  }),
  afterwards: async (ctx, { id, revision }) => {
    await lookNow(ctx);
    return { id, revision };
  },
});

export const changeBudget = command({
  may: "cost:write",
  input: budgetChangeSchema,
  run: async (ctx, { project: _slug, id, revision, amountUsd, ...fields }) => {
    await lockedBudgets(ctx);
    const before = await budgetIn(ctx, id);
    if (before.revision !== revision)
      throw new Fault(
        "conflict",
        "Somebody changed this budget after you opened it: nothing of yours was saved",
        { field: "revision" },
      );
    await judgeChannels(ctx, fields.channels ?? []);
    const given = Object.entries(fields).filter(([, value]) => value !== undefined);
    await ctx.db.budget.update({
      where: { id },
      data: {
        ...Object.fromEntries(given),
        ...(amountUsd !== undefined && { amountPicos: picosOf(amountUsd) }),
        ...{ revision: revision + 1, updatedAt: ctx.now },
      },
    });
    await keepForRules(ctx);
    return { before, after: await budgetIn(ctx, id) };
  },
  audit: ({ id }, { before, after }) => ({
    action: "budget.change",
    object: { kind: OBJECT, id },
    before: told(before),
    after: told(after),
  }),
  afterwards: async (ctx, { after: { id, revision } }) => {
    await lookNow(ctx);
    return { id, revision };
  },
});

/** What was told of it is kept; it announces nothing any more. */
export const removeBudget = command({
  may: "cost:write",
  input: budgetIdSchema,
  run: async (ctx, { id }) => {
    await lockedBudgets(ctx);
    const before = await budgetIn(ctx, id);
    await ctx.db.budget.update({ where: { id }, data: { removedAt: ctx.now } });
    await keepForRules(ctx);
    return before;
  },
  audit: ({ id }, before) => ({
    action: "budget.remove",
    object: { kind: OBJECT, id },
    before: told(before),
  }),
  afterwards: async (_ctx, { id }) => ({ id }),
});

/** What is crossed already is told at once. What stands in the way of that is tried again by the worker. */
async function lookNow({ pool, project, now }: ProjectCtx): Promise<void> {
  try {
    await watchProject(pool, project, now);
  } catch (error) {
    log.warn("a budget was not looked at when it was set", { project: project.id, error });
  }
}

/** The project's row stands for all its budgets: of two who set the same one, one is told. */
async function lockedBudgets({ db, project }: Writing): Promise<BudgetRow[]> {
  await rowsOf(db, "SELECT id FROM project WHERE id = $1::int4 FOR UPDATE", [project.id]);
  return readBudgetRows(db, project.id);
}

async function budgetIn({ db, project }: Writing, id: string): Promise<BudgetRow> {
  const found = (await readBudgetRows(db, project.id)).find((one) => one.id === id.toLowerCase());
  if (!found) throw new Fault("not-found", "There is no such budget");
  return found;
}

/** A budget that names a channel of somebody else would tell nobody, unnoticed. */
async function judgeChannels({ db, project }: Writing, channels: readonly string[]): Promise<void> {
  const known = await db.notificationChannel.findMany({
    where: { projectId: project.id, id: { in: [...channels] }, removedAt: null },
    select: { id: true },
  });
  const missing = channels.find((id) => !known.some((one) => one.id === id.toLowerCase()));
  if (missing === undefined) return;
  throw new Fault("invalid", `channels: there is no channel ${missing} in this project`, {
    field: "channels",
  });
}

/** Alert rules that look at a budget find the whole project's beside its targets. */
async function keepForRules({ db, project }: Writing): Promise<void> {
  await rowsOf(
    db,
    `UPDATE project SET targets = (targets - 'budget') || coalesce((
       SELECT jsonb_build_object('budget', jsonb_object_agg(
         CASE period WHEN 'daily' THEN 'day' WHEN 'weekly' THEN 'week' ELSE 'month' END,
         (amount_picos / 1e12)::float8))
       FROM budget WHERE project_id = $1::int4 AND scope = 'project' AND removed_at IS NULL
         AND is_enabled HAVING count(*) > 0), '{}'::jsonb)
     WHERE id = $1::int4`,
    [project.id],
  );
  forgetProjects();
}
