/** Keeps the demo alive: its newest seconds first, then its history, a piece at a time, backwards from the newest day. */
import { HOUR, MINUTE, SECOND } from "@/lib/core/time";
import { HISTORY_MS } from "@/lib/demo/rhythm";
import { WRITTEN, type Written, writtenSchema } from "@/lib/demo/schema";
import { demoWorld, eventsBetween, type Memory, type World } from "@/lib/demo/world";
import { db } from "@/lib/platform/db";
import { log } from "@/lib/platform/log";
import type { ProjectCtx } from "@/lib/platform/operation";
import { pool } from "@/lib/platform/pool";
import { shared } from "@/lib/platform/process";
import { ingestEvents } from "@/lib/telemetry/commands";
import type { EventInput } from "@/lib/telemetry/schema";
import { replayDemoAlerts } from "./demo-alerts";
import { writeDemoCost } from "./demo-cost";
import { writeDemoIncidents } from "./demo-incidents";
import { writeDemoPages } from "./demo-pages";
import { writeDemoRollouts } from "./demo-rollouts";

/** One transaction each: small enough for a slow disk, large enough to be worth it. */
const BATCH_EVENTS = 2_000;
const PIECE_MS = 3 * HOUR;
const ACTOR = { kind: "system", id: "demo", name: "demo traffic" } as const;

/** One turn of the worker: nothing to do where there is no demo. */
export async function keepDemoAlive(signal: AbortSignal): Promise<void> {
  const ctx = {
    actor: ACTOR,
    now: new Date(),
    db: db(),
    pool: pool(),
    address: null,
    requestId: null,
  };
  const project = await ctx.db.project.findFirst({ where: { isDemo: true } });
  if (project) await writeDemo({ ...ctx, project }, { memory: minutes(), signal });
}

const minutes = () => shared("demo-minutes", (): Memory => new Map());

type Options = {
  readonly memory?: Memory;
  readonly signal?: AbortSignal;
  /** How long to work on the history before the live traffic has its turn again. */
  readonly budgetMs?: number;
};

/**
 * Writes what has happened since the last call, then some history. What is written is noted after
 * it is stored: a crash in between repeats a piece, whose events are then duplicates and count once.
 */
export async function writeDemo(ctx: ProjectCtx, options: Options = {}): Promise<Written> {
  const { memory = new Map(), signal, budgetMs = SECOND } = options;
  let written = await readWritten(ctx);
  const world = demoWorld(written.anchorMs, written.utcOffsetMinutes);
  const nowMs = ctx.now.getTime();
  // After a long pause the demo goes on as if somebody had been there, but not for ever back.
  const liveFrom = Math.max(written.toMs, nowMs - HISTORY_MS);
  for (let from = liveFrom; from < nowMs && !signal?.aborted; from += PIECE_MS) {
    const to = Math.min(nowMs, from + PIECE_MS);
    await send(ctx, eventsBetween(world, from, to, memory));
    written = await note(ctx, { ...written, toMs: to });
  }
  const oldest = written.anchorMs - HISTORY_MS;
  const until = performance.now() + budgetMs;
  while (written.fromMs > oldest && !signal?.aborted && performance.now() < until) {
    written = await writeOlder(ctx, world, written, oldest);
  }
  return written.fromMs > oldest ? written : withAlerts(ctx, written, { signal, budgetMs });
}

/** When all of the history is there, it is looked at once as the rules would have; then people say what they did. */
async function withAlerts(
  ctx: ProjectCtx,
  written: Written,
  until: { readonly signal: AbortSignal | undefined; readonly budgetMs: number },
): Promise<Written> {
  if (written.replayed === null) return written;
  const hasRules = (await ctx.db.alertRule.count({ where: { projectId: ctx.project.id } })) > 0;
  if (!hasRules) return written;
  const replayed = await replayDemoAlerts(ctx, written.anchorMs, written.replayed, until);
  if (replayed === null) {
    await writeDemoPages(ctx);
    await writeDemoIncidents(ctx, written.anchorMs);
    await writeDemoRollouts(ctx, written.anchorMs);
    await writeDemoCost(ctx);
  }
  return note(ctx, { ...written, replayed });
}

async function writeOlder(ctx: ProjectCtx, world: World, written: Written, oldest: number) {
  const from = Math.max(oldest, written.fromMs - PIECE_MS);
  await send(ctx, eventsBetween(world, from, written.fromMs));
  const grown = await note(ctx, { ...written, fromMs: from });
  if (from === oldest) log.info("the demo's history is written", { project: ctx.project.slug });
  return grown;
}

async function send(ctx: ProjectCtx, events: readonly EventInput[]): Promise<void> {
  for (let at = 0; at < events.length; at += BATCH_EVENTS) {
    const body = Buffer.from(JSON.stringify(events.slice(at, at + BATCH_EVENTS)));
    const delivery = {
      body,
      contentType: "application/json",
      contentEncoding: null,
      idempotencyKey: null,
    };
    const { rejected } = await ingestEvents.run({ ...ctx, now: new Date() }, delivery);
    if (rejected.length > 0) log.warn("demo events were refused", { first: rejected[0] });
  }
}

/** The first call decides where history ends and live traffic begins, and notes it before anything is written. */
async function readWritten(ctx: ProjectCtx): Promise<Written> {
  const { db, project, now } = ctx;
  const row = await db.instanceSetting.findUnique({ where: { name: WRITTEN + project.id } });
  const known = writtenSchema.safeParse(row?.value);
  if (known.success) return known.data;
  const anchorMs = now.getTime();
  return note(ctx, {
    anchorMs,
    utcOffsetMinutes: utcOffsetMinutes(project.timeZone, anchorMs),
    fromMs: anchorMs,
    toMs: anchorMs,
    replayed: [],
  });
}

async function note({ db, project, now }: ProjectCtx, value: Written): Promise<Written> {
  const name = WRITTEN + project.id;
  const row = { value, updatedAt: now };
  await db.instanceSetting.upsert({ where: { name }, create: { name, ...row }, update: row });
  return value;
}

/** How far a zone's clock is ahead of UTC at an instant. */
function utcOffsetMinutes(timeZone: string, ms: number): number {
  const minute = Math.floor(ms / MINUTE) * MINUTE;
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    hourCycle: "h23",
    dateStyle: "short",
    timeStyle: "short",
  }).format(new Date(minute));
  const [date = "", time = ""] = parts.split(", ");
  return (Date.parse(`${date}T${time}Z`) - minute) / MINUTE;
}
