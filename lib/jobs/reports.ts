/** Sends reports: each period once, at its hour on the project's clock, through whatever restarts. */
import type { PeriodKind } from "@/lib/cost/budget/calendar";
import { announce } from "@/lib/notify/store/say";
import { log } from "@/lib/platform/log";
import { type Pool, withConnection } from "@/lib/platform/pool";
import { rowsOf } from "@/lib/platform/rows";
import { duePeriod } from "@/lib/spend/reports/due";
import { readReportOf } from "@/lib/spend/reports/store/read";

type Subscribed = {
  readonly id: number;
  readonly slug: string;
  readonly timeZone: string;
  readonly targets: unknown;
  readonly kind: PeriodKind;
  readonly channels: readonly string[];
  readonly hour: number;
  readonly lastKey: string;
};

/** Says how many were sent. */
export async function sendReports(
  pool: Pool,
  now: Date,
  signal?: AbortSignal,
  only?: number,
): Promise<number> {
  const subscribed = await rowsOf<Subscribed>(
    pool,
    `SELECT p.id, p.slug, p.time_zone AS "timeZone", p.targets, s.kind,
       s.channels::text[] AS channels, s.hour, s.last_key AS "lastKey"
     FROM report_subscription AS s JOIN project AS p ON p.id = s.project_id
     WHERE s.is_enabled AND ($1::int4 IS NULL OR p.id = $1::int4) ORDER BY p.id, s.kind`,
    [only ?? null],
  );
  let sent = 0;
  for (const one of subscribed) {
    if (signal?.aborted) break;
    try {
      if (await sendOne(pool, one, now)) sent++;
    } catch (error) {
      log.error("a report was not sent", { project: one.id, kind: one.kind, error });
    }
  }
  return sent;
}

/** Of several periods that were missed only the newest is sent. */
async function sendOne(pool: Pool, one: Subscribed, now: Date): Promise<boolean> {
  const period = duePeriod(one.kind, one.hour, now, one.timeZone);
  if (period.key <= one.lastKey) return false;
  const report = await readReportOf(pool, one, one.kind, period.from, now);
  return withConnection(pool, async (client) => {
    await client.query("BEGIN; SET LOCAL lock_timeout = '5s'");
    try {
      const { rowCount } = await client.query(
        `UPDATE report_subscription SET last_key = $3, sent_at = $4::timestamptz
         WHERE project_id = $1 AND kind = $2 AND is_enabled AND last_key < $3`,
        [one.id, one.kind, period.key, now],
      );
      if (rowCount !== 0) {
        await announce(
          client,
          {
            ...{ project: { id: one.id, slug: one.slug }, channels: one.channels },
            ...{ title: report.title, state: "REPORT", type: `report.${one.kind}` },
            text: [...report.lines, ...report.assumptions].join("\n\n"),
            ...{ facts: report.facts, tables: report.tables },
            path: `/cost/reports?kind=${one.kind}&on=${period.key}`,
            thread: `report ${one.kind}`,
            why: `The ${one.kind} report of this project is sent to this channel`,
          },
          now,
        );
      }
      await client.query("COMMIT");
      return rowCount !== 0;
    } catch (error) {
      await client.query("ROLLBACK");
      throw error;
    }
  });
}
