/** Reads what was spent: over time and by name, the calls behind it, and as a file. */
import { csvPart } from "@/lib/core/csv";
import { dollarsOf } from "@/lib/core/money";
import { targetsFor } from "@/lib/core/targets";
import { DAY, type Frame, frameOf, type Span } from "@/lib/core/time";
import { picoDollars } from "@/lib/cost/arithmetic";
import { calmed } from "@/lib/errors/frame";
import { askedMs } from "@/lib/overview/change";
import { readDeploymentViews, readReported } from "@/lib/overview/queries";
import { share, total } from "@/lib/overview/volume";
import type { Download } from "@/lib/platform/http-download";
import { type ProjectCtx, query } from "@/lib/platform/operation";
import { readCounters } from "@/lib/telemetry/store/counters";
import { columnsOf, EXPORT_COLUMNS } from "./export";
import { spendOf } from "./prepare";
import {
  type CallsView,
  callsAskSchema,
  type FailuresView,
  failuresAskSchema,
  type SpendView,
  spendAskSchema,
  spendExportSchema,
} from "./schema";
import { MOST_READ, readableSpan, readCalls, readRetries, type StoredCall } from "./store/calls";
import { readSpent } from "./store/spend";

const CALLS_SHOWN = 100;
/** Retries are found by ordering every call of the stretch. */
const MOST_ORDERED = 60_000;

export const readSpend = query({
  may: "telemetry:read",
  input: spendAskSchema,
  run: async (ctx, ask): Promise<SpendView> => {
    const { now, pool, project } = ctx;
    const { by, env: environment } = ask;
    const frame = calmed(frameOf(ask, now));
    const place = { projectId: project.id, tier: frame.tier, environment };
    const where = { environment };
    const [reported, present, before, all, [allBefore], models, deployments] = await Promise.all([
      readReported(ctx, environment),
      readSpent(pool, { ...place, span: frame, stepMs: frame.stepMs }, by),
      readSpent(pool, { ...place, span: frame.previous }, by),
      readCounters(pool, { ...place, span: frame, stepMs: frame.stepMs, where }),
      readCounters(pool, { ...place, span: frame.previous, where }),
      readCounters(pool, { ...place, span: frame, by: ["provider", "model"], where }),
      readDeploymentViews(ctx, environment, frame),
    ]);
    return spendOf({
      ...{ by, frame, now, reported, present, before, all, models, deployments },
      askedMs: askedMs(ask),
      allBefore: allBefore ?? total([]),
      target: targetsFor(project.targets).costPerRequest,
    });
  },
});

const keptFrom = ({ now, project }: ProjectCtx): Date =>
  new Date(now.getTime() - project.rawDays * DAY);

/** Why less than the whole range was looked through; null when all of it was. */
function limitOf({ project }: ProjectCtx, asked: Span, read: Span, most: number): string | null {
  if (read.from <= asked.from) return null;
  const kept = `single calls are kept for ${project.rawDays} days`;
  return `Only the newest part of this time range: ${kept}, and at most ${most.toLocaleString("en")} events are looked through at once. Choose a shorter range for earlier ones.`;
}

export const listSpendCalls = query({
  may: "telemetry:read",
  input: callsAskSchema,
  run: async (ctx, ask): Promise<CallsView> => {
    const { pool, project, now } = ctx;
    const asked = spanOf(calmed(frameOf(ask, now)), ask.at);
    const span = await readableSpan(pool, project.id, asked, keptFrom(ctx));
    const place = { projectId: project.id, span, environment: ask.env };
    const rows = await readCalls(pool, { ...place, ...ask, limit: CALLS_SHOWN + 1 });
    return {
      calls: rows.slice(0, CALLS_SHOWN).map(callOf),
      hasMore: rows.length > CALLS_SHOWN,
      from: span.from.toISOString(),
      limit: limitOf(ctx, asked, span, MOST_READ),
    };
  },
});

/** One bucket of the chart, or all of them. */
function spanOf({ from, to, stepMs }: Frame, at: Date | undefined): Span {
  if (at === undefined) return { from, to };
  const start = new Date(
    from.getTime() + Math.floor((at.getTime() - from.getTime()) / stepMs) * stepMs,
  );
  return { from: start, to: new Date(start.getTime() + stepMs) };
}

const callOf = ({ at, costPicos, ...row }: StoredCall) => ({
  ...row,
  at: at.toISOString(),
  cost: costPicos === null ? null : dollarsOf(costPicos),
  costUsd: costPicos === null ? null : picoDollars(costPicos),
});

export const readFailures = query({
  may: "telemetry:read",
  input: failuresAskSchema,
  run: async (ctx, ask): Promise<FailuresView> => {
    const { pool, project, now } = ctx;
    const frame = calmed(frameOf(ask, now));
    const place = { projectId: project.id, environment: ask.env };
    const span = await readableSpan(pool, project.id, frame, keptFrom(ctx), MOST_ORDERED);
    const [[all], retried] = await Promise.all([
      readCounters(pool, {
        ...{ projectId: project.id, span: frame, tier: frame.tier },
        where: { environment: ask.env },
      }),
      readRetries(pool, { ...place, span }),
    ]);
    const sum = all ?? total([]);
    const failed = dollarsOf(sum.errorCostPicos);
    const retries = dollarsOf(retried.retryPicos);
    return {
      ...{ failed, failedUsd: picoDollars(sum.errorCostPicos), failedCalls: sum.callErrors },
      ...{ retries, retriesUsd: picoDollars(retried.retryPicos), retriedCalls: retried.retries },
      failedShare: share(failed, dollarsOf(sum.costPicos)),
      retriesShare: share(retries, dollarsOf(retried.costPicos)),
      from: span.from.toISOString(),
      limit: limitOf(ctx, frame, span, MOST_ORDERED),
    };
  },
});

export const exportSpend = query({
  may: "telemetry:read",
  input: spendExportSchema,
  run: async ({ now, pool, project }, ask): Promise<Download> => {
    const frame = calmed(frameOf(ask, now));
    const rows = await readSpent(
      pool,
      {
        ...{ projectId: project.id, tier: frame.tier, environment: ask.env },
        ...{ span: frame, stepMs: frame.stepMs },
      },
      ask.by,
    );
    const records = rows.map((row) => columnsOf(row, frame.stepMs));
    const named = `cost-${project.slug}-by-${ask.by.toLowerCase()}-${now.toISOString().slice(0, 10)}`;
    if (ask.format === "json")
      return {
        contentType: "application/json; charset=utf-8",
        filename: `${named}.json`,
        parts: one(JSON.stringify({ by: ask.by, currency: "USD", rows: records })),
      };
    const values = records.map((record) => EXPORT_COLUMNS.map((column) => record[column]));
    return {
      contentType: "text/csv; charset=utf-8; header=present",
      filename: `${named}.csv`,
      parts: one(csvPart([[...EXPORT_COLUMNS], ...values])),
    };
  },
});

async function* one(text: string): AsyncGenerator<string> {
  yield text;
}
