/** What making, changing, ending, testing and moving alert rules promise. */
import { expect, test } from "vitest";
import { type RuleInput, ruleSchema } from "@/lib/alerts/schema";
import { FRESH_RULE, freshState } from "@/lib/alerts/state";
import { db } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import {
  createRule,
  duplicateRule,
  importRules,
  removeRule,
  switchRule,
  updateRule,
} from "./commands";
import { backtestRule, exportRules, listRules, previewImport, readRule } from "./queries";
import { asJson } from "./store";
import { testRule } from "./trial";

const HOUR_MS = 3_600_000;

const input = (more: Partial<RuleInput> = {}): RuleInput => ({
  name: "High error rate",
  severity: "critical",
  signal: { kind: "errorRate" },
  threshold: 0.05,
  runbook: "high-error-rate",
  ...more,
});
const here = ({ project }: ProjectCtx) => ({ project: project.slug });
const make = (ctx: ProjectCtx, more: Partial<RuleInput> = {}) =>
  createRule(ctx, { ...here(ctx), rule: input(more) });
const actsOn = async (id: string) =>
  (await db().auditEntry.findMany({ where: { objectId: id }, orderBy: { seq: "asc" } })).map(
    ({ action, before, after, reason }) => ({ action, before, after, reason }),
  );

/** As the evaluation leaves it when one label set fires. */
async function fire({ project }: ProjectCtx, ruleId: string): Promise<string> {
  const at = new Date(Date.now() - HOUR_MS);
  const ms = at.getTime();
  const who = { key: "k", series: "k", labels: { agent: "support" } };
  const alert = { ...freshState(who, ms), phase: "firing" as const, activeAt: ms, firedAt: ms };
  await db().alertRuleState.update({
    where: { ruleId },
    data: {
      state: asJson({ ...FRESH_RULE, evaluatedAt: ms, alerts: [{ ...alert, value: 0.2 }] }),
      evaluatedAt: at,
      seriesCount: 3,
      value: 0.2,
      sampleSize: 120,
      durationMs: 4,
    },
  });
  const { id } = await db().alert.create({
    data: {
      id: crypto.randomUUID(),
      projectId: project.id,
      ruleId,
      source: "rule",
      key: who.key,
      fingerprint: "f",
      name: "High error rate",
      kind: "firing",
      severity: "critical",
      labels: who.labels,
      annotations: {},
      startedAt: at,
      hasNews: false,
    },
  });
  return id;
}

test("a rule is read as it was written, with its defaults, and waits for its first evaluation", async () => {
  const ctx = await testCtx();
  const { id } = await make(ctx);
  const view = await readRule(ctx, { ...here(ctx), id });
  expect(view.rule).toEqual(ruleSchema.parse(input()));
  expect(view).toMatchObject({ revision: 0, isPreset: false, lacksRunbook: false });
  expect(view.standing).toMatchObject({ word: "waiting", ok: null });
  const { nextAt } = await db().alertRuleState.findUniqueOrThrow({ where: { ruleId: id } });
  expect(nextAt.getTime()).toBeLessThanOrEqual(Date.now() + 5_000);
  expect(await actsOn(id)).toMatchObject([{ action: "alert-rule.create" }]);
});

test("a rule is refused by the field that is wrong, and a name that is taken too", async () => {
  const ctx = await testCtx();
  await expect(make(ctx, { threshold: 5 })).rejects.toMatchObject({
    code: "invalid",
    detail: { field: "rule.threshold" },
  });
  await make(ctx);
  await expect(make(ctx)).rejects.toMatchObject({
    code: "conflict",
    detail: { field: "rule.name" },
  });
});

test("the list says how each rule stands, its value with its unit, and which page without a runbook", async () => {
  const ctx = await testCtx();
  const { id } = await make(ctx);
  await make(ctx, { name: "Quiet", runbook: null, isEnabled: false });
  await fire(ctx, id);
  const rows = await listRules(ctx, here(ctx));
  expect(rows).toMatchObject([
    { name: "High error rate", figure: "20 %", sampleSize: 120, durationMs: 4 },
    { name: "Quiet", standing: { word: "off" }, lacksRunbook: true, nextAt: null },
  ]);
  expect(rows[0]?.standing).toMatchObject({ word: "firing", firing: 1, ok: 2 });
});

test("of two who edit one rule the second is told who changed what, and nothing of theirs is kept", async () => {
  const ctx = await testCtx();
  const { id } = await make(ctx);
  const change = (revision: number, more: Partial<RuleInput>) =>
    updateRule(ctx, { ...here(ctx), id, revision, rule: input(more) });
  await expect(change(0, { threshold: 0.1, forMs: 60_000 })).resolves.toMatchObject({
    revision: 1,
  });
  await expect(change(0, { threshold: 0.2 })).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("admin changed the threshold and how long it has to hold"),
    detail: { field: "revision" },
  });
  expect((await readRule(ctx, { ...here(ctx), id })).rule.threshold).toBe(0.1);
});

test("a change is told with what was and what is, and no change is none", async () => {
  const ctx = await testCtx();
  const { id } = await make(ctx);
  await updateRule(ctx, { ...here(ctx), id, revision: 0, rule: input({ threshold: 0.1 }) });
  await updateRule(ctx, { ...here(ctx), id, revision: 1, rule: input({ threshold: 0.1 }) });
  expect((await actsOn(id)).slice(1)).toEqual([
    {
      action: "alert-rule.update",
      before: { threshold: 0.05, revision: 0 },
      after: { threshold: 0.1, revision: 1 },
      reason: null,
    },
  ]);
});

test.each<[string, Partial<RuleInput>, string | null]>([
  ["looks at something else", { signal: { kind: "degradedShare" } }, "ruleChanged"],
  ["is switched off", { isEnabled: false }, "ruleDisabled"],
  ["has another threshold", { threshold: 0.1 }, null],
])("an alert of a rule that %s ends with that reason, or goes on", async (_, more, reason) => {
  const ctx = await testCtx();
  const { id } = await make(ctx);
  const alert = await fire(ctx, id);
  await updateRule(ctx, { ...here(ctx), id, revision: 0, rule: input(more) });
  const row = await db().alert.findUniqueOrThrow({ where: { id: alert } });
  expect({ reason: row.endReason, hasNews: row.hasNews }).toEqual({
    reason,
    hasNews: reason !== null,
  });
  expect(row.endedAt === null).toBe(reason === null);
});

test("off ends what fires, and on begins afresh", async () => {
  const ctx = await testCtx();
  const { id } = await make(ctx);
  const alert = await fire(ctx, id);
  await switchRule(ctx, { ...here(ctx), id, isEnabled: false });
  expect(await db().alert.findUniqueOrThrow({ where: { id: alert } })).toMatchObject({
    endReason: "ruleDisabled",
  });
  await switchRule(ctx, { ...here(ctx), id, isEnabled: true });
  const view = await readRule(ctx, { ...here(ctx), id });
  expect(view).toMatchObject({ isEnabled: true, revision: 2, standing: { word: "waiting" } });
});

test("deleting a rule ends its alerts, keeps their history and says why", async () => {
  const ctx = await testCtx();
  const { id } = await make(ctx);
  const alert = await fire(ctx, id);
  await removeRule(ctx, { ...here(ctx), id, reason: "too noisy" });
  expect(await listRules(ctx, here(ctx))).toEqual([]);
  expect(await db().alert.findUniqueOrThrow({ where: { id: alert } })).toMatchObject({
    endReason: "ruleDeleted",
    ruleId: null,
    hasNews: true,
  });
  const steps = await db().alertTransition.findMany({ where: { ruleId: id } });
  expect(steps).toMatchObject([{ kind: "resolved", reason: "ruleDeleted" }]);
  expect((await actsOn(id)).at(-1)).toMatchObject({
    action: "alert-rule.remove",
    reason: "too noisy",
  });
});

test("a copy has a name of its own and is off", async () => {
  const ctx = await testCtx();
  const { id } = await make(ctx);
  const first = await duplicateRule(ctx, { ...here(ctx), id });
  const second = await duplicateRule(ctx, { ...here(ctx), id });
  expect([first.name, second.name]).toEqual(["High error rate 2", "High error rate 3"]);
  expect(await readRule(ctx, { ...here(ctx), id: first.id })).toMatchObject({ isEnabled: false });
});

test("a test is an alert of the rule, marked, with an end, and only one at a time", async () => {
  const ctx = await testCtx();
  const { id } = await make(ctx, {
    filters: [{ on: "agent", values: ["support"] }],
    labels: { team: "ai" },
  });
  const { alert } = await testRule(ctx, { ...here(ctx), id });
  const row = await db().alert.findUniqueOrThrow({ where: { id: alert } });
  expect(row).toMatchObject({ mark: "test", source: "rule", ruleId: id, hasNews: true });
  expect(row.labels).toMatchObject({ agent: "support", team: "ai", severity: "critical" });
  expect(Number(row.expectedEndAt) - Number(row.startedAt)).toBe(30_000);
  await expect(testRule(ctx, { ...here(ctx), id })).rejects.toMatchObject({ code: "conflict" });
});

const FILE = `
groups:
  - name: api
    rules:
      - { alert: Down, expr: up == 0, for: 5m, labels: { severity: page } }
      - { alert: Down, expr: 'up{job="db"} == 0' }
      - { alert: Odd, expr: "label_replace(up, 'a', 'b', 'c', 'd') == 0" }
      - { record: "job:up:sum", expr: sum(up) }
`;

test("a Prometheus file is previewed rule by rule, and what is chosen is made", async () => {
  const ctx = await testCtx();
  const rows = await previewImport(ctx, { ...here(ctx), text: FILE });
  expect(rows.map(({ name, reason }) => [name, reason === null])).toEqual([
    ["Down", true],
    ["Down 2", true],
    ["Odd", false],
    ["job:up:sum", false],
  ]);
  const { created } = await importRules(ctx, { ...here(ctx), text: FILE, chosen: [0, 1] });
  expect(created.map(({ name }) => name)).toEqual(["Down", "Down 2"]);
  const again = await previewImport(ctx, { ...here(ctx), text: FILE });
  expect(again[0]?.reason).toContain("has a rule of this name already");
  await expect(importRules(ctx, { ...here(ctx), text: FILE, chosen: [2] })).rejects.toMatchObject({
    code: "invalid",
    detail: { field: "chosen" },
  });
});

test.each([
  ["a: [", "The text is no YAML"],
  ["just words", "no list of `groups`"],
  ["groups: []", "holds no rules"],
])("what is no rule file is refused in words: %s", async (text, words) => {
  const ctx = await testCtx();
  await expect(previewImport(ctx, { ...here(ctx), text })).rejects.toMatchObject({
    code: "invalid",
    message: expect.stringContaining(words),
  });
});

test("the export comes back as the rules it was made from, and names what it left out", async () => {
  const ctx = await testCtx();
  await importRules(ctx, { ...here(ctx), text: FILE, chosen: [0] });
  await make(ctx, { name: "Spent", signal: { kind: "cost", over: "day" }, threshold: 10 });
  const { parts, filename } = await exportRules(ctx, here(ctx));
  let text = "";
  for await (const part of parts) text += part;
  expect(filename).toBe(`${ctx.project.slug}-alert-rules.yml`);
  expect(text).toMatch(/^# not exported: Spent: /m);
  const other = await testCtx();
  const rows = await previewImport(other, { ...here(other), text });
  expect(rows).toMatchObject([{ name: "Down", reason: null, severity: "critical" }]);
});

test("a backtest of a project without events finds nothing, and its history has every step", async () => {
  const ctx = await testCtx();
  const asked = { ...here(ctx), rule: input(), days: 1 };
  const result = await backtestRule(ctx, asked);
  expect(result).toMatchObject({ kind: "result", count: 0, nightShare: null, zone: "UTC" });
  const view = await backtestRule(ctx, { ...asked, give: "history" });
  expect(view).toMatchObject({ kind: "history", history: { steps: 288, stepMs: 300_000 } });
});

test("a viewer reads and backtests, and changes nothing", async () => {
  const ctx = await testCtx();
  const { id } = await make(ctx);
  const viewer = seenBy(ctx, "viewer");
  await expect(readRule(viewer, { ...here(ctx), id })).resolves.toMatchObject({ id });
  await expect(
    backtestRule(viewer, { ...here(ctx), rule: input(), days: 1 }),
  ).resolves.toMatchObject({ kind: "result" });
  const refused = { code: "forbidden" };
  await expect(make(viewer, { name: "x" })).rejects.toMatchObject(refused);
  await expect(testRule(viewer, { ...here(ctx), id })).rejects.toMatchObject(refused);
  await expect(switchRule(viewer, { ...here(ctx), id, isEnabled: false })).rejects.toMatchObject(
    refused,
  );
});

test("another project's rule is not found", async () => {
  const [ctx, other] = [await testCtx(), await testCtx()];
  const { id } = await make(other);
  const missing = { code: "not-found" };
  await expect(readRule(ctx, { ...here(ctx), id })).rejects.toMatchObject(missing);
  await expect(duplicateRule(ctx, { ...here(ctx), id })).rejects.toMatchObject(missing);
  await expect(
    updateRule(ctx, { ...here(ctx), id, revision: 0, rule: input() }),
  ).rejects.toMatchObject(missing);
  await expect(removeRule(ctx, { ...here(ctx), id, reason: "x" })).rejects.toMatchObject(missing);
});
