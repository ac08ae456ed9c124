/** The demo's budgets, sized by its own days so that some last and one is used up, two scenarios that were kept, and what outcomes are worth. */
import { randomBytes } from "node:crypto";
import { uuidV7 } from "@/lib/core/ids";
import { DAY } from "@/lib/core/time";
import { DEMO_PEOPLE } from "@/lib/demo/stories";
import type { ProjectCtx } from "@/lib/platform/operation";
import { rowsOf } from "@/lib/platform/rows";
import { type PeriodName, presetThresholds, type Scope } from "@/lib/spend/budgets/schema";
import { byName, type Daily, dateOf, spentFrom } from "@/lib/spend/daily";
import { readDaily } from "@/lib/spend/store/daily";
import { estimateFor } from "@/lib/spend/what-if/queries";
import type { LeverInput } from "@/lib/spend/what-if/schema";
import type { Prisma } from "@/prisma/client/client";

const DAYS = 10n;
const YEAR = 365 * DAY;
const CENT = 10_000_000_000n;

type Planned = {
  readonly scope: Scope;
  readonly name: string;
  readonly period: PeriodName;
  readonly amountPicos: bigint;
};

/** Repeated after a crash: what is there already stays as it is. */
export async function writeDemoCost(ctx: ProjectCtx): Promise<void> {
  await writeBudgets(ctx);
  await writeScenarios(ctx);
  await writeWorth(ctx);
}

async function writeBudgets({ db, pool, project, now }: ProjectCtx): Promise<void> {
  const span = { from: new Date(now.getTime() - (Number(DAYS) + 1) * DAY), to: now };
  const place = { projectId: project.id, timeZone: project.timeZone, span };
  const [all, agents, models] = await Promise.all([
    readDaily(pool, place),
    readDaily(pool, { ...place, by: "agent" }),
    readDaily(pool, { ...place, by: "model" }),
  ]);
  const today = dateOf(now, project.timeZone);
  const aDay = (rows: readonly Daily[]) => spentFrom(rows, "", today) / DAYS;
  const [agent] = byName(agents);
  const [model] = byName(models);
  const planned: Planned[] = [
    { scope: "project", name: "", period: "monthly", amountPicos: aDay(all) * 24n },
    { scope: "project", name: "", period: "daily", amountPicos: (aDay(all) * 14n) / 10n },
    ...(agent ? [named("agent", agent[0], "weekly", (aDay(agent[1]) * 55n) / 10n)] : []),
    ...(model ? [named("model", model[0], "monthly", aDay(model[1]) * 45n)] : []),
  ];
  for (const one of planned.filter(({ amountPicos }) => amountPicos > CENT)) {
    await rowsOf(
      db,
      `INSERT INTO budget (id, project_id, scope, name, period, amount_picos, thresholds, channels,
         created_by_name, created_at, updated_at)
       VALUES ($1::uuid, $2::int4, $3, $4, $5, $6::int8, $7::int4[], '{}', 'Wheelhouse', $8::timestamptz, $8::timestamptz)
       ON CONFLICT DO NOTHING`,
      [
        ...[uuidV7(now.getTime(), randomBytes(10)), project.id, one.scope, one.name, one.period],
        ...[String(rounded(one.amountPicos)), [...presetThresholds(one.period)], now],
      ],
    );
  }
}

/** Two ways to lower the bill, as somebody would have kept them. */
async function writeScenarios(ctx: ProjectCtx): Promise<void> {
  const { db, project, now } = ctx;
  if ((await db.costScenario.count({ where: { projectId: project.id } })) > 0) return;
  const asked: readonly (readonly [string, LeverInput])[] = [
    ["Cache answers 70 % of its lookups", { hitRate: 0.7 }],
    ["Answers of at most 512 tokens", { maxOutputTokens: 512 }],
  ];
  for (const [name, levers] of asked) {
    const result = await estimateFor(ctx, levers);
    if (!result) return;
    await db.costScenario.create({
      data: {
        ...{ id: uuidV7(now.getTime(), randomBytes(10)), projectId: project.id, name },
        levers: levers as Prisma.InputJsonObject,
        result: result as unknown as Prisma.InputJsonObject,
        ...{ byName: DEMO_PEOPLE.commander, createdAt: now },
      },
    });
  }
}

/** An hour, and one kind of outcome whose events count too much: said for all of the demo's history. */
async function writeWorth({ db, project, now }: ProjectCtx): Promise<void> {
  await db.roiInput.createMany({
    data: {
      ...{ projectId: project.id, version: 1, startsAt: new Date(now.getTime() - YEAR) },
      ...{ hourlyRate: 48, targetMultiplier: 100, note: "Mean of support and back office" },
      worth: { question_deflected: { by: "minutes", each: 2 } },
      ...{ byId: "demo", byName: DEMO_PEOPLE.commander, createdAt: now },
    },
    skipDuplicates: true,
  });
}

const named = (scope: Scope, name: string, period: PeriodName, amountPicos: bigint): Planned => ({
  ...{ scope, name, period, amountPicos },
});

/** Nobody sets a budget of 13.37 dollars. */
const rounded = (picos: bigint): bigint => {
  const unit =
    picos > 100n * 100n * CENT ? 500n * CENT : picos > 100n * CENT * 5n ? 50n * CENT : CENT;
  return ((picos + unit - 1n) / unit) * unit;
};
