/** Alerts against a real database: what people are told of them, who may answer, and what an answer leaves behind. */
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { ProjectCtx } from "@/lib/platform/operation";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { acknowledgeAlert, takeBackAcknowledgement } from "./commands";
import { countAlerts, readAlert, readAlertHistory, readAlerts } from "./queries";
import { ruleSchema } from "./schema";
import { type AlertState, freshState } from "./state";

const MINUTE = 60_000;
const now = new Date();
const ago = (minutes: number) => new Date(now.getTime() - minutes * MINUTE);

const SPEC = ruleSchema.parse({
  name: "High error rate",
  severity: "critical",
  signal: { kind: "errorRate" },
  groupBy: ["agent"],
  threshold: 0.05,
  forMs: 5 * MINUTE,
});

type RuleMade = { readonly id: string; readonly key: string };

const stateOf = (more: Partial<AlertState>): AlertState => ({
  ...freshState({ key: "k1", series: "k1", labels: { agent: "support" } }, ago(1).getTime()),
  phase: "firing",
  activeAt: ago(15).getTime(),
  firedAt: ago(10).getTime(),
  value: 0.072,
  ...more,
});

async function rule(
  ctx: ProjectCtx,
  alerts: readonly AlertState[] = [stateOf({})],
  { nextAt = new Date(now.getTime() + 60 * MINUTE), failures = null as unknown } = {},
): Promise<RuleMade> {
  const id = randomUUID();
  const times = { createdAt: ago(60), updatedAt: ago(60) };
  const state = { evaluatedAt: ago(1).getTime(), alerts, failures, refused: 0 };
  await ctx.db.alertRule.create({
    data: {
      ...{ id, projectId: ctx.project.id, name: `High error rate ${id}`, severity: "critical" },
      ...{ isEnabled: true, spec: SPEC, ...times },
      state: {
        create: { state: JSON.parse(JSON.stringify(state)), evaluatedAt: ago(1), nextAt },
      },
    },
  });
  return { id, key: "k1" };
}

async function alert(ctx: ProjectCtx, more: object = {}): Promise<string> {
  const id = randomUUID();
  await ctx.db.alert.create({
    data: {
      ...{ id, projectId: ctx.project.id, source: "rule", key: "k1", fingerprint: id },
      ...{ name: "High error rate", kind: "firing", severity: "critical", startedAt: ago(10) },
      ...{ labels: { agent: "support", alertname: "High error rate" }, annotations: {} },
      ...{ value: 0.072, peak: 0.09, rule: JSON.parse(JSON.stringify(SPEC)), ...more },
    },
  });
  return id;
}

const ask = (ctx: ProjectCtx) => ({ project: ctx.project.slug });

describe("the list", () => {
  test("tells what fires with its figures in words, worst severity first, and what is pending apart", async () => {
    const ctx = await testCtx({ as: "viewer", now });
    const waiting = stateOf({
      ...{ key: "k2", series: "k2", labels: { agent: "search" } },
      ...{ phase: "pending", firedAt: null, activeAt: ago(2).getTime(), value: 0.06 },
    });
    const { id: ruleId } = await rule(ctx, [stateOf({}), waiting]);
    await alert(ctx, { severity: "medium", name: "Slow", rule: undefined, key: "other" });
    await alert(ctx, { ruleId });

    const view = await readAlerts(ctx, ask(ctx));
    expect(view.firing.map(({ severity }) => severity)).toEqual(["critical", "medium"]);
    expect(view.firing[0]).toMatchObject({
      says: "Error rate over 5 min above 5 % for 5 min",
      alerts: [{ about: "agent support", value: "7.2 %", peak: "9 %", bound: "above 5 %" }],
    });
    expect(view.pending).toMatchObject([{ about: "agent search", value: "6 %" }]);
    const [{ since, firesAt } = { since: "", firesAt: "" }] = view.pending;
    expect(Date.parse(firesAt) - Date.parse(since)).toBe(5 * MINUTE);
  });

  test("of more than can be read, the worst are there, and all are counted", async () => {
    const ctx = await testCtx({ as: "viewer", now });
    const { pool, project } = ctx;
    await pool.query(
      `INSERT INTO alert (id, project_id, source, key, fingerprint, name, kind, severity, labels, annotations, started_at)
       SELECT gen_random_uuid(), $1, 'rule', n::text, n::text, 'Flood', 'firing', 'medium', '{}', '{}', now() - interval '1 day'
       FROM generate_series(1, 600) AS n`,
      [project.id],
    );
    const worst = await alert(ctx, {});
    const view = await readAlerts(ctx, ask(ctx));
    expect(view.firing[0]?.alerts.map(({ id }) => id)).toEqual([worst]);
    expect(view.firingCount).toBe(601);
    expect(await countAlerts(pool, project.id)).toMatchObject({
      firing: 601,
      worst: "critical",
      unanswered: 1,
    });
  });

  test("what cannot be evaluated, has no data or recovers still fires, and says which", async () => {
    const ctx = await testCtx({ as: "viewer", now });
    for (const [sight, phase, standing] of [
      ["error", "firing", "unreadable"],
      ["noData", "firing", "silent"],
      ["data", "recovering", "recovering"],
    ] as const) {
      const { id: ruleId } = await rule(ctx, [stateOf({ sight, phase })]);
      const id = await alert(ctx, { ruleId });
      expect((await readAlert(ctx, { ...ask(ctx), id })).alert.standing).toBe(standing);
    }
    expect((await readAlerts(ctx, ask(ctx))).firingCount).toBe(3);
  });

  test("is narrowed by severity, rule, mark, label text and environment", async () => {
    const ctx = await testCtx({ as: "viewer", now });
    const { id: ruleId } = await rule(ctx);
    const mine = await alert(ctx, { ruleId, labels: { agent: "support", environment: "staging" } });
    const other = await alert(ctx, {
      severity: "low",
      mark: "drill",
      labels: { tier: "100%_sure" },
    });
    const found = async (filters: object) =>
      (await readAlerts(ctx, { ...ask(ctx), ...filters })).firing.flatMap(({ alerts }) =>
        alerts.map(({ id }) => id),
      );
    expect(await found({ severity: "low" })).toEqual([other]);
    expect(await found({ rule: ruleId })).toEqual([mine]);
    expect(await found({ mark: "real" })).toEqual([mine]);
    expect(await found({ mark: "drill" })).toEqual([other]);
    expect(await found({ search: "agent=SUPP" })).toEqual([mine]);
    expect(await found({ search: "0%_s" })).toEqual([other]);
    expect(await found({ search: "0_" })).toEqual([]);
    expect(await found({ env: "production" })).toEqual([other]);
  });

  test("history has those that ended and were open within the range, and not those that fire", async () => {
    const ctx = await testCtx({ as: "viewer", now });
    await alert(ctx);
    const recent = await alert(ctx, {
      startedAt: ago(50),
      endedAt: ago(40),
      endReason: "condition",
    });
    await alert(ctx, { startedAt: ago(5 * 60), endedAt: ago(4 * 60), endReason: "condition" });
    const hour = await readAlertHistory(ctx, { ...ask(ctx), range: "1h" });
    expect(hour.alerts.map(({ id }) => id)).toEqual([recent]);
    expect(hour.alerts[0]).toMatchObject({ standing: "resolved", endReason: "the value is back" });
    expect((await readAlertHistory(ctx, { ...ask(ctx), range: "6h" })).count).toBe(2);
  });

  test("an evaluation that is overdue is said, and rules that fail are counted", async () => {
    const ctx = await testCtx({ as: "viewer", now });
    await rule(ctx, []);
    expect((await readAlerts(ctx, ask(ctx))).evaluation).toMatchObject({
      ...{ rules: 1, failing: 0, isStale: false, lastAt: ago(1).toISOString() },
    });
    const failures = { count: 7, since: 1, message: "no", isTold: true };
    await rule(ctx, [], { nextAt: ago(2), failures });
    expect((await readAlerts(ctx, ask(ctx))).evaluation).toMatchObject({
      ...{ rules: 2, failing: 1, isStale: true },
    });
  });

  test("tests and drills are not counted in the navigation", async () => {
    const ctx = await testCtx({ as: "viewer", now });
    await alert(ctx, { mark: "test" });
    expect(await countAlerts(ctx.pool, ctx.project.id)).toMatchObject({ firing: 0, worst: null });
    await alert(ctx, { severity: "high" });
    await alert(ctx, { severity: "low", key: "k2" });
    expect(await countAlerts(ctx.pool, ctx.project.id)).toEqual({
      ...{ firing: 2, worst: "high", unanswered: 1, isStale: false },
    });
  });
});

describe("one alert", () => {
  test("has what changed in the hour before it, whom it reaches, its steps and those before", async () => {
    const ctx = await testCtx({ as: "viewer", now });
    const { id: ruleId } = await rule(ctx);
    const id = await alert(ctx, { ruleId });
    await alert(ctx, { ruleId, startedAt: ago(300), endedAt: ago(280) });
    await ctx.pool.query(
      `INSERT INTO deployment (project_id, event_id, ts, environment, agent, version, status)
       VALUES ($1, gen_random_uuid(), $2, 'production', 'support', '2.1', 'succeeded'),
              ($1, gen_random_uuid(), $3, 'production', 'support', '2.0', 'succeeded')`,
      [ctx.project.id, ago(20), ago(200)],
    );
    await ctx.pool.query(
      `INSERT INTO counter_partial (project_id, bucket, requests, errors, calls, call_errors,
         environment, agent, agent_type, provider, model, version, variant)
       VALUES ($1, date_trunc('minute', $2::timestamptz), 50, 4, 0, 0, 'production', 'support', '', '', '', '', '')`,
      [ctx.project.id, ago(8)],
    );
    const tried = [
      ["alert-rule", "test"],
      ["channel", "test"],
      ["alert", "acknowledge"],
      ["notification", "replay"],
    ] as const;
    await ctx.db.auditEntry.createMany({
      data: tried.map(([objectKind, act]) => ({
        ...{ id: randomUUID(), at: ago(30), projectId: ctx.project.id, objectKind, objectId: "x" },
        ...{ action: `${objectKind}.${act}`, actorKind: "person", actorId: "a", actorName: "Ana" },
      })),
    });
    const at = { projectId: ctx.project.id, ruleId, key: "k1", labels: {}, isQuiet: false };
    await ctx.db.alertTransition.createMany({
      data: [
        { ...at, id: `${id}p`, kind: "pending", at: ago(15), value: 0.06, reason: "condition" },
        { ...at, id: `${id}f`, alertId: id, kind: "fired", at: ago(10), reason: "condition" },
      ],
    });

    const view = await readAlert(ctx, { ...ask(ctx), id });
    expect(view.changes).toMatchObject([{ title: "support 2.1", leadMs: 10 * MINUTE }]);
    expect(view.affected).toMatchObject({ requests: 50, errors: 4, users: null });
    expect(view.timeline.map(({ what }) => what)).toEqual(["fired", "pending"]);
    expect(view.earlier).toMatchObject({ count: 1, last: { lastedMs: 20 * MINUTE } });
    expect(view.chart?.threshold).toMatchObject({ aim: 0.05, words: "5 %", noun: "threshold" });
    expect(view.rule).toMatchObject({ hasChanged: false });
  });

  test("of another project is not there", async () => {
    const [mine, other] = [await testCtx({ now }), await testCtx({ now })];
    const id = await alert(other);
    const asked = { ...ask(mine), id };
    await expect(readAlert(mine, asked)).rejects.toMatchObject({ code: "not-found" });
    await expect(acknowledgeAlert(mine, asked)).rejects.toMatchObject({ code: "not-found" });
    await expect(takeBackAcknowledgement(mine, asked)).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("an answer", () => {
  const written = (ctx: ProjectCtx, id: string) =>
    ctx.db.auditEntry.findMany({ where: { objectId: id }, orderBy: { seq: "asc" } });

  test("is known to the alert and to its rule, wakes its groups, and is written down once", async () => {
    const ctx = await testCtx({ as: "operator", now });
    const { id: ruleId } = await rule(ctx);
    const id = await alert(ctx, { ruleId });
    const group = randomUUID();
    const later = new Date(now.getTime() + 60 * MINUTE);
    await ctx.db.alertGroup.create({
      data: {
        ...{ id: group, projectId: ctx.project.id, key: group, receiver: {}, labels: {} },
        state: { members: [{ fingerprint: id, state: "firing", mute: null }] },
        ...{ dueAt: later, createdAt: now },
      },
    });
    const first = await acknowledgeAlert(ctx, { ...ask(ctx), id });
    const second = await acknowledgeAlert(ctx, { ...ask(ctx), id });
    expect(second.acknowledged).toEqual(first.acknowledged);
    expect(first.acknowledged?.by).toBe("operator");
    const memory = await ctx.db.alertRuleState.findUniqueOrThrow({ where: { ruleId } });
    expect(memory.state).toMatchObject({ alerts: [{ acknowledged: { until: null } }] });
    const woken = await ctx.db.alertGroup.findUniqueOrThrow({ where: { id: group } });
    expect(woken.dueAt.getTime()).toBeLessThan(later.getTime());
    expect((await written(ctx, id)).map(({ action }) => action)).toEqual(["alert.acknowledge"]);
  });

  test("of two at once is one", async () => {
    const ctx = await testCtx({ as: "operator", now });
    const { id: ruleId } = await rule(ctx);
    const id = await alert(ctx, { ruleId });
    const both = await Promise.all([
      acknowledgeAlert(ctx, { ...ask(ctx), id }),
      acknowledgeAlert(ctx, { ...ask(ctx), id }),
    ]);
    expect(both.filter(({ hasChanged }) => hasChanged)).toHaveLength(1);
    expect(await written(ctx, id)).toHaveLength(1);
  });

  test("can be taken back, and then nobody is on it", async () => {
    const ctx = await testCtx({ as: "operator", now });
    const { id: ruleId } = await rule(ctx);
    const id = await alert(ctx, { ruleId });
    await acknowledgeAlert(ctx, { ...ask(ctx), id, forMinutes: 30 });
    expect(await takeBackAcknowledgement(ctx, { ...ask(ctx), id })).toMatchObject({
      acknowledged: null,
    });
    const memory = await ctx.db.alertRuleState.findUniqueOrThrow({ where: { ruleId } });
    expect(memory.state).toMatchObject({ alerts: [{ acknowledged: null }] });
    const { timeline } = await readAlert(ctx, { ...ask(ctx), id });
    expect(timeline.map(({ what, by }) => [what, by])).toEqual(
      expect.arrayContaining([
        ["takenBack", "operator"],
        ["acknowledged", "operator"],
      ]),
    );
  });

  test("to what is over is refused with a reason", async () => {
    const ctx = await testCtx({ as: "operator", now });
    const id = await alert(ctx, { endedAt: ago(1) });
    await expect(acknowledgeAlert(ctx, { ...ask(ctx), id })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("over"),
    });
  });

  test("is refused to a viewer and to a key that only reads", async () => {
    const ctx = await testCtx({ as: "viewer", now });
    const id = await alert(ctx);
    const asked = { ...ask(ctx), id };
    await expect(acknowledgeAlert(ctx, asked)).rejects.toMatchObject({ code: "forbidden" });
    const key = seenBy(ctx, { scopes: ["read"] });
    await expect(acknowledgeAlert(key, asked)).rejects.toMatchObject({ code: "forbidden" });
    expect((await readAlert(key, asked)).alert.acknowledged).toBeNull();
  });
});
