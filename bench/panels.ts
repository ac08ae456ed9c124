/** What dashboards cost the database, held against the same questions asked of raw events. */
import { readAgents } from "@/lib/agents/queries";
import { readCache } from "@/lib/cache/queries";
import type { RangeName } from "@/lib/core/time";
import { readErrors } from "@/lib/errors/queries";
import { readInfrastructure } from "@/lib/infrastructure/queries";
import { readOverview } from "@/lib/overview/queries";
import type { Ctx } from "@/lib/platform/operation";
import type { Pool } from "@/lib/platform/pool";
import { readUserActivity } from "@/lib/users/queries";
import { type Lab, openLab } from "./lab";
import { load } from "./load";
import { median, quantile, rounded } from "./numbers";
import { askOf, PANELS, type Panel } from "./questions";
import { rssMiB } from "./web-process";

/** Five million events are a month at this density; fewer are a shorter time of the same. */
export const EVENTS_A_DAY = 5_000_000 / 30;
const MUST_MS = 50;
const MUST_RATIO = 0.1;

/** One project's page, by the operation that its door opens. */
type Ask = { readonly project: string; readonly range: RangeName };
export const PAGES: Readonly<Record<string, (ctx: Ctx, ask: Ask) => Promise<unknown>>> = {
  overview: readOverview,
  agents: readAgents,
  cache: readCache,
  errors: readErrors,
  infrastructure: readInfrastructure,
  users: readUserActivity,
};

export async function benchPanels({ quick }: { quick: boolean }) {
  const events = quick ? 80_000 : 5_000_000;
  const lab = await openLab();
  try {
    const now = new Date();
    const loaded = await load(lab, events, events / EVENTS_A_DAY, now);
    const panels = [];
    for (const panel of PANELS) panels.push(await measurePanel(lab, panel, now, quick ? 5 : 15));
    const pages = await measurePages(lab, now, quick ? 5 : 15);
    const slowest = Math.max(...panels.map(({ p95Ms }) => p95Ms));
    const worst = Math.max(...panels.map(({ ratio }) => ratio));
    return {
      name: "panels",
      ...loaded,
      panels,
      pages,
      p95Ms: slowest,
      worstRatio: worst,
      medianRatio: rounded(median(panels.map(({ ratio }) => ratio))),
      mustMs: MUST_MS,
      mustRatio: MUST_RATIO,
      rssMiB: rssMiB(process.pid),
      // A few rows are read as fast raw as rolled up: the ratio says something at full size only.
      passed: slowest <= MUST_MS && (quick || worst <= MUST_RATIO),
      note: "each statement alone, as the driver sees it; raw = exact SQL over the same events",
    };
  } finally {
    await lab.close();
  }
}

async function measurePanel(lab: Lab, panel: Panel, now: Date, times: number) {
  const ask = askOf(panel.range, now);
  const db = lab.pool;
  const rollup = await repeat(times, () => panel.rollup(db, { projectId: lab.project.id, ...ask }));
  const client = await lab.connect();
  try {
    await client.query("SET jit = off; SET timezone = 'UTC'");
    const values = [lab.project.id, ask.span.from, ask.span.to];
    const raw = await repeat(2, () => client.query(panel.raw, values));
    return {
      panel: panel.name,
      p50Ms: rounded(quantile(rollup, 0.5)),
      p95Ms: rounded(quantile(rollup, 0.95)),
      rawMs: rounded(Math.min(...raw)),
      ratio: rounded(quantile(rollup, 0.5) / Math.min(...raw)),
    };
  } finally {
    await client.end();
  }
}

/** Milliseconds of each run; the first, which warms the caches, is not among them. */
async function repeat(times: number, work: () => Promise<unknown>): Promise<number[]> {
  const took: number[] = [];
  for (let i = 0; i <= times; i++) {
    const began = performance.now();
    await work();
    if (i > 0) took.push(performance.now() - began);
  }
  return took;
}

async function measurePages(lab: Lab, now: Date, times: number) {
  const measured = [];
  for (const [page, read] of Object.entries(PAGES)) {
    const spent: number[] = [];
    let statements = 0;
    for (let i = 0; i <= times; i++) {
      const visit = await visitPage(lab, read, now, "24h");
      statements = visit.statements;
      if (i > 0) spent.push(visit.ms);
    }
    measured.push({
      page,
      statements,
      p50Ms: rounded(quantile(spent, 0.5)),
      p95Ms: rounded(quantile(spent, 0.95)),
    });
  }
  return measured;
}

/** Sum of the statements of a page, one after the other. */
export async function visitPage(
  lab: Lab,
  read: (typeof PAGES)[string],
  now: Date,
  range: RangeName,
): Promise<{ ms: number; statements: number }> {
  const watched = watch(lab.pool);
  await read({ ...lab.ctx(now), pool: watched.pool }, { project: lab.project.slug, range });
  const times = watched.times();
  return { ms: times.reduce((sum, ms) => sum + ms, 0), statements: times.length };
}

type AnyQuery = (...args: unknown[]) => Promise<unknown>;

/** The pool with a stop-watch: statements wait for each other, so that none is billed for its neighbour. */
function watch(real: Pool): { pool: Pool; times: () => readonly number[] } {
  const times: number[] = [];
  let queue: Promise<unknown> = Promise.resolve();
  const query: AnyQuery = (...args) => {
    const run = queue.then(async () => {
      const began = performance.now();
      try {
        return await (real.query as AnyQuery)(...args);
      } finally {
        times.push(performance.now() - began);
      }
    });
    queue = run.catch(() => undefined);
    return run;
  };
  return { pool: Object.create(real, { query: { value: query } }) as Pool, times: () => times };
}
