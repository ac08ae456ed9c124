/** How much of what was missed is counted in one transaction: one that takes too long is taken back whole, again and again. */
import { MINUTE } from "@/lib/core/time";
import { type Connection, rowsOf } from "@/lib/platform/rows";

const MOST_MINUTES = 120;
const MOST_REQUESTS = 50_000;

type Of = { readonly projectId: number; readonly environment: string };

/** From a whole minute on; one minute at least, however many requests it has. */
export async function paceOf(
  on: Connection,
  { projectId, environment }: Of,
  from: number,
  last: number,
): Promise<number> {
  const end = Math.min(last, from + MOST_MINUTES * MINUTE);
  if (end <= from + MINUTE) return end;
  const [row] = await rowsOf<{ full: Date | null }>(
    on,
    `SELECT min(bucket)::timestamptz AS full FROM (
       SELECT bucket, sum(sum(requests)) OVER (ORDER BY bucket) AS total FROM counter_1m
       WHERE project_id = $1::int4 AND environment = $2::text
         AND bucket >= $3::timestamptz AND bucket < $4::timestamptz GROUP BY bucket) AS minutes
     WHERE total > ${MOST_REQUESTS}`,
    [projectId, environment, new Date(from), new Date(end)],
  );
  return row?.full ? Math.max(from + MINUTE, row.full.getTime()) : end;
}
