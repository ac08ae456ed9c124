/** The demo's flags and rollouts: made once, after its history is written; what is under way is then moved by the worker like any other. */
import { randomUUID } from "node:crypto";
import { rngOf } from "@/lib/core/rng";
import { DAY, MINUTE } from "@/lib/core/time";
import {
  DEMO_ARCHIVED,
  DEMO_FLAGS,
  DEMO_SEGMENTS,
  MOVING,
  MOVING_BEFORE,
  type PastRollout,
  UNITS_PER_MINUTE,
  WENT_BACK,
  WENT_BACK_FIRST,
  WHY_LONGER,
} from "@/lib/demo/rollouts";
import { keepFlag, keepSegment } from "@/lib/flags/store/keep";
import { inTransaction } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";
import { rowsOf } from "@/lib/platform/rows";
import { gather, ticksOf } from "@/lib/rollouts/gathering";
import { advance } from "@/lib/rollouts/machine";
import type { Plan } from "@/lib/rollouts/plan";
import { rulesOf } from "@/lib/rollouts/presets";
import { DRAFT, type RolloutState } from "@/lib/rollouts/state";
import { applyMove, type Writing } from "@/lib/rollouts/store/apply";
import { keepMinutes, keepVerdicts, readTold } from "@/lib/rollouts/store/minutes";
import {
  addStep,
  json,
  type Kept,
  keptOf,
  lockedRollout,
  MACHINE,
} from "@/lib/rollouts/store/rows";
import { tickRollout } from "@/lib/rollouts/store/tick";
import { verdictOf } from "@/lib/rollouts/watch";

const BY = { id: null, name: "Demo engineer" };

/** Repeated after a crash: what is there already stays as it is. */
export async function writeDemoRollouts(ctx: ProjectCtx, anchorMs: number): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const within = { ...ctx, db: tx };
    const known = await tx.flag.count({ where: { projectId: ctx.project.id } });
    if (known > 0) return;
    const long = new Date(anchorMs - 40 * DAY);
    for (const segment of DEMO_SEGMENTS) await keepSegment({ ...within, now: long }, segment);
    for (const flag of DEMO_FLAGS)
      await keepFlag({ ...within, now: long }, flag, { reason: "Brought from the repository" });
    await exposed(within, anchorMs);
    await endOld(within, anchorMs);
    await writePast(within, anchorMs, WENT_BACK_FIRST);
    await pinned(within, ctx.now);
    await drilled(within, anchorMs);
    await writePast(within, anchorMs, WENT_BACK);
    await writeMoving(within, anchorMs);
    await writeFreeze(within, anchorMs);
  });
}

/** Answers of the last days, so that what is constant is seen to be asked for. */
async function exposed({ db, project }: Writing, anchorMs: number): Promise<void> {
  const hours = Array.from({ length: 48 }, (_, i) => new Date(anchorMs - i * 3_600_000));
  const given: readonly [string, string, number][] = [
    ["support-prompt", "control", 640],
    ["support-prompt", "short-prompt", 160],
    ["faq-rerank", "on", 510],
    ["trip-agent", "mock", 220],
    ["answer-length", "short", 380],
    ["answer-length", "long", 140],
  ];
  await db.flagExposure.createMany({
    data: hours.flatMap((hour) =>
      given.map(([flag, variant, n]) => ({
        ...{ projectId: project.id, environment: "production", flag, variant, n },
        hour: new Date(Math.floor(hour.getTime() / 3_600_000) * 3_600_000),
      })),
    ),
    skipDuplicates: true,
  });
  const asking: readonly [string, string, number][] = [
    ["support-prompt", "support-rag", 38_400],
    ["faq-rerank", "faq-cache", 24_480],
    ["trip-agent", "trip-planner", 10_560],
    ["answer-length", "support-rag", 24_960],
  ];
  const [sinceAt, lastAt] = [new Date(anchorMs - 30 * DAY), new Date(anchorMs)];
  await db.flagAsker.createMany({
    data: asking.map(([flag, name, n]) => ({
      ...{ projectId: project.id, environment: "production", flag, n, sinceAt, lastAt },
      ...{ askerId: `demo-${name}`, askerName: name },
    })),
    skipDuplicates: true,
  });
}

/** Nobody has asked for it for long, and it went by itself. */
async function endOld({ db, project }: Writing, anchorMs: number): Promise<void> {
  const { key, keep } = DEMO_ARCHIVED;
  const graduatedAt = new Date(anchorMs - 20 * DAY);
  await db.flag.updateMany({
    where: { projectId: project.id, key },
    data: {
      ...{ graduatedAt, graduatedByName: BY.name, keptVariant: keep },
      ...{ archivedAt: new Date(anchorMs - 12 * DAY), archivedByName: "Wheelhouse" },
      archiveReason: "No program has asked for it for 7 days",
    },
  });
}

/** Conversations that the demo's visitor finds under way. */
async function pinned({ db, project }: Writing, now: Date): Promise<void> {
  await rowsOf(
    db,
    `INSERT INTO flag_pin (project_id, unit, environment, flag, variant, version, pinned_at, until)
     SELECT $1::int4, md5('demo ' || i), 'production', 'trip-agent', 'mock', 1, $2::timestamptz,
       $2::timestamptz + i * interval '3 minutes' FROM generate_series(1, 40) AS i
     ON CONFLICT DO NOTHING`,
    [project.id, now],
  );
}

/** One drill of a quarter ago, and a better one of last week. */
async function drilled({ db, project }: Writing, anchorMs: number): Promise<void> {
  const report = (replica: string, loadedMs: number, streams: number) => ({
    ...{ replica: `web-${replica}/41`, loadedMs, streams, toldMs: loadedMs + 4, asked: streams },
    ...{ askedMs: loadedMs + 61, polled: 0 },
  });
  const drills = [
    { days: 97, reports: [report("1", 812, 2)] },
    {
      days: 6,
      reports: [report("1", 38, 2), { ...report("2", 402, 1), polled: 1, polledMs: 27_910 }],
    },
  ];
  for (const { days, reports } of drills)
    await db.flagDrill.create({
      data: {
        ...{ id: randomUUID(), projectId: project.id, environment: "production" },
        ...{ flag: "trip-agent", isDrill: true, revision: 1, byName: BY.name },
        pressedAt: new Date(anchorMs - days * DAY),
        reports: { create: reports },
      },
    });
}

async function draft(ctx: Writing, plan: Plan, at: Date, state: RolloutState): Promise<Kept> {
  const { key, flag, environment } = plan;
  const row = await ctx.db.rollout.create({
    data: {
      ...{ id: randomUUID(), projectId: ctx.project.id, key, flag, environment, planVersion: 1 },
      ...{ plan: json(plan), state: json(state), phase: state.phase, createdById: "demo" },
      ...{ createdByName: BY.name, createdAt: at, updatedAt: at },
    },
  });
  const kept = keptOf(row);
  const version = { version: 1, plan: json(plan), at, byName: BY.name };
  await ctx.db.rolloutPlan.create({ data: { rolloutId: kept.id, ...version } });
  await addStep(ctx.db, kept, { at, kind: "drafted", text: "Drafted", by: BY });
  return kept;
}

const SCHEDULED: RolloutState = { ...DRAFT, phase: "SCHEDULED" };

/** On the demo's own traffic of the last day; the worker counts it as it counts everybody's. */
async function writeMoving(ctx: Writing, anchorMs: number): Promise<void> {
  const at = new Date(anchorMs - DAY);
  const kept = await draft({ ...ctx, now: at }, MOVING_BEFORE, at, SCHEDULED);
  const second = { version: 2, plan: json(MOVING), at, byName: BY.name, reason: WHY_LONGER };
  await ctx.db.rolloutPlan.create({ data: { rolloutId: kept.id, ...second } });
  const changed = { plan: json(MOVING), planVersion: 2, countFrom: at, nextAt: ctx.now };
  await ctx.db.rollout.update({ where: { id: kept.id }, data: changed });
}

/** To come, and where no rollout of the demo is. */
async function writeFreeze({ db, project }: Writing, anchorMs: number): Promise<void> {
  const fromAt = new Date(anchorMs + 2 * DAY);
  const when = { fromAt, toAt: new Date(anchorMs + 4 * DAY), createdAt: new Date(anchorMs) };
  const what = { environment: "staging", reason: "Load test", byName: BY.name };
  await db.freezeWindow.create({
    data: { id: randomUUID(), projectId: project.id, ...what, ...when },
  });
}

/** Its minutes are made up, its verdict is not: the same gates judge them. */
async function writePast(ctx: Writing, anchorMs: number, past: PastRollout): Promise<void> {
  const { plan, daysAgo, minutes, bad } = past;
  const begun = Math.floor((anchorMs - daysAgo * DAY) / MINUTE) * MINUTE;
  const at = (minute: number) => new Date(begun + minute * MINUTE);
  const { id } = await draft(ctx, plan, at(-30), SCHEDULED);
  await tickRollout({ ...ctx, now: at(0) }, id);
  const kept = await lockedRollout(ctx.db, id);
  const dice = rngOf(`demo ${plan.key}`);
  const share = (plan.stages[0]?.weight ?? 0) / 100;
  for (const [gate, [canaryBad, controlBad]] of Object.entries(bad)) {
    const rows = Array.from({ length: minutes }, (_, i) => {
      const canary = dice.poisson(UNITS_PER_MINUTE * share);
      const control = dice.poisson(UNITS_PER_MINUTE * (1 - share));
      return {
        ...{ minute: at(i), canary, control },
        canaryBad: Math.min(canary, dice.poisson(canary * canaryBad)),
        controlBad: Math.min(control, dice.poisson(control * controlBad)),
      };
    });
    await keepMinutes(ctx.db, kept, gate, rows);
  }
  await judge(ctx, kept, at(minutes + 2));
  if (past.judged === undefined) return;
  const said = { isFalse: false, reason: past.judged, byId: "demo", byName: BY.name };
  await ctx.db.rollbackJudgement.create({
    data: { rolloutId: id, attempt: 1, ...said, at: at(minutes + 60) },
  });
}

/** What the worker would have done at the minute that crossed; then people resolved it. */
async function judge(ctx: Writing, kept: Kept, until: Date): Promise<void> {
  const { plan, countedTo, gathered } = kept;
  if (!countedTo || !gathered) throw new Error("It has begun, so it counts");
  const told = await readTold(ctx.db, kept);
  const ticks = ticksOf(plan, told, countedTo.getTime(), until.getTime());
  const { verdicts, brokenAt, watch, counted } = gather(plan, gathered, ticks);
  await keepVerdicts(ctx.db, kept, verdicts);
  // What came after it was never counted.
  const after = { rolloutId: kept.id, minute: { gt: new Date(brokenAt ?? until) } };
  await ctx.db.gateMinute.deleteMany({ where: after });
  const now = new Date(brokenAt ?? until.getTime());
  const { word } = verdictOf(rulesOf(plan), plan.promise, watch);
  const facts = { ...counted, now: now.getTime(), verdict: word, blockers: [], freezes: [] };
  const move = advance(plan, kept.state, facts);
  const next = { ...kept, gathered: { watch, counted }, countedTo: now, nextAt: null };
  const { incidentId } = await applyMove({ ...ctx, now }, next, move, { by: MACHINE });
  if (incidentId !== null) await settle(ctx, incidentId, now);
}

/** Told to nobody: it was long ago. */
async function settle({ db, project }: Writing, incidentId: string, at: Date): Promise<void> {
  const over = new Date(at.getTime() + 38 * MINUTE);
  await db.alert.updateMany({
    where: { projectId: project.id, source: "rollout", startedAt: at },
    data: { hasNews: false, endedAt: over, endReason: "condition" },
  });
  await db.incident.update({
    where: { id: incidentId },
    data: {
      ...{ status: "resolved", createdAt: at, mitigatedAt: at, resolvedAt: over },
      ...{ acknowledgedAt: new Date(at.getTime() + 4 * MINUTE), commanderName: BY.name },
    },
  });
  await db.incidentEntry.updateMany({ where: { incidentId }, data: { at } });
}
