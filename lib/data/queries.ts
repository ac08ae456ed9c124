/** Reads what is stored, what was refused, and whether rollups and raw events agree. */
import { Fault } from "@/lib/core/fault";
import { type ProjectCtx, query } from "@/lib/platform/operation";
import { readPulse } from "@/lib/telemetry/store/pulse";
import { familiesOf, type SizedTable, tiersOf } from "./families";
import {
  dataAskSchema,
  type QuarantinedDetail,
  type QuarantinedRow,
  type QuarantineView,
  quarantineAskSchema,
  quarantinedAskSchema,
  type ReconciledHour,
  type ReconciliationView,
  type StorageView,
} from "./schema";

const RECONCILED_HOURS = 48;

export const readStorage = query({
  may: "telemetry:read",
  input: dataAskSchema,
  run: async ({ pool, project }): Promise<StorageView> => {
    const [{ rows: tables }, pulses] = await Promise.all([
      pool.query<SizedTable>(
        `SELECT relname AS name, pg_total_relation_size(oid)::float8 AS bytes
         FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = current_schema()::regnamespace`,
      ),
      readPulse(pool, project.id),
    ]);
    const first = Math.min(...pulses.map(({ firstAt }) => firstAt.getTime()));
    return {
      totalBytes: tables.reduce((total, { bytes }) => total + bytes, 0),
      families: familiesOf(tables),
      tiers: tiersOf(tables, project.rawDays),
      firstEventAt: pulses.length > 0 ? new Date(first).toISOString() : null,
      events: pulses.reduce((total, { n }) => total + n, 0),
    };
  },
});

type HourRow = Record<"rawRequests" | "rollupRequests" | "rawCalls" | "rollupCalls", number> & {
  readonly hour: Date;
  readonly checkedAt: Date;
  readonly rawCostPicos: string;
  readonly rollupCostPicos: string;
};

export const readReconciliation = query({
  may: "telemetry:read",
  input: dataAskSchema,
  run: async ({ pool, project }): Promise<ReconciliationView> => {
    const { rows } = await pool.query<HourRow>(
      `SELECT hour::timestamptz AS hour, checked_at AS "checkedAt",
         raw_requests::float8 AS "rawRequests", rollup_requests::float8 AS "rollupRequests",
         raw_calls::float8 AS "rawCalls", rollup_calls::float8 AS "rollupCalls",
         raw_cost_picos::text AS "rawCostPicos", rollup_cost_picos::text AS "rollupCostPicos"
       FROM reconciliation WHERE project_id = $1 ORDER BY hour DESC LIMIT ${RECONCILED_HOURS}`,
      [project.id],
    );
    const hours = rows.map(judged);
    return { hours, differing: hours.filter(({ agrees }) => !agrees).length };
  },
});

function judged({ hour, checkedAt, ...sums }: HourRow): ReconciledHour {
  const agrees =
    sums.rawRequests === sums.rollupRequests &&
    sums.rawCalls === sums.rollupCalls &&
    sums.rawCostPicos === sums.rollupCostPicos;
  return { ...sums, hour: hour.toISOString(), checkedAt: checkedAt.toISOString(), agrees };
}

type StoredRow = Omit<QuarantinedDetail, "at" | "keyName"> & {
  readonly at: Date;
  readonly keyId: string | null;
};

const COLUMNS = `id, at, key_id AS "keyId", event_id AS "eventId", code, field, message`;

export const listQuarantine = query({
  may: "telemetry:read",
  input: quarantineAskSchema,
  run: async (ctx, { code, limit }): Promise<QuarantineView> => {
    const { pool, project } = ctx;
    const [{ rows }, { rows: reasons }] = await Promise.all([
      pool.query<StoredRow>(
        `SELECT ${COLUMNS} FROM quarantined_event
         WHERE project_id = $1 AND replayed_at IS NULL AND ($2::text IS NULL OR code = $2)
         ORDER BY at DESC, id LIMIT $3`,
        [project.id, code ?? null, limit],
      ),
      pool.query<{ code: string; n: number }>(
        `SELECT code, count(*)::float8 AS n FROM quarantined_event
         WHERE project_id = $1 AND replayed_at IS NULL GROUP BY code ORDER BY n DESC, code`,
        [project.id],
      ),
    ]);
    return {
      rows: await named(ctx, rows),
      total: reasons.reduce((total, { n }) => total + n, 0),
      reasons,
    };
  },
});

export const readQuarantined = query({
  may: "telemetry:read",
  input: quarantinedAskSchema,
  run: async (ctx, { id }): Promise<QuarantinedDetail> => {
    const { rows } = await ctx.pool.query<StoredRow>(
      `SELECT ${COLUMNS}, body FROM quarantined_event WHERE project_id = $1 AND id = $2`,
      [ctx.project.id, id],
    );
    const [row] = await named(ctx, rows);
    const [stored] = rows;
    if (!row || !stored) {
      throw new Fault("not-found", "This event is not in the quarantine any more");
    }
    return { ...row, body: stored.body };
  },
});

async function named(ctx: ProjectCtx, rows: readonly StoredRow[]): Promise<QuarantinedRow[]> {
  const ids = [...new Set(rows.flatMap(({ keyId }) => keyId ?? []))];
  const keys = await ctx.db.apiKey.findMany({
    where: { id: { in: ids }, projectId: ctx.project.id },
    select: { id: true, name: true },
  });
  const nameOf = new Map(keys.map(({ id, name }) => [id, name]));
  return rows.map(({ id, at, keyId, eventId, code, field, message }) => ({
    id,
    at: at.toISOString(),
    eventId,
    keyName: nameOf.get(keyId ?? "") ?? null,
    code,
    field,
    message,
  }));
}
