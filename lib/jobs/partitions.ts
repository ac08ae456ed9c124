/** Keeps day partitions of the raw events ready ahead of time. */
import { DAY } from "@/lib/core/time";
import type { Pool } from "@/lib/platform/pool";
import { ensurePartitions, finishDetaching } from "@/lib/telemetry/store/partitions";

const AHEAD_DAYS = 8;
/** Late events land in these; the first start makes them before anybody waits for them. */
const BEHIND_DAYS = 7;

export async function makePartitionsAhead(pool: Pool, now: Date): Promise<readonly string[]> {
  await finishDetaching(pool);
  const days = Array.from(
    { length: BEHIND_DAYS + 1 + AHEAD_DAYS },
    (_, i) => new Date(now.getTime() + (i - BEHIND_DAYS) * DAY),
  );
  return ensurePartitions(pool, days);
}
