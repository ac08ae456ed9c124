/** For tests: a flag, a rollout on it, requests of both arms, and the worker with its clock in the test's hand. */
import { rngOf } from "@/lib/core/rng";
import { HOUR, MINUTE } from "@/lib/core/time";
import { saveFlag } from "@/lib/flags/commands";
import { flagDraftSchema } from "@/lib/flags/schema";
import { flagIn } from "@/lib/flags/store/keep";
import { type Lead, takeLease } from "@/lib/jobs/leader";
import { tickRollouts } from "@/lib/jobs/rollout-tick";
import { db } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";
import { pool } from "@/lib/platform/pool";
import { testCtx } from "@/lib/platform/test-ctx";
import { actOnRollout, draftRollout } from "@/lib/rollouts/commands";
import { planSchema } from "@/lib/rollouts/plan";
import { readRollout } from "@/lib/rollouts/queries";
import type { ActName } from "@/lib/rollouts/schema";
import type { Arm } from "@/lib/rollouts/testing/traffic";
import { servedShare } from "@/lib/rollouts/weights";

export const going = new AbortController().signal;
/** Within the days that events may have, and no edge of anything. */
export const NOON = new Date(Math.floor((Date.now() - 20 * HOUR) / HOUR) * HOUR + 30_000);
export const minuteOf = (minutes: number) => new Date(NOON.getTime() + minutes * MINUTE);

export async function leadNow(): Promise<Lead> {
  const lead = await takeLease(pool(), "rollouts-test", "me");
  if (!lead) throw new Error("somebody else leads");
  await pool().query("UPDATE lease SET expires_at = now() + interval '1 day' WHERE name = $1", [
    lead.name,
  ]);
  return lead;
}

const NAMES = { flag: "agent", environment: "production", canary: "real", control: "mock" };
export const STAGES = [
  { weight: 10, minBakeMs: HOUR, maxBakeMs: 2 * HOUR },
  { weight: 50, minBakeMs: HOUR, maxBakeMs: 2 * HOUR },
];
export const planOf = (over: object = {}) =>
  planSchema.parse({
    ...{ key: "agent-real", ...NAMES, stages: STAGES },
    ...{ gates: [{ key: "errors", signal: "errors" }], ...over },
  });

export async function begun(over: object = {}): Promise<ProjectCtx> {
  const ctx = await testCtx({ now: NOON });
  const { slug: project } = ctx.project;
  const flag = flagDraftSchema.parse({
    ...{ key: "agent", kind: "string", offVariant: "mock", variants: { mock: "m", real: "r" } },
    environments: { production: { serve: { variant: "mock" } } },
  });
  await saveFlag(ctx, { project, flag, was: null });
  await draftRollout(ctx, { project, plan: planOf(over) });
  await act(ctx, "start");
  return ctx;
}

export const detailOf = (ctx: ProjectCtx) =>
  readRollout(ctx, { project: ctx.project.slug, key: "agent-real" });

export async function act(ctx: ProjectCtx, what: ActName, more: object = {}) {
  const { revision } = await detailOf(ctx);
  const asked = { project: ctx.project.slug, key: "agent-real", act: what, revision };
  return actOnRollout(ctx, { ...asked, reason: "as the test says", ...more });
}

/** One second of the worker, at that minute. */
export async function tick(minute: number): Promise<void> {
  await tickRollouts({ db: db(), pool: pool(), now: minuteOf(minute) }, await leadNow(), going);
}

/** Minute by minute, as a worker that is there does. */
export async function watch(from: number, to: number): Promise<void> {
  for (let minute = from; minute <= to; minute++) await tick(minute);
}

export const arms = (canary: number, control: number, share = 0.1): Arm[] => [
  { variant: "real", units: 50 * share, badRatio: canary },
  { variant: "mock", units: 50 * (1 - share), badRatio: control },
];

export async function shareOf(ctx: ProjectCtx): Promise<number | null> {
  const found = await flagIn(ctx.db, ctx.project.id, "agent");
  return found && servedShare(found.flag, NAMES);
}

export const phaseOf = async ({ project: { id: projectId } }: ProjectCtx) =>
  (await db().rollout.findFirst({ where: { projectId } }))?.phase;

export const rng = () => rngOf(20_261_121);
