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
import type { Dealt } from "@/lib/rollouts/dealing";
import { type PlanDraft, planSchema } from "@/lib/rollouts/plan";
import type { Scenario } from "@/lib/rollouts/scenarios";
import type { Request } from "@/lib/rollouts/units";
import type { Watch } from "@/lib/rollouts/watch";
import { ensurePartitions } from "@/lib/telemetry/store/partitions";
import {
  atMinute,
  BEGUN_AT,
  crossedIn,
  draw,
  requestsOf,
  type Sent,
  USERS,
} from "./rollout-by-hand";
import { going, leadNow } from "./rollout-stage";

const ENVIRONMENT = "production";
const LAG_MINUTES = 2;
const MONTH = 30 * 24 * 60 * MINUTE;

export type Crowd = {
  readonly ctx: ProjectCtx;
  readonly scenario: Scenario;
  readonly flags: readonly string[];
  readonly dice: Rng;
  readonly users: number;
  /** What the flags declared, in the order of time; grows with each promotion. */
  readonly dealt: Dealt[];
};

export type Outcome = {
  readonly flag: string;
  readonly phase: string;
  readonly pause: string | null;
  /** Counts from 1: the minute of traffic after which the evidence crossed; null where it did not. */
  readonly crossedAt: number | null;
  readonly watch: Watch;
};

/**
 * A flag for each rollout, all in their first stage. The share of a canary is dealt by each flag's own
 * salt, so one crowd of requests is as many independent experiments as there are flags.
 */
export async function openCrowd(
  scenario: Scenario,
  rollouts: number,
  dice: Rng,
  users = USERS,
): Promise<Crowd> {
  // All crowds live in the same hours: what those before left would be read again and again.
  await pool().query("TRUNCATE event");
  await pool().query("UPDATE rollout SET next_at = NULL");
  const begunAt = new Date(BEGUN_AT);
  const ctx = await testCtx({ now: begunAt });
  const { slug: project } = ctx.project;
  const flags = Array.from({ length: rollouts }, (_, i) => `${scenario.id}-${i}`);
  await importFlags(ctx, { project, flags: flags.map(draftOf) });
  for (const flag of flags) {
    await draftRollout(ctx, { project, plan: planOf(flag, scenario) });
    await actOnRollout(ctx, { project, key: flag, act: "start", revision: 0, reason: "tried" });
  }
  const dealt = [0, scenario.at(0).share].map((share) => ({ at: BEGUN_AT, share }));
  const crowd = { ctx, scenario, flags, dice, users, dealt };
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

/** The worker when everything before that minute has matured and is committed, until nothing is due. */
export async function work(minute: number): Promise<void> {
  const now = atMinute(minute === 0 ? 0 : minute + LAG_MINUTES - 0.5);
  const lead = await leadNow();
  while ((await tickRollouts({ db: db(), pool: pool(), now }, lead, going)) > 0);
}

/** To the next stage, at an instant that may lie within a minute. Who asks from then on is dealt its share. */
export async function promoteAll(
  { ctx, flags, scenario, dealt }: Crowd,
  minute: number,
): Promise<void> {
  const { slug: project } = ctx.project;
  const now = atMinute(minute);
  for (const key of flags) {
    const row = await db().rollout.findFirst({ where: { projectId: ctx.project.id, key } });
    if (row?.phase !== "RUNNING") continue;
    const { revision } = row;
    const press = { project, key, act: "promote", revision, reason: "tried" } as const;
    await actOnRollout({ ...ctx, now }, press);
  }
  dealt.push({ at: now.getTime(), share: scenario.at(minute).share });
}

/** The requests of a span, straight into the events. Says what each rollout should count of them. */
export async function send(crowd: Crowd, from: number, to: number): Promise<Request[][]> {
  const arms = await armsNow(crowd);
  const [first] = arms;
  if (!first) return [];
  // Where arms differ, only one flag can say whose failure it was: a crowd of one rollout.
  const { dice, scenario, users } = crowd;
  const sent = draw(dice, scenario, { from, to, users }, (user) => first[user] === "real");
  await write(crowd, sent, arms);
  return arms.map((of) => requestsOf(sent, (user) => of[user] === "real"));
}

/** What each flag gives each user now, by flag: as everybody who asks is answered. */
async function armsNow({ ctx, flags, users }: Crowd): Promise<string[][]> {
  // The worker is another process: here its changes are not heard of but asked for.
  await refreshFlags(ctx.project.id);
  const asked = { project: ctx.project.slug, env: ENVIRONMENT };
  const { snapshot } = await openFlags(ctx, asked);
  return flags.map((flag) =>
    Array.from({ length: users }, (_, user) => {
      const got = evaluate({ snapshot, context: { targetingKey: `u${user}` } }, flag);
      if ("errorCode" in got) throw new Error(got.errorDetails);
      return got.variant;
    }),
  );
}

const BATCH = 20_000;

async function write(
  { ctx, flags, users }: Crowd,
  sent: readonly Sent[],
  variants: readonly (readonly string[])[],
): Promise<void> {
  await ensurePartitions(
    pool(),
    sent.map((request) => new Date(request.at)),
  );
  const attributes = Array.from({ length: users }, (_, user) =>
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
        ...[part.map((request) => new Date(request.at)), part.map(({ user }) => user)],
        ...[part.map(({ isBad }) => isBad), attributes.map((_, user) => user), attributes],
      ],
    );
  }
}

/** As the rollouts remember it. */
export async function outcomesOf({ ctx, flags }: Crowd): Promise<Outcome[]> {
  const { rows } = await pool().query<Omit<Outcome, "crossedAt">>(
    `SELECT key AS flag, phase, state->>'pause' AS pause, watch
     FROM rollout WHERE project_id = $1 ORDER BY array_position($2::text[], key)`,
    [ctx.project.id, flags],
  );
  return rows.map((row) => ({ ...row, crossedAt: crossedIn(row.watch) }));
}
