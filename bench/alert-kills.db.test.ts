import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { ruleSchema } from "@/lib/alerts/schema";
import { FRESH_RULE } from "@/lib/alerts/state";
import { rngOf } from "@/lib/core/rng";
import type { ProjectCtx } from "@/lib/platform/operation";
import { testCtx } from "@/lib/platform/test-ctx";
import { bundle } from "@/scripts/bundle.mjs";

const KILLS = 20;
const RULES = 10;

async function rulesIn({ db, project, now }: ProjectCtx): Promise<void> {
  for (let i = 0; i < RULES; i++) {
    const rule = ruleSchema.parse({
      name: `Down ${i}`,
      severity: "high",
      signal: { kind: "componentHealth" },
      groupBy: ["component"],
      comparison: ">=",
      threshold: 2,
      maxAlerts: 1_000,
    });
    await db.alertRule.create({
      data: {
        id: crypto.randomUUID(),
        ...{ projectId: project.id, name: rule.name, severity: "high", isEnabled: true },
        ...{ spec: rule as object, createdAt: now, updatedAt: now },
        state: { create: { state: FRESH_RULE, nextAt: new Date(0) } },
      },
    });
  }
}

/** In each round the next component goes down and the one before comes back. */
const turn = ({ pool, project }: ProjectCtx, round: number) =>
  pool.query(
    `INSERT INTO component_state (project_id, environment, component, status, at)
     VALUES ($1, 'production', $2, 'down', clock_timestamp()), ($1, 'production', $3, 'ok', clock_timestamp())
     ON CONFLICT (project_id, environment, component) DO UPDATE SET status = excluded.status, at = excluded.at`,
    [project.id, `part-${round}`, `part-${round - 1}`],
  );

/** A dead worker renews nothing; the test does not wait for its lease to run out. */
const endLease = ({ pool }: ProjectCtx) =>
  pool.query(
    "UPDATE lease SET expires_at = now() - interval '1 second' WHERE name = 'alert-kills'",
  );

const makeDue = ({ pool, project }: ProjectCtx) =>
  pool.query(
    `UPDATE alert_rule_state SET next_at = 'epoch' WHERE rule_id IN
       (SELECT id FROM alert_rule WHERE project_id = $1 AND preset_key IS NULL)`,
    [project.id],
  );

async function isTold({ pool, project }: ProjectCtx, round: number): Promise<boolean> {
  const { rows } = await pool.query(
    `SELECT count(*) FILTER (WHERE kind = 'fired' AND labels->>'component' = $2)::int4 AS fired,
       count(*) FILTER (WHERE kind = 'resolved' AND labels->>'component' = $3)::int4 AS resolved
     FROM alert_transition WHERE project_id = $1`,
    [project.id, `part-${round}`, `part-${round - 1}`],
  );
  return rows[0].fired >= RULES && (round === 1 || rows[0].resolved >= RULES);
}

test("a worker that is killed twenty times in the middle of its work loses no transition and writes none twice", async () => {
  const ctx = await testCtx();
  await rulesIn(ctx);
  const entry = `${await bundle("alert-worker", ["bench/alert-worker.ts"])}/alert-worker.mjs`;
  const random = rngOf("alert-kills");
  const start = (): ChildProcess =>
    fork(entry, [], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  let worker = start();
  let kills = 0;
  for (let round = 1; round <= KILLS; round++) {
    await turn(ctx, round);
    await makeDue(ctx);
    await once(worker, "message");
    // Somewhere between the first read and the commit.
    const statements = random.int(0, 12);
    for (let i = 0; i < statements; i++) await ctx.pool.query("SELECT 1");
    const ended = once(worker, "exit");
    worker.kill("SIGKILL");
    const [, signal] = await ended;
    if (signal === "SIGKILL") kills++;
    await endLease(ctx);
    worker = start();
    while (!(await isTold(ctx, round))) {
      await makeDue(ctx);
      await once(worker, "message");
    }
  }
  worker.kill("SIGKILL");
  await once(worker, "exit");
  expect(kills).toBe(KILLS);

  const { rows: steps } = await ctx.pool.query(
    `SELECT kind, count(*)::int4 AS n, count(DISTINCT (rule_id, labels->>'component'))::int4 AS sets
     FROM alert_transition WHERE project_id = $1 AND rule_id NOT IN (SELECT id FROM alert_rule WHERE preset_key IS NOT NULL)
     GROUP BY kind ORDER BY kind`,
    [ctx.project.id],
  );
  expect(steps).toEqual([
    { kind: "fired", n: RULES * KILLS, sets: RULES * KILLS },
    { kind: "resolved", n: RULES * (KILLS - 1), sets: RULES * (KILLS - 1) },
  ]);
  const { rows: alerts } = await ctx.pool.query(
    `SELECT count(*)::int4 AS n, count(*) FILTER (WHERE ended_at IS NULL)::int4 AS open,
       count(*) FILTER (WHERE has_news)::int4 AS untold FROM alert WHERE project_id = $1`,
    [ctx.project.id],
  );
  expect(alerts).toEqual([{ n: RULES * KILLS, open: RULES, untold: 0 }]);
  const { rows: members } = await ctx.pool.query(
    `SELECT count(*)::int4 AS n FROM alert_group, jsonb_array_elements(state->'members') AS m
     JOIN alert AS a ON a.id::text = m->>'fingerprint'
     WHERE alert_group.project_id = $1 AND (m->>'state' = 'firing') <> (a.ended_at IS NULL)`,
    [ctx.project.id],
  );
  expect(members).toEqual([{ n: 0 }]);
}, 600_000);
