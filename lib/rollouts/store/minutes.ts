/** What was counted of a rollout, as it is kept: minutes of gates, first meetings, and what the gates said. */
import type { Transaction } from "@/lib/platform/db";
import { type Connection, rowsOf } from "@/lib/platform/rows";
import type { Minute } from "@/lib/rollouts/evidence";
import type { Exposed, Said, Told } from "@/lib/rollouts/gathering";
import type { Kept } from "./rows";

type Of = Pick<Kept, "id" | "state">;

export async function readTold(on: Connection, { id, state }: Of): Promise<Told> {
  const rows = await rowsOf<Minute & { gate: string; minute: Date }>(
    on,
    `SELECT gate, minute, canary, canary_bad AS "canaryBad", control, control_bad AS "controlBad"
     FROM gate_minute WHERE rollout_id = $1::uuid AND attempt = $2::int4 ORDER BY minute`,
    [id, state.attempt],
  );
  const met = await rowsOf<Exposed & { minute: Date }>(
    on,
    `SELECT minute, canary, control, share FROM exposure_minute
     WHERE rollout_id = $1::uuid AND attempt = $2::int4 ORDER BY minute`,
    [id, state.attempt],
  );
  const gates = new Map<string, Map<number, Minute>>();
  for (const { gate, minute, canary, canaryBad, control, controlBad } of rows) {
    const known = gates.get(gate) ?? new Map<number, Minute>();
    gates.set(gate, known.set(minute.getTime(), { canary, canaryBad, control, controlBad }));
  }
  const exposed = new Map(
    met.map(({ minute, canary, control, share }) => [minute.getTime(), { canary, control, share }]),
  );
  return { gates, exposed };
}

/** By gate, over all minutes of this attempt. */
export async function sumsOf(on: Connection, { id, state }: Of): Promise<Record<string, Minute>> {
  const rows = await rowsOf<Minute & { gate: string }>(
    on,
    `SELECT gate, sum(canary)::int AS canary, sum(canary_bad)::int AS "canaryBad",
       sum(control)::int AS control, sum(control_bad)::int AS "controlBad"
     FROM gate_minute WHERE rollout_id = $1::uuid AND attempt = $2::int4 GROUP BY gate`,
    [id, state.attempt],
  );
  return Object.fromEntries(rows.map(({ gate, ...sum }) => [gate, sum]));
}

type Row = Minute & { readonly minute: Date };

/** A minute that is there already stays as it was counted first. */
export const keepMinutes = (tx: Transaction, of: Of, gate: string, rows: readonly Row[]) =>
  keepRows(
    tx,
    `INSERT INTO gate_minute (rollout_id, attempt, gate, minute, canary, canary_bad, control, control_bad)
     SELECT $1::uuid, $2::int4, $3::text, minute, canary, "canaryBad", control, "controlBad"
     FROM jsonb_to_recordset($4::jsonb)
       AS t (minute timestamptz, canary int4, "canaryBad" int4, control int4, "controlBad" int4)
     ON CONFLICT DO NOTHING`,
    [of.id, of.state.attempt, gate],
    rows,
  );

export const keepExposed = (
  tx: Transaction,
  of: Of,
  rows: readonly (Exposed & { readonly minute: Date })[],
) =>
  keepRows(
    tx,
    `INSERT INTO exposure_minute (rollout_id, attempt, minute, canary, control, share)
     SELECT $1::uuid, $2::int4, minute, canary, control, share FROM jsonb_to_recordset($3::jsonb)
       AS t (minute timestamptz, canary int4, control int4, share float8)
     ON CONFLICT DO NOTHING`,
    [of.id, of.state.attempt],
    rows,
  );

export const keepVerdicts = (
  tx: Transaction,
  { id, state, plan }: Pick<Kept, "id" | "state" | "plan">,
  said: readonly Said[],
) =>
  keepRows(
    tx,
    `INSERT INTO gate_verdict (rollout_id, attempt, threshold, minute, word, e, most_e, p_always,
       promotion_e, sample_ratio_p, inputs_hash, gates)
     SELECT $1::uuid, $2::int4, $3::float8, minute, word, e, "mostE", "pAlways", "promotionE",
       "sampleRatioP", hash, gates FROM jsonb_to_recordset($4::jsonb)
       AS t (minute timestamptz, word text, e float8, "mostE" float8, "pAlways" float8,
         "promotionE" float8, "sampleRatioP" float8, hash text, gates jsonb)
     ON CONFLICT DO NOTHING`,
    [id, state.attempt, 1 / plan.promise.alpha],
    said.map(({ tick, verdict, hash }) => ({ ...verdict, minute: new Date(tick), hash })),
  );

/** In one statement, whose last argument they are: a worker that was away brings many. */
async function keepRows(
  tx: Transaction,
  text: string,
  values: readonly unknown[],
  rows: readonly object[],
): Promise<void> {
  if (rows.length > 0) await rowsOf(tx, text, [...values, JSON.stringify(rows)]);
}
