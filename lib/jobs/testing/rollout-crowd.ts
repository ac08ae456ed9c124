/** Many rollouts of one project, each on a flag of its own and met by one crowd, moved by the real worker with the clock in hand. */
import type { Rng } from "@/lib/core/rng";
import { MINUTE } from "@/lib/core/time";
import { importFlags } from "@/lib/flags/commands";
import { evaluate } from "@/lib/flags/evaluation";
import { openFlags } from "@/lib/flags/queries";
import { flagDraftSchema } from "@/lib/flags/schema";
import { refreshFlags } from "@/lib/flags/store/live";
import { tickRollouts } from "@/lib/jobs/rollout-tick";
import { db } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";
import { pool } from "@/lib/platform/pool";
import { testCtx } from "@/lib/platform/test-ctx";
import { actOnRollout, draftRollout } from "@/lib/rollouts/commands";
import { gateRuleSchema } from "@/lib/rollouts/gate";
import { type PlanDraft, planSchema } from "@/lib/rollouts/plan";
import type { Scenario } from "@/lib/rollouts/scenarios";
import { PROMISE } from "@/lib/rollouts/trial";
import { countsOf, type Request } from "@/lib/rollouts/units";
import { newWatch, watchMinute } from "@/lib/rollouts/watch";
import { ensurePartitions } from "@/lib/telemetry/store/partitions";
import { going, leadNow } from "./rollout-stage";

const ENVIRONMENT = "production";
const USERS = 2_000;
/** Any instant at the edge of a minute, so that the first minute is whole. */
const BEGUN_AT = new Date("2026-03-02T12:00:00.000Z");
const LAG_MINUTES = 2;
const MONTH = 30 * 24 * 60 * MINUTE;

export type Crowd = {
  readonly ctx: ProjectCtx;
  readonly scenario: Scenario;
  readonly flags: readonly string[];
  readonly dice: Rng;
};

export type Outcome = {
  readonly flag: string;
  readonly phase: string;
  readonly pause: string | null;
  /** Counts from 1: the minute of traffic after which the evidence crossed; null where it did not. */
  readonly crossedAt: number | null;
};

const at = (minute: number) => new Date(BEGUN_AT.getTime() + minute * MINUTE);

/**
 * A flag for each rollout, all in their first stage. The share of a canary is dealt by each flag's own
 * salt, so one crowd of requests is as many independent experiments as there are flags.
 */
export async function openCrowd(scenario: Scenario, rollouts: number, dice: Rng): Promise<Crowd> {
  // All crowds live in the same hours: what those before left would be read again and again.
  await pool().query("TRUNCATE event");
  await pool().query("UPDATE rollout SET next_at = NULL");
  const ctx = await testCtx({ now: BEGUN_AT });
  const { slug: project } = ctx.project;
  const flags = Array.from({ length: rollouts }, (_, i) => `${scenario.id}-${i}`);
  await importFlags(ctx, { project, flags: flags.map(draftOf) });
  for (const flag of flags) {
    await draftRollout(ctx, { project, plan: planOf(flag, scenario) });
    await actOnRollout(ctx, { project, key: flag, act: "start", revision: 0, reason: "tried" });
  }
  const crowd = { ctx, scenario, flags, dice };
  await work(0);
  return crowd;
}

const draftOf = (key: string) =>
  flagDraftSchema.parse({
    ...{ key, kind: "string", offVariant: "mock", variants: { mock: "m", real: "r" } },
    environments: { [ENVIRONMENT]: { serve: { variant: "mock" } } },
  });

/** A stage for each share that the scenario has; people promote, since time that is jumped over bakes nothing. */
function planOf(flag: string, { minutes, at: weatherAt }: Scenario) {
  const shares = new Set(Array.from({ length: minutes }, (_, minute) => weatherAt(minute).share));
  const stages = [...shares].map((share) => ({
    ...{ weight: share * 100, minBakeMs: MONTH, maxBakeMs: MONTH },
  }));
  const plan: PlanDraft = {
    ...{ key: flag, flag, environment: ENVIRONMENT, canary: "real", control: "mock", stages },
    gates: [{ key: "errors", signal: "errors", lagMinutes: LAG_MINUTES }],
  };
  return planSchema.parse(plan);
}

/** The worker at the moment at which everything before that minute has matured, until nothing is due. */
export async function work(minute: number): Promise<void> {
  const now = at(minute === 0 ? 0 : minute + LAG_MINUTES - 1);
  const lead = await leadNow();
  while ((await tickRollouts({ db: db(), pool: pool(), now }, lead, going)) > 0);
}

export async function promoteAll({ ctx, flags }: Crowd, minute: number): Promise<void> {
  const { slug: project } = ctx.project;
  const now = at(minute + LAG_MINUTES - 1);
  for (const key of flags) {
    const row = await db().rollout.findFirst({ where: { projectId: ctx.project.id, key } });
    if (row?.phase !== "RUNNING") continue;
    const { revision } = row;
    const press = { project, key, act: "promote", revision, reason: "tried" } as const;
    await actOnRollout({ ...ctx, now }, press);
  }
}

type Sent = { readonly at: Date; readonly user: number; readonly isBad: boolean };

/** The requests of some minutes, straight into the events. Says what each rollout should count of them. */
export async function send(crowd: Crowd, from: number, to: number): Promise<Request[][]> {
  const variants = await dealt(crowd);
  const [first] = variants;
  if (!first) return [];
  const sent: Sent[] = [];
  for (let minute = from; minute < to; minute++) sent.push(...drawRequests(crowd, minute, first));
  await write(crowd, sent, variants);
  return variants.map((arms) =>
    sent.map(({ at: instant, user, isBad }) => ({
      ...{ at: instant.getTime(), unit: `u${user}`, isBad },
      isCanary: arms[user] === "real",
    })),
  );
}

/** What each flag gives each user now, by flag: as everybody who asks is answered. */
async function dealt({ ctx, flags }: Crowd): Promise<string[][]> {
  // The worker is another process: here its changes are not heard of but asked for.
  await refreshFlags(ctx.project.id);
  const asked = { project: ctx.project.slug, env: ENVIRONMENT };
  const { snapshot } = await openFlags(ctx, asked);
  return flags.map((flag) =>
    Array.from({ length: USERS }, (_, user) => {
      const got = evaluate({ snapshot, context: { targetingKey: `u${user}` } }, flag);
      if ("errorCode" in got) throw new Error(got.errorDetails);
      return got.variant;
    }),
  );
}

/** Where arms differ, only one flag can say whose failure it was: a crowd of one rollout. */
function drawRequests({ dice, scenario }: Crowd, minute: number, arms: readonly string[]): Sent[] {
  const { unitsPerMinute, canaryBad, controlBad } = scenario.at(minute);
  return Array.from({ length: dice.poisson(unitsPerMinute) }, () => {
    const user = dice.int(0, USERS - 1);
    const isBad = dice.next() < (arms[user] === "real" ? canaryBad : controlBad);
    return { at: new Date(at(minute).getTime() + dice.int(0, MINUTE - 1)), user, isBad };
  });
}

const BATCH = 20_000;

async function write(
  { ctx, flags }: Crowd,
  sent: readonly Sent[],
  variants: readonly (readonly string[])[],
): Promise<void> {
  await ensurePartitions(
    pool(),
    sent.map((request) => request.at),
  );
  const attributes = Array.from({ length: USERS }, (_, user) =>
    JSON.stringify(
      Object.fromEntries(flags.map((flag, i) => [`flag.${flag}`, variants[i]?.[user]])),
    ),
  );
  for (let i = 0; i < sent.length; i += BATCH) {
    const part = sent.slice(i, i + BATCH);
    await pool().query(
      `INSERT INTO event (ts, received_at, event_id, project_id, shard_key, kind, is_error, duration_ms,
         environment, user_id, attributes)
       SELECT ts, ts, gen_random_uuid(), $1, 0, 1, is_bad, 100, $2, 'u' || i, attributes
       FROM unnest($3::timestamptz[], $4::int4[], $5::bool[]) AS sent (ts, i, is_bad)
       JOIN unnest($6::int4[], $7::jsonb[]) AS crowd (i, attributes) USING (i)`,
      [
        ...[ctx.project.id, ENVIRONMENT],
        ...[part.map((request) => request.at), part.map(({ user }) => user)],
        ...[part.map(({ isBad }) => isBad), attributes.map((_, user) => user), attributes],
      ],
    );
  }
}

/** As the rollouts remember it. */
export async function outcomesOf({ ctx, flags }: Crowd): Promise<Outcome[]> {
  const { rows } = await pool().query<Omit<Outcome, "crossedAt"> & { crossed: string | null }>(
    `SELECT key AS flag, phase, state->>'pause' AS pause, watch->>'crossedAt' AS crossed
     FROM rollout WHERE project_id = $1 ORDER BY array_position($2::text[], key)`,
    [ctx.project.id, flags],
  );
  return rows.map(({ crossed, ...row }) => ({
    ...row,
    crossedAt: crossed === null ? null : minuteOf(Number(crossed)) + 1,
  }));
}

const minuteOf = (instant: number): number => (instant - BEGUN_AT.getTime()) / MINUTE;

/** The same requests through the arithmetic alone: where the evidence should have crossed. */
export function crossedByHand(requests: readonly Request[], share: number): number | null {
  const rules = { errors: gateRuleSchema.parse({}) };
  const met = metBy(requests);
  const minutes = [...countsOf(requests)].sort(([a], [b]) => a - b);
  let watch = newWatch(rules);
  for (const [start, errors] of minutes) {
    // In its first minute the split is only on its way to those who ask.
    const isSettled = minuteOf(start) > 0;
    const exposed = { canary: 0, control: 0, ...met.get(start), share };
    const seen = { at: start, gates: { errors }, ...(isSettled && { exposed }) };
    watch = watchMinute(rules, PROMISE, watch, seen);
    if (watch.crossedAt !== null) return minuteOf(watch.crossedAt) + 1;
  }
  return null;
}

/** Users by the minute at which they came first. */
function metBy(requests: readonly Request[]): Map<number, { canary: number; control: number }> {
  const known = new Set<string>();
  const met = new Map<number, { canary: number; control: number }>();
  for (const { at: instant, unit, isCanary } of requests) {
    if (known.has(unit)) continue;
    known.add(unit);
    const start = instant - (instant % MINUTE);
    const so = met.get(start) ?? { canary: 0, control: 0 };
    so[isCanary ? "canary" : "control"]++;
    met.set(start, so);
  }
  return met;
}
