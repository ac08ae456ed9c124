/** Requests of two arms for database tests: written straight into the events, minute by minute, from a seed. */
import { randomUUID } from "node:crypto";
import type { Rng } from "@/lib/core/rng";
import { MINUTE } from "@/lib/core/time";
import type { ProjectCtx } from "@/lib/platform/operation";
import { ensurePartitions } from "@/lib/telemetry/store/partitions";

export type Arm = {
  readonly variant: string;
  /** A minute, and the share of them that fail. */
  readonly units: number;
  readonly badRatio: number;
  /** How long each takes to come, which it does when it has ended. */
  readonly lateMinutes?: number;
};

type Time = {
  readonly from: Date;
  readonly minutes: number;
  readonly environment?: string;
  /** Of users and requests, where it matters which: others on every run without. */
  readonly names?: () => string;
};

/** Each request by a user of its own, so that none is left out. */
export async function traffic(
  { pool, project }: ProjectCtx,
  rng: Rng,
  { from, minutes, environment = "production", names = randomUUID }: Time,
  arms: readonly Arm[],
): Promise<void> {
  const rows: [Date, string, string, boolean, Date][] = [];
  for (let minute = 0; minute < minutes; minute++)
    for (const { variant, units, badRatio, lateMinutes = 0 } of arms)
      for (let i = rng.poisson(units); i > 0; i--) {
        const at = new Date(from.getTime() + minute * MINUTE + rng.int(0, MINUTE - 1));
        const came = new Date(at.getTime() + lateMinutes * MINUTE);
        rows.push([at, variant, names(), rng.next() < badRatio, came]);
      }
  const column = (i: 0 | 1 | 2 | 3 | 4) => rows.map((row) => row[i]);
  await ensurePartitions(
    pool,
    rows.map(([at]) => at),
  );
  await pool.query(
    `INSERT INTO event (ts, received_at, event_id, project_id, shard_key, kind, is_error, duration_ms,
       environment, variant, user_id)
     SELECT ts, came, unit::uuid, $6, 0, 1, is_bad, 100, $7, variant, unit
     FROM unnest($1::timestamptz[], $2::text[], $3::text[], $4::bool[], $5::timestamptz[])
       AS t (ts, variant, unit, is_bad, came)`,
    [column(0), column(1), column(2), column(3), column(4), project.id, environment],
  );
}
