/** Reads what a rollout has gathered, as much of it as a page can show. */
import { DAY, MINUTE } from "@/lib/core/time";
import type { Flag } from "@/lib/flags/schema";
import type { Db } from "@/lib/platform/db";
import { type Connection, rowsOf } from "@/lib/platform/rows";
import type { Traffic } from "@/lib/rollouts/bake";
import { leastLag } from "@/lib/rollouts/gathering";
import type { Plan } from "@/lib/rollouts/plan";
import { changesBetween } from "@/lib/rollouts/plan-diff";
import type {
  EvidencePoint,
  FreezeView,
  GateView,
  MovableFlag,
  PlanVersion,
} from "@/lib/rollouts/views";
import type { Kept } from "./rows";

type Of = Pick<Kept, "id" | "state">;
const MOST_POINTS = 240;

/** Each so many minutes one, and the last always; by the minute that they tell of, not by that at which it was known. */
export async function readCurve(
  on: Connection,
  { id, state, plan }: Pick<Kept, "id" | "state" | "plan">,
): Promise<EvidencePoint[]> {
  const rows = await rowsOf<{ at: Date; e: number; promotionE: number | null }>(
    on,
    `SELECT minute AS at, e, promotion_e AS "promotionE" FROM (
       SELECT minute, e, promotion_e, row_number() OVER (ORDER BY minute) AS i, count(*) OVER () AS n
       FROM gate_verdict WHERE rollout_id = $1::uuid AND attempt = $2::int4) AS said
     WHERE i = n OR i % greatest(1, n / ${MOST_POINTS}) = 0 ORDER BY minute`,
    [id, state.attempt],
  );
  const lagMs = leastLag(plan) * MINUTE;
  return rows.map(({ at, ...rest }) => ({
    ...{ at: new Date(at.getTime() - lagMs).toISOString(), ...rest },
  }));
}

type Points = GateView["points"];

/** By gate: shares of bad units in stretches as long as the number of points allows. */
export async function readShares(on: Connection, { id, state }: Of): Promise<Map<string, Points>> {
  const rows = await rowsOf<{
    gate: string;
    at: Date;
    canary: number | null;
    control: number | null;
  }>(
    on,
    `WITH span AS (
       SELECT min(minute) AS first, greatest(interval '1 minute',
         date_trunc('minute', (max(minute) - min(minute)) / 60)) AS step
       FROM gate_minute WHERE rollout_id = $1::uuid AND attempt = $2::int4)
     SELECT gate, date_bin(span.step, minute, span.first) AS at,
       sum(canary_bad)::float8 / nullif(sum(canary), 0) AS canary,
       sum(control_bad)::float8 / nullif(sum(control), 0) AS control
     FROM gate_minute, span WHERE rollout_id = $1::uuid AND attempt = $2::int4
     GROUP BY 1, 2 ORDER BY 1, 2`,
    [id, state.attempt],
  );
  const points = new Map<string, Points[number][]>();
  for (const { gate, at, canary, control } of rows) {
    const known = points.get(gate) ?? [];
    known.push({ at: at.toISOString(), canary, control });
    points.set(gate, known);
  }
  return points;
}

type Exposure = {
  readonly canary: number;
  readonly control: number;
  readonly judged: number;
  readonly expected: number | null;
};

export async function readExposure(on: Connection, { id, state }: Of): Promise<Exposure> {
  const [row] = await rowsOf<Exposure>(
    on,
    `SELECT coalesce(sum(canary), 0)::int AS canary, coalesce(sum(control), 0)::int AS control,
       count(share)::int AS judged, sum((canary + control) * share) AS expected
     FROM exposure_minute WHERE rollout_id = $1::uuid AND attempt = $2::int4`,
    [id, state.attempt],
  );
  return row ?? { canary: 0, control: 0, judged: 0, expected: null };
}

/** Of the last day, which is what the next one will look like. */
export async function readTraffic(
  on: Connection,
  projectId: number,
  environment: string,
  now: Date,
): Promise<Traffic> {
  const [row] = await rowsOf<{ requests: number; errors: number; hours: number }>(
    on,
    `SELECT coalesce(sum(requests), 0)::float8 AS requests, coalesce(sum(errors), 0)::float8 AS errors,
       coalesce(extract(epoch FROM $4::timestamptz - min(bucket)) / 3600, 0)::float8 AS hours
     FROM counter_1h WHERE project_id = $1::int4 AND environment = $2::text
       AND bucket >= $3::timestamptz AND bucket < $4::timestamptz AND requests > 0`,
    [projectId, environment, new Date(now.getTime() - DAY), now],
  );
  if (!row || row.requests === 0) return { perMinute: 0, badRatio: 0 };
  const minutes = Math.max(1, Math.min(24, row.hours)) * 60;
  return { perMinute: row.requests / minutes, badRatio: row.errors / row.requests };
}

export async function readFreezeViews(db: Db, projectId: number, now: Date): Promise<FreezeView[]> {
  const rows = await db.freezeWindow.findMany({
    where: { projectId, toAt: { gt: now } },
    orderBy: { fromAt: "asc" },
    take: 50,
  });
  return rows.map(({ id, environment, fromAt, toAt, reason, byName }) => ({
    ...{ id, environment, reason, by: byName },
    ...{ from: fromAt.toISOString(), to: toAt.toISOString() },
  }));
}

export async function readMovable(db: Db, projectId: number): Promise<MovableFlag[]> {
  const flags = await db.flag.findMany({
    where: { projectId, archivedAt: null },
    include: { versions: { orderBy: { version: "desc" }, take: 1 } },
    orderBy: { key: "asc" },
    take: 500,
  });
  return flags.flatMap(({ key, versions: [last] }) => {
    const spec = last?.spec as Flag | undefined;
    if (!spec) return [];
    const environments = Object.keys(spec.environments);
    // The first is what people fall back to.
    const others = Object.keys(spec.variants).filter((name) => name !== spec.offVariant);
    return [{ key, variants: [spec.offVariant, ...others], environments }];
  });
}

const MOST_VERSIONS = 50;

/** Newest first, each with what it changed. */
export async function readVersions(db: Db, rolloutId: string): Promise<PlanVersion[]> {
  const rows = await db.rolloutPlan.findMany({
    where: { rolloutId },
    orderBy: { version: "desc" },
    take: MOST_VERSIONS + 1,
  });
  return rows.slice(0, MOST_VERSIONS).map(({ version, at, byName, reason, plan }, i) => {
    const before = rows[i + 1]?.plan;
    // What is kept was judged by its schema when it was written.
    const changes = before ? changesBetween(before as Plan, plan as Plan) : [];
    return { version, at: at.toISOString(), by: byName, reason, changes };
  });
}

/** The worker signs each few seconds; half a minute of silence is not a hiccup. */
const SILENT_MS = 30_000;

export async function readWorkerOk(db: Db, now: Date): Promise<boolean> {
  const beat = await db.heartbeat.findUnique({ where: { name: "worker" } });
  return beat !== null && now.getTime() - beat.at.getTime() < SILENT_MS;
}
