/** Counts a project's past for a trial of gates: the same requests in both arms, as many as there is time for. */
import { DAY, HOUR, MINUTE } from "@/lib/core/time";
import { inTransaction } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";
import { rowsOf } from "@/lib/platform/rows";
import type { Minute } from "@/lib/rollouts/evidence";
import { judgePast, type Past } from "@/lib/rollouts/past";
import type { Plan } from "@/lib/rollouts/plan";
import type { GateTrial } from "@/lib/rollouts/views";
import { type ArmsName, countMinutes } from "./counts";
import { thresholdsOf } from "./thresholds";

/** Each gate reads them once. */
const MOST_REQUESTS = 100_000;
/** Fewer of the control's own tell nothing; everybody's are tried instead. */
const LEAST_REQUESTS = 200;

export async function tryPast(ctx: ProjectCtx, plan: Plan, days: number): Promise<GateTrial> {
  const to = new Date(Math.floor(ctx.now.getTime() / MINUTE) * MINUTE);
  const wanted = new Date(to.getTime() - days * DAY);
  const from = await reach(ctx, plan, wanted, to);
  const span = { from, to };
  const thresholds = await thresholdsOf(ctx.db, ctx.project.id, plan, from);
  const told = { ...span, isCut: from > wanted, thresholds };
  const own = await counted(ctx, plan, { ...told, whose: "control" });
  const isEnough = own.requests >= LEAST_REQUESTS;
  return isEnough ? own : counted(ctx, plan, { ...told, whose: "everybody" });
}

/** The earliest hour from which on there are not too many. */
async function reach(
  { pool, project }: ProjectCtx,
  { environment }: Plan,
  from: Date,
  to: Date,
): Promise<Date> {
  const [row] = await rowsOf<{ first: Date | null }>(
    pool,
    `SELECT max(bucket) AS first FROM (
       SELECT bucket, sum(sum(requests)) OVER (ORDER BY bucket DESC) AS total FROM counter_1h
       WHERE project_id = $1::int4 AND environment = $2::text
         AND bucket >= $3::timestamptz AND bucket < $4::timestamptz GROUP BY bucket) AS hours
     WHERE total > ${MOST_REQUESTS}`,
    [project.id, environment, from, to],
  );
  return row?.first ? new Date(row.first.getTime() + HOUR) : from;
}

async function counted(
  { db, project }: ProjectCtx,
  plan: Plan,
  past: Omit<Past, "gates">,
): Promise<GateTrial> {
  const where = { ...plan, projectId: project.id };
  const whose: ArmsName = past.whose;
  const { from, to } = past;
  // Everything is here by now: nothing is late.
  const whole = { from, to, first: from, lagMinutes: null, watchedFrom: to };
  const gates = new Map<string, Map<number, Minute>>();
  for (const gate of plan.gates) {
    const judged = { ...gate, badAbove: gate.badAbove ?? past.thresholds[gate.key] ?? null };
    const rows = await inTransaction(db, (tx) => countMinutes(tx, where, judged, whole, whose));
    gates.set(gate.key, new Map(rows.map(({ minute, ...counts }) => [minute.getTime(), counts])));
  }
  return judgePast(plan, { ...past, gates });
}
