/** Which minute a request counts for, when it may come long after it began: an agent that works for an hour, a client without a network. */
import { MINUTE, type Span } from "@/lib/core/time";
import { type Connection, rowsOf } from "@/lib/platform/rows";

/** Whole minutes that become known, all of whose requests are here. */
export type News = Span & {
  /** Nothing counts that began before. */
  readonly first: Date;
  /** For so many minutes after its own begins a request is in time; null: whenever it comes. */
  readonly lagMinutes: number | null;
  /** What was here when watching began cannot be late. */
  readonly watchedFrom: Date;
};

/**
 * The minute in which it began, or, where that had been counted when it came, the next that is counted then.
 * So every request counts once, and a worker that was away counts as one that looked at every minute.
 * $8 is the lag, $9 since when somebody watches.
 */
export const KNOWN = `greatest(date_trunc('minute', e.ts), CASE WHEN e.received_at >= $9::timestamptz
  THEN date_trunc('minute', e.received_at) - make_interval(mins => $8::int4 - 1) END)`;

/** Requests of $1 project and $2 environment that become known from $10 up to $7; none of them began before $6. */
export const NEWS = `e.project_id = $1::int4 AND e.environment = $2::text AND e.kind = 1
  AND e.ts >= $6::timestamptz AND e.ts < $7::timestamptz
  AND ${KNOWN} >= $10::timestamptz AND ${KNOWN} < $7::timestamptz`;

type Of = { readonly projectId: number; readonly environment: string };

/** When the first of them began: everything that a request led to came after it. */
export async function reachOf(
  on: Connection,
  { projectId, environment }: Of,
  { from, to, first, lagMinutes, watchedFrom }: News,
): Promise<Date> {
  const begin = from > first ? from : first;
  if (lagMinutes === null) return begin;
  const cameFrom = new Date(from.getTime() + (lagMinutes - 1) * MINUTE);
  const [row] = await rowsOf<{ reach: Date | null }>(
    on,
    `SELECT min(e.ts) AS reach FROM event AS e
     WHERE e.project_id = $1::int4 AND e.environment = $2::text AND e.kind = 1
       AND e.received_at >= greatest($3::timestamptz, $4::timestamptz)
       AND e.received_at < $5::timestamptz AND e.ts >= $6::timestamptz AND e.ts < $7::timestamptz`,
    [
      ...[projectId, environment, cameFrom, watchedFrom],
      ...[new Date(to.getTime() + (lagMinutes - 1) * MINUTE), first, begin],
    ],
  );
  return row?.reach ?? begin;
}
