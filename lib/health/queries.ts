/** Looks at the product itself: is it alive, is it ready, what does a scrape of it say. */
import { LRUCache } from "lru-cache";
import { Fault } from "@/lib/core/fault";
import { DAY, floorTo, HOUR, MINUTE, SECOND, type Span } from "@/lib/core/time";
import { env } from "@/lib/platform/env";
import { metrics } from "@/lib/platform/metrics";
import { type Ctx, query } from "@/lib/platform/operation";
import type { Pool } from "@/lib/platform/pool";
import { shared } from "@/lib/platform/process";
import { readCounters } from "@/lib/telemetry/store/counters";
import { readSketches } from "@/lib/telemetry/store/sketches";
import { select } from "@/lib/telemetry/store/sql";
import { renderFamilies } from "./exposition";
import { boundsOf, type Facts, type Finding, judgeReadiness } from "./readiness";
import { type Liveness, noInputSchema, type Readiness, scrapeSchema } from "./schema";
import { type AgentSeries, agentFamilies, joined } from "./scrape";

/** A probe that waits longer than this has its answer. */
const CHECK_LIMIT_MS = 2 * SECOND;
const HOURS_COMPARED = 24;

export const readLiveness = query({
  may: "public",
  input: noInputSchema,
  run: async (): Promise<Liveness> => ({
    status: "healthy",
    uptimeSeconds: Math.round(process.uptime()),
  }),
});

export const readReadiness = query({
  may: "public",
  input: noInputSchema,
  run: async ({ pool, now }): Promise<Readiness> => judgeReadiness(await factsOf(pool, now), now),
});

async function factsOf(pool: Pool, now: Date): Promise<Facts> {
  const database = await timed(async () => {
    await select(pool, "SELECT 1 AS one", []);
    return null;
  });
  if (!database.ok) return allMissed(database);
  const [migrations, partitions, worker, compaction, notifications, reconciliation] =
    await Promise.all([
      timed(() => findMigrations(pool)),
      timed(() => findPartitions(pool)),
      timed(() => findWorker(pool)),
      timed(() => findOldestWaiting(pool)),
      timed(() => findOldestUntold(pool)),
      timed(() => findDifferences(pool, now)),
    ]);
  const parts = { database, migrations, partitions, worker, compaction };
  return { ...parts, notifications, reconciliation };
}

function allMissed(database: Finding<null> & { readonly ok: false }): Facts {
  const missed = { ok: false, latencyMs: 0, reason: "not checked: the database is away" } as const;
  return {
    database,
    migrations: missed,
    partitions: missed,
    worker: missed,
    compaction: missed,
    notifications: missed,
    reconciliation: missed,
  };
}

/** The reason is for everybody: it never carries an address or a user name. */
async function timed<T>(look: () => Promise<T>): Promise<Finding<T>> {
  const began = performance.now();
  const taken = () => performance.now() - began;
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Fault("unavailable", `no answer within ${CHECK_LIMIT_MS / SECOND} s`)),
      CHECK_LIMIT_MS,
    );
  });
  try {
    const found = await Promise.race([look(), limit]);
    return { ok: true, latencyMs: taken(), found };
  } catch (error) {
    const reason = error instanceof Fault ? error.message : "the check failed";
    return { ok: false, latencyMs: taken(), reason };
  } finally {
    clearTimeout(timer);
  }
}

async function findMigrations(pool: Pool) {
  const rows = await select<{ readonly name: string; readonly isFinished: boolean }>(
    pool,
    `SELECT migration_name AS name, finished_at IS NOT NULL AS "isFinished"
     FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name`,
    [],
  );
  return {
    applied: rows.filter(({ isFinished }) => isFinished).length,
    unfinished: rows.filter(({ isFinished }) => !isFinished).map(({ name }) => name),
  };
}

async function findPartitions(pool: Pool) {
  const rows = await select<{ readonly bounds: string }>(
    pool,
    `SELECT pg_get_expr(c.relpartbound, c.oid) AS bounds
     FROM pg_inherits AS i JOIN pg_class AS c ON c.oid = i.inhrelid
     WHERE i.inhparent = 'event'::regclass AND NOT i.inhdetachpending`,
    [],
  );
  return rows.flatMap(({ bounds }) => {
    const range = boundsOf(bounds);
    return range ? [range] : [];
  });
}

async function findWorker(pool: Pool): Promise<Date | null> {
  const [row] = await select<{ readonly at: Date }>(
    pool,
    "SELECT at::timestamptz AS at FROM heartbeat WHERE name = 'worker'",
    [],
  );
  return row?.at ?? null;
}

/** Every batch leaves its pulse beside its rollups, and they are folded together. */
async function findOldestWaiting(pool: Pool): Promise<Date | null> {
  const [row] = await select<{ readonly at: Date | null }>(
    pool,
    "SELECT min(received_at)::timestamptz AS at FROM pulse_partial",
    [],
  );
  return row?.at ?? null;
}

/** One that waits behind an earlier one to the same place is not late: that one is. */
async function findOldestUntold(pool: Pool): Promise<Date | null> {
  const [row] = await select<{ readonly at: Date | null }>(
    pool,
    `SELECT least(
       (SELECT min(due_at) FROM alert_group WHERE due_at < now()),
       (SELECT min(n.due_at) FROM notification AS n
        WHERE n.state = 'waiting' AND n.due_at < now()
          AND (n.lease_until IS NULL OR n.lease_until < now())
          AND NOT EXISTS (SELECT 1 FROM notification AS e
            WHERE e.channel_id = n.channel_id AND e.dedup_key = n.dedup_key AND e.state = 'waiting'
              AND (e.created_at, e.id) < (n.created_at, n.id)))) AS at`,
    [],
  );
  return row?.at ?? null;
}

async function findDifferences(pool: Pool, now: Date) {
  const [row] = await select<{ readonly hours: number; readonly different: number }>(
    pool,
    `SELECT count(*)::float8 AS hours, (count(*) FILTER (WHERE raw_requests <> rollup_requests
       OR raw_calls <> rollup_calls OR raw_cost_picos <> rollup_cost_picos))::float8 AS different
     FROM reconciliation WHERE hour >= $1`,
    [new Date(now.getTime() - HOURS_COMPARED * HOUR)],
  );
  return row ?? { hours: 0, different: 0 };
}

/** One project's agents, and this process. */
const readScrape = query({
  may: "telemetry:read",
  input: scrapeSchema,
  run: (ctx) => scrapeOf(ctx, [ctx.project]),
});

/** Every project, for whoever asks, where the administrator said so. */
const readOpenScrape = query({
  may: "public",
  input: noInputSchema,
  run: async (ctx) => {
    if (!isScrapeOpen()) throw new Fault("unauthenticated", "Send an API key with the scope read");
    const all = { id: true, slug: true } as const;
    return scrapeOf(ctx, await ctx.db.project.findMany({ select: all, orderBy: { id: "asc" } }));
  },
});

const isScrapeOpen = (): boolean => env().WHEELHOUSE_METRICS_PUBLIC === "on";

export const readAnyScrape = (ctx: Ctx, input: { project: string | undefined }): Promise<string> =>
  isScrapeOpen() ? readOpenScrape(ctx, {}) : readScrape(ctx, input);

type Named = { readonly id: number; readonly slug: string };

async function scrapeOf(ctx: Ctx, projects: readonly Named[]): Promise<string> {
  const [facts, , series] = await Promise.all([
    factsOf(ctx.pool, ctx.now),
    tellRecovery(ctx),
    Promise.all(projects.map((project) => readSeries(ctx, project))),
  ]);
  tellHealth(facts, ctx.now);
  const { totals, latencies } = {
    totals: series.flatMap((one) => one.totals),
    latencies: series.flatMap((one) => one.latencies),
  };
  const own = await metrics().registry.metrics();
  return `${own}${renderFamilies(agentFamilies(totals, latencies))}`;
}

/** What is not known of a drill stays 0, as of an instance that never had one. */
async function tellRecovery({ db }: Ctx): Promise<void> {
  const { recoveryDrillAt, recoveryDrillOk, recoveryRestore, recoveryLost } = metrics();
  const last = await db.recoveryDrill.findFirst({ orderBy: { at: "desc" } });
  recoveryDrillAt.set((last?.at.getTime() ?? 0) / SECOND);
  recoveryDrillOk.set(last?.isOk ? 1 : 0);
  recoveryRestore.set((last?.restoreMs ?? 0) / SECOND);
  recoveryLost.set((last?.lostMs ?? 0) / SECOND);
}

const PART_LEVEL = { healthy: 1, degraded: 0.5, unhealthy: 0 } as const;

function tellHealth(facts: Facts, now: Date): void {
  const { component, compactorLag, workerAge } = metrics();
  for (const { name, status } of judgeReadiness(facts, now).components) {
    component.set({ component: name }, PART_LEVEL[status]);
  }
  const secondsSince = (at: Date | null) =>
    at === null ? 0 : Math.max(0, (now.getTime() - at.getTime()) / SECOND);
  if (facts.compaction.ok) compactorLag.set(secondsSince(facts.compaction.found));
  if (facts.worker.ok && facts.worker.found) workerAge.set(secondsSince(facts.worker.found));
}

/** Events come at most seven days late: days before these only change when history is imported. */
const UNSETTLED_DAYS = 8;
const SETTLED_FOR_MS = MINUTE;
const BEGINNING = new Date(0);

const settled = () =>
  shared(
    "scrape-settled",
    () => new LRUCache<string, Promise<AgentSeries>>({ max: 200, ttl: SETTLED_FOR_MS }),
  );

/**
 * Lifetime totals, from the daily tier, which is kept for ever, and what is not folded yet: they
 * only grow, for as long as the project lives. A year of days is not read again at each scrape.
 */
async function readSeries(ctx: Ctx, project: Named): Promise<AgentSeries> {
  const cut = new Date(floorTo(ctx.now, DAY).getTime() - UNSETTLED_DAYS * DAY);
  const key = `${project.id}/${cut.getTime()}`;
  const long = settled().get(key) ?? readSpan(ctx, project, { from: BEGINNING, to: cut });
  settled().set(key, long, { noUpdateTTL: true });
  long.catch(() => settled().delete(key));
  const end = new Date(ctx.now.getTime() + DAY);
  return joined(await long, await readSpan(ctx, project, { from: cut, to: end }));
}

async function readSpan({ pool }: Ctx, project: Named, span: Span): Promise<AgentSeries> {
  const ask = { projectId: project.id, span, tier: "1d" } as const;
  const rows = await readCounters(pool, { ...ask, by: ["environment", "agent"] });
  const environments = [...new Set(rows.map(({ key }) => key.environment))];
  const latencies = environments.map(async (environment) => {
    const sketches = await readSketches(pool, {
      ...ask,
      subject: "request",
      dim: "agent",
      environment,
    });
    return sketches.map(({ key: agent, sketch }) => ({
      ...whose(project, environment, agent),
      sketch,
    }));
  });
  return {
    totals: rows.map(({ key, at: _at, ...counters }) => ({
      ...whose(project, key.environment, key.agent),
      ...counters,
    })),
    latencies: (await Promise.all(latencies)).flat(),
  };
}

const whose = ({ slug }: Named, environment: string, agent: string) => ({
  project: slug,
  environment,
  agent,
});
