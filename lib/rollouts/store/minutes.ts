/** What was counted of a rollout, as it is kept: minutes of gates, first meetings, and what the gates said. */
import type { Transaction } from "@/lib/platform/db";
import { type Connection, rowsOf } from "@/lib/platform/rows";
import type { Minute } from "@/lib/rollouts/evidence";
import type { Exposed, Said, Told } from "@/lib/rollouts/gathering";
import { json, type Kept } from "./rows";

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
export const keepMinutes = (
  tx: Transaction,
  { id: rolloutId, state }: Of,
  gate: string,
  rows: readonly Row[],
) =>
  tx.gateMinute.createMany({
    data: rows.map((row) => ({ ...row, rolloutId, attempt: state.attempt, gate })),
    skipDuplicates: true,
  });

export const keepExposed = (
  tx: Transaction,
  { id: rolloutId, state }: Of,
  rows: readonly (Exposed & { readonly minute: Date })[],
) =>
  tx.exposureMinute.createMany({
    data: rows.map((row) => ({ ...row, rolloutId, attempt: state.attempt })),
    skipDuplicates: true,
  });

export const keepVerdicts = (
  tx: Transaction,
  { id: rolloutId, state, plan }: Pick<Kept, "id" | "state" | "plan">,
  said: readonly Said[],
) =>
  tx.gateVerdict.createMany({
    data: said.map(({ tick, verdict, hash }) => ({
      ...{ rolloutId, attempt: state.attempt, minute: new Date(tick), inputsHash: hash },
      ...{ word: verdict.word, e: verdict.e, mostE: verdict.mostE, pAlways: verdict.pAlways },
      ...{ threshold: 1 / plan.promise.alpha, promotionE: verdict.promotionE },
      ...{ sampleRatioP: verdict.sampleRatioP, gates: json(verdict.gates) },
    })),
    skipDuplicates: true,
  });
