import { afterEach, describe, expect, test, vi } from "vitest";
import { type RuleInput, ruleSchema } from "@/lib/alerts/schema";
import { acknowledge, FRESH_RULE } from "@/lib/alerts/state";
import { closeRule } from "@/lib/alerts/store/close";
import { readDue } from "@/lib/alerts/store/rules";
import { HOUR } from "@/lib/core/time";
import { inTransaction } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";
import { pool } from "@/lib/platform/pool";
import { testCtx } from "@/lib/platform/test-ctx";
import { key, request, send } from "@/lib/telemetry/intake/test-events";
import { evaluateDue, tickAlerts } from "./alert-tick";
import { type Lead, takeLease } from "./leader";

const going = new AbortController().signal;

async function leadNow(name = "alerts-test", holder = "me"): Promise<Lead> {
  const lead = await takeLease(pool(), name, holder);
  if (!lead) throw new Error("somebody else leads");
  // A busy machine may take longer than the lease lasts.
  await pool().query("UPDATE lease SET expires_at = now() + interval '1 hour' WHERE name = $1", [
    name,
  ]);
  return lead;
}

/** A rule that fires as soon as a component is down. */
async function ruleIn({ db, project, now }: ProjectCtx, fields: Partial<RuleInput> = {}) {
  const rule = ruleSchema.parse({
    name: "Down",
    severity: "high",
    signal: { kind: "componentHealth" },
    groupBy: ["component"],
    comparison: ">=",
    threshold: 2,
    ...fields,
  });
  const { name, severity, isEnabled } = rule;
  const { id } = await db.alertRule.create({
    data: {
      id: crypto.randomUUID(),
      ...{ projectId: project.id, name, severity, isEnabled, spec: rule as object },
      createdAt: now,
      updatedAt: now,
      state: { create: { state: FRESH_RULE, nextAt: new Date(0) } },
    },
  });
  // Its own rules are enough.
  await db.project.update({ where: { id: project.id }, data: { givenPresets: [] } });
  return id;
}

const report = async ({ pool: sql, project }: ProjectCtx, component: string, status: string) =>
  sql.query(
    `INSERT INTO component_state (project_id, environment, component, status, at)
     VALUES ($1, 'production', $2, $3, clock_timestamp())
     ON CONFLICT (project_id, environment, component) DO UPDATE SET status = excluded.status, at = excluded.at`,
    [project.id, component, status],
  );

const makeDue = ({ pool: sql }: ProjectCtx, ruleId: string) =>
  sql.query("UPDATE alert_rule_state SET next_at = 'epoch' WHERE rule_id = $1", [ruleId]);

/** Evaluates one rule now, as the loop would. */
async function look(ctx: ProjectCtx, ruleId: string, sql = ctx.pool): Promise<number> {
  await makeDue(ctx, ruleId);
  const due = await readDue(ctx.pool);
  const rules = due.rules.filter(({ id }) => id === ruleId);
  return evaluateDue(sql, await leadNow(), { ...due, rules }, going);
}

const alertsOf = ({ db, project }: ProjectCtx) =>
  db.alert.findMany({
    where: { projectId: project.id },
    orderBy: [{ startedAt: "asc" }, { key: "asc" }],
  });
const kindsOf = async ({ db, project }: ProjectCtx) =>
  (
    await db.alertTransition.findMany({ where: { projectId: project.id }, orderBy: { at: "asc" } })
  ).map(({ kind }) => kind);
const groupsOf = ({ db, project }: ProjectCtx) =>
  db.alertGroup.findMany({ where: { projectId: project.id } });

afterEach(() => {
  vi.useRealTimers();
});

describe("an evaluation", () => {
  test("opens an alert, keeps it up to date, ends it, and its group hears of both", async () => {
    const ctx = await testCtx();
    const id = await ruleIn(ctx, {
      runbook: "service-down",
      annotations: { says: "{{ $labels.component }} is down" },
    });
    await report(ctx, "cache", "down");
    expect(await look(ctx, id)).toBe(1);
    const [alert] = await alertsOf(ctx);
    expect(alert).toMatchObject({
      ...{ name: "Down", kind: "firing", severity: "high", value: 2, peak: 2, endedAt: null },
      labels: { alertname: "Down", severity: "high", component: "cache" },
      annotations: { says: "cache is down" },
      ...{ runbook: "service-down", hasNews: false },
    });
    const [group] = await groupsOf(ctx);
    expect(group?.state).toMatchObject({ members: [{ fingerprint: alert?.id, state: "firing" }] });
    const kept = await ctx.db.alertRuleState.findUniqueOrThrow({ where: { ruleId: id } });
    expect(kept).toMatchObject({ seriesCount: 1, value: 2 });
    expect(kept.nextAt.getTime() % 15_000).toBe(0);
    await report(ctx, "cache", "ok");
    await look(ctx, id);
    expect(await alertsOf(ctx)).toMatchObject([{ id: alert?.id, endReason: "condition", peak: 2 }]);
    expect(await kindsOf(ctx)).toEqual(["fired", "resolved"]);
    const [after] = await groupsOf(ctx);
    expect(after?.state).toMatchObject({ members: [{ state: "resolved" }] });
  });

  test("by two workers at the same tick writes each transition once", async () => {
    const ctx = await testCtx();
    const id = await ruleIn(ctx);
    for (let i = 0; i < 20; i++) await report(ctx, `part-${i}`, "down");
    await makeDue(ctx, id);
    const due = await readDue(ctx.pool);
    const mine = { ...due, rules: due.rules.filter((one) => one.id === id) };
    const lead = await leadNow();
    const done = await Promise.all(
      Array.from({ length: 4 }, () => evaluateDue(ctx.pool, lead, mine, going)),
    );
    expect(done.toSorted()).toEqual([0, 0, 0, 1]);
    expect(await kindsOf(ctx)).toEqual(Array.from({ length: 20 }, () => "fired"));
    expect(await alertsOf(ctx)).toHaveLength(20);
  });

  test("by a worker that no longer leads changes nothing", async () => {
    const ctx = await testCtx();
    const id = await ruleIn(ctx);
    await report(ctx, "cache", "down");
    const stale = await leadNow("alerts-fenced", "paused");
    await ctx.pool.query(
      "UPDATE lease SET expires_at = now() - interval '1 s' WHERE name = 'alerts-fenced'",
    );
    await leadNow("alerts-fenced", "eager");
    const due = await readDue(ctx.pool);
    const mine = { ...due, rules: due.rules.filter((one) => one.id === id) };
    expect(await evaluateDue(ctx.pool, stale, mine, going)).toBe(0);
    expect(await kindsOf(ctx)).toEqual([]);
  });

  test("goes by the database's clock, however wrong this machine's is", async () => {
    const ctx = await testCtx();
    const id = await ruleIn(ctx);
    await report(ctx, "cache", "down");
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 3 * HOUR });
    await look(ctx, id);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() - 9 * HOUR });
    await report(ctx, "store", "down");
    await look(ctx, id);
    vi.useRealTimers();
    const { rows } = await ctx.pool.query(
      `SELECT count(*)::int4 AS n FROM alert WHERE project_id = $1
         AND started_at BETWEEN now() - interval '1 minute' AND now()`,
      [ctx.project.id],
    );
    expect(rows).toEqual([{ n: 2 }]);
    expect(await kindsOf(ctx)).toEqual(["fired", "fired"]);
  });

  test("that fails resolves nothing; after some of them the rule itself is an alert, until it can be read again", async () => {
    const ctx = await testCtx();
    const id = await ruleIn(ctx, { onError: { policy: "keep", tellAfter: 2 } });
    await report(ctx, "cache", "down");
    await look(ctx, id);
    const query = (...args: unknown[]) =>
      String(args[0]).includes("component_state") ||
      JSON.stringify(args[0]).includes("component_state")
        ? Promise.reject(new Error("canceling statement due to statement timeout"))
        : (ctx.pool.query as (...all: unknown[]) => unknown)(...args);
    const broken = Object.create(ctx.pool, { query: { value: query } }) as typeof ctx.pool;
    for (let i = 0; i < 3; i++) await look(ctx, id, broken);
    expect(await kindsOf(ctx)).toEqual(["fired", "failing"]);
    expect(await alertsOf(ctx)).toMatchObject([
      { kind: "firing", endedAt: null },
      { kind: "failing", endedAt: null },
    ]);
    await look(ctx, id);
    const [firing, failing] = await alertsOf(ctx);
    expect([firing?.endedAt, failing?.endReason]).toEqual([null, "condition"]);
  });

  test("keeps an acknowledgement that came while it read", async () => {
    const ctx = await testCtx();
    const id = await ruleIn(ctx);
    await report(ctx, "cache", "down");
    await look(ctx, id);
    const due = await readDue(ctx.pool);
    const kept = await ctx.db.alertRuleState.findUniqueOrThrow({ where: { ruleId: id } });
    const state = kept.state as unknown as typeof FRESH_RULE;
    const alerts = state.alerts.map((one) => acknowledge(one, "ann", 1));
    await ctx.db.alertRuleState.update({
      where: { ruleId: id },
      data: { state: { ...state, alerts } as object, nextAt: new Date(0) },
    });
    const rules = (await readDue(ctx.pool)).rules.filter((one) => one.id === id);
    await evaluateDue(
      ctx.pool,
      await leadNow(),
      { now: new Date(due.now.getTime() + 1_000), rules },
      going,
    );
    const after = await ctx.db.alertRuleState.findUniqueOrThrow({ where: { ruleId: id } });
    expect(after.state).toMatchObject({ alerts: [{ acknowledged: { by: "ann" } }] });
  });

  test("of what cannot decide keeps one alert open until it has settled", async () => {
    const ctx = await testCtx();
    const id = await ruleIn(ctx);
    for (const status of ["down", "ok", "down", "ok", "down", "ok"]) {
      await report(ctx, "cache", status);
      await look(ctx, id);
    }
    expect(await alertsOf(ctx)).toMatchObject([
      { endReason: "condition", isFlapping: false },
      { endedAt: null, isFlapping: true },
    ]);
    expect((await kindsOf(ctx)).filter((kind) => kind === "flapping")).toHaveLength(1);
  });
});

describe("a rule that ends", () => {
  test("ends its alerts with the reason, and their groups hear of it at the next tick", async () => {
    const ctx = await testCtx();
    const id = await ruleIn(ctx);
    await report(ctx, "cache", "down");
    await look(ctx, id);
    await inTransaction(ctx.db, async (tx) => {
      await closeRule(tx, id, "ruleDeleted", new Date());
      await tx.alertRule.delete({ where: { id } });
    });
    expect(await alertsOf(ctx)).toMatchObject([
      { endReason: "ruleDeleted", ruleId: null, hasNews: true },
    ]);
    await tickAlerts(ctx.pool, await leadNow(), going);
    expect(await alertsOf(ctx)).toMatchObject([{ hasNews: false }]);
    const [group] = await groupsOf(ctx);
    expect(group?.state).toMatchObject({ members: [{ state: "resolved" }] });
  });
});

describe("a tick", () => {
  test("ends what another system no longer posts", async () => {
    const ctx = await testCtx();
    const past = new Date(Date.now() - HOUR);
    await ctx.db.alert.create({
      data: {
        id: crypto.randomUUID(),
        ...{ projectId: ctx.project.id, source: "alertmanager", key: "k", fingerprint: "f" },
        ...{ name: "Posted", kind: "firing", severity: "high", labels: {}, annotations: {} },
        startedAt: new Date(past.getTime() - HOUR),
        expectedEndAt: past,
      },
    });
    await tickAlerts(ctx.pool, await leadNow(), going);
    expect(await alertsOf(ctx)).toMatchObject([{ endedAt: past, endReason: "expired" }]);
  });

  test("gives a project each preset once: one that was deleted does not come back", async () => {
    const ctx = await testCtx({ as: key });
    await tickAlerts(ctx.pool, await leadNow(), going);
    const where = { projectId: ctx.project.id };
    const all = await ctx.db.alertRule.findMany({ where, include: { state: true } });
    expect(all.map(({ presetKey }) => presetKey)).toContain("high-error-rate");
    expect(all.every(({ state }) => state?.evaluatedAt)).toBe(true);
    await ctx.db.alertRule.deleteMany({ where: { ...where, presetKey: "high-error-rate" } });
    // As if a later version had brought another.
    await ctx.pool.query(
      "UPDATE project SET given_presets = array_remove(given_presets, 'cpu-high') WHERE id = $1",
      [ctx.project.id],
    );
    await send(ctx, [request()]);
    await tickAlerts(ctx.pool, await leadNow(), going);
    expect(await ctx.db.alertRule.count({ where })).toBe(all.length - 1);
  });
});
