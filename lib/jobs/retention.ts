/** Forgets what is past its time: raw events by project, tiers by width, tries and flags' pins after a day, ledger and quarantine after a week, sessions after 90 days, keys' and flags' hours after 13 months. */
import { DAY, TIER_KEPT_MS, type Tier } from "@/lib/core/time";
import type { Pool } from "@/lib/platform/pool";
import { dropPartition, listPartitions, type Partition } from "@/lib/telemetry/store/partitions";

/** Little enough that nobody notices while it goes. */
const PIECE_ROWS = 5_000;
const WEEK_MS = 7 * DAY;
/** Longer than anybody looks for a sign-in of their own; the audit log keeps the fact for good. */
const SESSION_KEPT_MS = 90 * DAY;
const FAMILIES = ["counter", "sketch", "tally", "user_activity"] as const;

/** The last hour of each variant stays: a flag that was asked for once is not one that nobody ever asked for. */
const GIVEN_BEFORE = `hour < $1 AND EXISTS (
  SELECT 1 FROM flag_exposure AS newer
  WHERE (newer.project_id, newer.flag, newer.environment, newer.variant)
      = (flag_exposure.project_id, flag_exposure.flag, flag_exposure.environment, flag_exposure.variant)
    AND newer.hour > flag_exposure.hour)`;

type Kept = { readonly id: number; readonly rawDays: number };

export async function forgetOld(pool: Pool, now: Date, signal: AbortSignal): Promise<void> {
  await forgetRaw(pool, now, signal);
  for (const tier of ["1m", "5m", "1h"] as const) await forgetTier(pool, tier, now, signal);
  const weekAgo = new Date(now.getTime() - WEEK_MS);
  await forgetRows(pool, "ingest_ledger", "at < $1", [weekAgo], signal);
  await forgetRows(pool, "quarantined_event", "at < $1", [weekAgo], signal);
  const longAgo = new Date(now.getTime() - TIER_KEPT_MS["1h"]);
  await forgetRows(pool, "error_user", "last_at < $1", [longAgo], signal);
  await forgetRows(pool, "api_key_hour", "at < $1", [longAgo], signal);
  await forgetRows(pool, "flag_exposure", GIVEN_BEFORE, [longAgo], signal);
  await forgetRows(pool, "flag_asker", "last_at < $1", [longAgo], signal);
  // No window of tries is as long as a day.
  await forgetRows(pool, "attempt", "since_at < $1", [new Date(now.getTime() - DAY)], signal);
  // Rollouts count late reports by the pins of their time.
  await forgetRows(pool, "flag_pin", "until < $1", [new Date(now.getTime() - DAY)], signal);
  const sessionsUntil = new Date(now.getTime() - SESSION_KEPT_MS);
  await forgetRows(pool, "session", "expires_at < $1", [sessionsUntil], signal);
}

/** A day that no project keeps is taken away whole; a project that keeps less has its own rows deleted. */
async function forgetRaw(pool: Pool, now: Date, signal: AbortSignal): Promise<void> {
  const { rows: projects } = await pool.query<Kept>(
    `SELECT id, raw_days AS "rawDays" FROM project`,
  );
  const longest = Math.max(0, ...projects.map(({ rawDays }) => rawDays));
  // An instance without projects has nobody to ask; nothing is taken from it.
  if (projects.length === 0) return;
  for (const partition of await listPartitions(pool)) {
    if (signal.aborted) return;
    if (isOver(partition, longest, now)) await dropPartition(pool, partition.name);
    else await forgetRowsOf(pool, partition, projects, now, signal);
  }
}

const isOver = ({ day }: Partition, keptDays: number, now: Date): boolean =>
  day.getTime() + DAY <= now.getTime() - keptDays * DAY;

async function forgetRowsOf(
  pool: Pool,
  partition: Partition,
  projects: readonly Kept[],
  now: Date,
  signal: AbortSignal,
): Promise<void> {
  for (const { id, rawDays } of projects) {
    if (!isOver(partition, rawDays, now)) continue;
    await forgetRows(pool, partition.name, "project_id = $1", [id], signal);
  }
}

async function forgetTier(pool: Pool, tier: Tier, now: Date, signal: AbortSignal): Promise<void> {
  const before = new Date(now.getTime() - TIER_KEPT_MS[tier]);
  for (const family of FAMILIES) {
    await forgetRows(pool, `${family}_${tier}`, "bucket < $1", [before], signal);
  }
}

async function forgetRows(
  pool: Pool,
  table: string,
  where: string,
  values: readonly unknown[],
  signal: AbortSignal,
): Promise<void> {
  let gone = PIECE_ROWS;
  while (gone >= PIECE_ROWS && !signal.aborted) {
    const { rowCount } = await pool.query(
      `DELETE FROM ${table} WHERE ctid = ANY(ARRAY(
         SELECT ctid FROM ${table} WHERE ${where} LIMIT ${PIECE_ROWS}))`,
      [...values],
    );
    gone = rowCount ?? 0;
  }
}
