/** Incidents in a real database: who may, what two people at once see, and what the timeline tells. */
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { acknowledgeAlert } from "@/lib/alerts/commands";
import type { ProjectCtx } from "@/lib/platform/operation";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import {
  changeIncident,
  declareIncident,
  editEntry,
  judgeAlert,
  linkAlert,
  takeOnIncident,
  unlinkAlert,
  writeEntry,
} from "./commands";
import { signOffDrill, startDrill } from "./drills/commands";
import { keepPostmortem } from "./postmortems/commands";
import { exportPostmortem, readPostmortem } from "./postmortems/queries";
import { readAlertIncident, readDrills, readIncident, readIncidents, readMarkers } from "./queries";
import { openRunbook } from "./steps/commands";
import { addTask, changeTask } from "./tasks/commands";

const MINUTE = 60_000;
const ago = (minutes: number): Date => new Date(Date.now() - minutes * MINUTE);

const alertIn = async ({ db, project }: ProjectCtx, name = "Down", startedAt = ago(10)) => {
  const id = randomUUID();
  const what = { source: "alertmanager", key: id, fingerprint: id, kind: "firing", name };
  await db.alert.create({
    data: {
      ...{ id, projectId: project.id, ...what, labels: { agent: "support" }, annotations: {} },
      ...{ severity: "high", runbook: "service-down", startedAt },
    },
  });
  return id;
};
const at = ({ project }: ProjectCtx, id: string) => ({ project: project.slug, id });
const declaredIn = (ctx: ProjectCtx, more: object = {}) =>
  declareIncident(ctx, { project: ctx.project.slug, title: "Down", severity: "high", ...more });

describe("an incident", () => {
  test("is declared from an alert, with its beginning, its runbook and everything it tells", async () => {
    const ctx = await testCtx({ as: "operator" });
    const alert = await alertIn(ctx);
    const { id, number } = await declaredIn(ctx, { alert });
    expect(number).toBe(1);
    await acknowledgeAlert(ctx, at(ctx, alert));
    await writeEntry(ctx, { ...at(ctx, id), kind: "note", text: "it is the disk" });
    const { incident, alerts, timeline } = await readIncident(seenBy(ctx, "viewer"), at(ctx, id));
    expect(incident).toMatchObject({ status: "investigating", runbook: "service-down" });
    expect(incident.startedAt).toBe(alerts[0]?.startedAt);
    expect(alerts).toMatchObject([{ id: alert }]);
    expect(timeline.map(({ what }) => what).toSorted()).toEqual([
      ...["answered", "declared", "fired", "note"],
    ]);
    await expect(declaredIn(ctx, { alert })).rejects.toThrow(/part of incident 1 already/);
    const seen = await readAlertIncident(ctx, at(ctx, alert));
    expect(seen.incident).toMatchObject({ id, number: 1 });
  });

  test("tells the second of two who change it at once, and takes the notes of both", async () => {
    const ctx = await testCtx({ as: "operator" });
    const { id } = await declaredIn(ctx);
    const changes = ["identified", "monitoring"] as const;
    const both = await Promise.allSettled(
      changes.map((status) => changeIncident(ctx, { ...at(ctx, id), revision: 0, status })),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const refused = both.find(({ status }) => status === "rejected");
    expect(refused).toMatchObject({ reason: { code: "conflict" } });
    await Promise.all(
      ["one", "two"].map((text) => writeEntry(ctx, { ...at(ctx, id), kind: "note", text })),
    );
    const { incident, timeline } = await readIncident(ctx, at(ctx, id));
    expect(incident.revision).toBe(1);
    const notes = timeline.filter(({ what }) => what === "note").map(({ text }) => text);
    expect(notes.toSorted()).toEqual(["one", "two"]);
    expect(timeline.filter(({ what }) => what === "status")).toHaveLength(1);
  });

  test("gets its times from its status, and refuses those that run backwards", async () => {
    const ctx = await testCtx({ as: "operator" });
    const { id } = await declaredIn(ctx, { startedAt: ago(30) });
    const change = (revision: number, more: object) =>
      changeIncident(ctx, { ...at(ctx, id), revision, ...more });
    await change(0, { status: "monitoring" });
    const { incident } = await readIncident(ctx, at(ctx, id));
    expect(incident.mitigatedAt).not.toBeNull();
    expect(incident.clocks.mitigateMs).toBeGreaterThanOrEqual(30 * MINUTE);
    await expect(change(1, { mitigatedAt: ago(60) })).rejects.toMatchObject({ code: "invalid" });
    await change(1, { status: "investigating" });
    await change(2, { status: "resolved", mitigatedAt: ago(20), resolvedAt: ago(10) });
    const { incident: over } = await readIncident(ctx, at(ctx, id));
    expect(over.nextUpdateAt).toBeNull();
    expect(Math.round((over.clocks.resolveMs ?? 0) / MINUTE)).toBe(20);
  });

  test("keeps what a corrected note said before, and winds its timer up with an update", async () => {
    const ctx = await testCtx({ as: "operator" });
    const { id } = await declaredIn(ctx);
    const { id: entry } = await writeEntry(ctx, { ...at(ctx, id), kind: "update", text: "wrong" });
    const edit = { ...at(ctx, id), entry, revision: 0, text: "right" };
    await editEntry(ctx, edit);
    await expect(editEntry(ctx, edit)).rejects.toThrow(/corrected this entry since/);
    const { incident, timeline } = await readIncident(ctx, at(ctx, id));
    expect(incident.lastUpdateAt).not.toBeNull();
    expect(timeline.find((one) => one.id === entry)).toMatchObject({
      ...{ text: "right", revision: 1, earlier: [{ text: "wrong" }] },
    });
  });

  test("is read by viewers, written by operators, and unknown to other projects", async () => {
    const ctx = await testCtx({ as: "operator" });
    const other = await testCtx({ as: "operator" });
    const { id } = await declaredIn(ctx);
    const viewer = seenBy(ctx, "viewer");
    for (const act of [() => declaredIn(viewer), () => takeOnIncident(viewer, at(ctx, id))])
      await expect(act()).rejects.toMatchObject({ code: "forbidden" });
    const alert = await alertIn(other);
    for (const act of [
      () => readIncident(other, at(other, id)),
      () => takeOnIncident(other, at(other, id)),
      () => linkAlert(other, { ...at(other, id), alert }),
    ])
      await expect(act()).rejects.toMatchObject({ code: "not-found" });
    const { incident } = await readIncident(viewer, at(ctx, id));
    expect(incident.revision).toBe(0);
  });
});

describe("an action item", () => {
  test("comes back with the next alert of its rule until it is done", async () => {
    const ctx = await testCtx({ as: "operator" });
    const { id } = await declaredIn(ctx, { alert: await alertIn(ctx) });
    const task = { kind: "action", title: "Alert on the disk", dueOn: "2020-01-01" } as const;
    const { id: taskId } = await addTask(ctx, { ...at(ctx, id), ...task });
    await changeIncident(ctx, { ...at(ctx, id), revision: 0, status: "resolved" });
    const again = await alertIn(ctx, "Down", ago(1));
    const { actions } = await readAlertIncident(ctx, at(ctx, again));
    expect(actions).toMatchObject([{ title: task.title, isOverdue: true, incident: { id } }]);
    const next = await declaredIn(ctx, { alert: again });
    const { earlierActions, similar } = await readIncident(ctx, at(ctx, next.id));
    expect(earlierActions).toMatchObject([{ id: taskId }]);
    expect(similar).toMatchObject([{ id }]);
    await changeTask(ctx, { ...at(ctx, id), task: taskId, revision: 0, isDone: true });
    expect((await readAlertIncident(ctx, at(ctx, again))).actions).toEqual([]);
  });
});

describe("a postmortem", () => {
  test("is suggested from the timeline, kept once, and told to whoever saves after another", async () => {
    const ctx = await testCtx({ as: "operator" });
    const { id } = await declaredIn(ctx, { title: "Disk | full" });
    await writeEntry(ctx, { ...at(ctx, id), kind: "note", text: "it is\nthe disk" });
    const { text, revision } = await readPostmortem(ctx, at(ctx, id));
    expect(revision).toBe(0);
    expect(text).toContain("Note: it is the disk");
    await keepPostmortem(ctx, { ...at(ctx, id), revision, text: `${text}\nlearned` });
    const late = keepPostmortem(ctx, { ...at(ctx, id), revision, text: "mine" });
    await expect(late).rejects.toMatchObject({ code: "conflict" });
    const { parts, filename } = await exportPostmortem(seenBy(ctx, "viewer"), at(ctx, id));
    let file = "";
    for await (const part of parts) file += part;
    expect(filename).toBe("postmortem-incident-1.md");
    expect(file.endsWith("learned\n")).toBe(true);
  });
});

describe("a drill", () => {
  test("tells no channel, counts in no figure, is scored, and is signed off once it is over", async () => {
    const ctx = await testCtx({ as: "operator" });
    const { id } = await startDrill(ctx, { project: ctx.project.slug, scenario: "outage" });
    const { alerts, incident, tasks } = await readIncident(ctx, at(ctx, id));
    expect(incident).toMatchObject({ isDrill: true, runbook: "service-down" });
    expect(alerts).toMatchObject([{ mark: "drill", standing: "firing" }]);
    expect(tasks.length).toBeGreaterThan(2);
    const [alert] = await ctx.db.alert.findMany({ where: { projectId: ctx.project.id } });
    expect(alert?.hasNews).toBe(false);
    const note = { ...at(ctx, id), note: "the runbook was old" };
    await expect(signOffDrill(ctx, note)).rejects.toMatchObject({ code: "conflict" });
    await acknowledgeAlert(ctx, at(ctx, alert?.id ?? ""));
    await writeEntry(ctx, { ...at(ctx, id), kind: "step", text: "I typed something" });
    await openRunbook(ctx, { ...at(ctx, id), runbook: "high-latency" });
    const [early] = (await readDrills(ctx, { project: ctx.project.slug })).drills;
    expect(early?.score.steps.find(({ step }) => step === "runbook")?.tookMs).toBeNull();
    await openRunbook(ctx, { ...at(ctx, id), runbook: "service-down" });
    await changeIncident(ctx, { ...at(ctx, id), revision: 0, status: "resolved" });
    await signOffDrill(ctx, note);
    const { drills, training } = await readDrills(ctx, { project: ctx.project.slug });
    expect(drills).toMatchObject([
      { id, score: { points: 100 }, signOffs: [{ person: "operator" }] },
    ]);
    expect(training).toMatchObject([{ person: "operator", drills: 1 }]);
    const { period, noise, open } = await readIncidents(ctx, { project: ctx.project.slug });
    expect({ count: period.count, pages: noise.pages, open }).toEqual({
      ...{ count: 0, pages: 0, open: [] },
    });
    const after = await ctx.db.alert.findMany({ where: { projectId: ctx.project.id } });
    expect(after).toMatchObject([{ hasNews: false, endReason: "time" }]);
    expect(await ctx.db.notification.count({ where: { projectId: ctx.project.id } })).toBe(0);
  });
});

test("what people say of a page makes the figures of noise, and can be taken back", async () => {
  const ctx = await testCtx({ as: "operator" });
  const alert = await alertIn(ctx);
  await alertIn(ctx, "Slow");
  await judgeAlert(ctx, { ...at(ctx, alert), verdict: "noise" });
  const read = async () => (await readIncidents(ctx, { project: ctx.project.slug })).noise;
  expect(await read()).toMatchObject({
    ...{ pages: 2, judged: 1, falsePages: 1, precision: 0 },
    rules: [
      { name: "Down", noise: 1 },
      { name: "Slow", noise: 0 },
    ],
  });
  await judgeAlert(ctx, { ...at(ctx, alert), verdict: null });
  expect(await read()).toMatchObject({ judged: 0, precision: null });
});

test("charts mark the real incidents of their time range, and no drills", async () => {
  const ctx = await testCtx({ as: "operator" });
  const { id } = await declaredIn(ctx, { startedAt: ago(30) });
  await declaredIn(ctx, { title: "Long ago", startedAt: ago(300) });
  await startDrill(ctx, { project: ctx.project.slug, scenario: "outage" });
  const marked = await readMarkers(seenBy(ctx, "viewer"), {
    project: ctx.project.slug,
    range: "1h",
  });
  expect(marked).toMatchObject([
    { id, kind: "incident", label: "Incident 1: Down", href: `/incidents/${id}` },
  ]);
});

test("an alert that was linked by mistake is taken out, and may join another incident", async () => {
  const ctx = await testCtx({ as: "operator" });
  const alert = await alertIn(ctx);
  const { id } = await declaredIn(ctx, { alert });
  const other = await declaredIn(ctx, { title: "Another" });
  await unlinkAlert(ctx, { ...at(ctx, id), alert });
  await expect(unlinkAlert(ctx, { ...at(ctx, id), alert })).rejects.toMatchObject({
    code: "not-found",
  });
  await linkAlert(ctx, { ...at(ctx, other.id), alert });
  expect((await readIncident(ctx, at(ctx, id))).alerts).toEqual([]);
  expect((await readIncident(ctx, at(ctx, other.id))).alerts).toMatchObject([{ id: alert }]);
});

test("times are instants with a zone, after the year 2000, and nothing else", async () => {
  const ctx = await testCtx({ as: "operator" });
  const { id } = await declaredIn(ctx);
  for (const startedAt of [null, true, "11/12/2025", "2026-11-21T10:00:00", "0001-01-01T00:00:00Z"])
    await expect(
      changeIncident(ctx, { ...at(ctx, id), revision: 0, startedAt: startedAt as string }),
    ).rejects.toMatchObject({ code: "invalid", detail: { field: "startedAt" } });
});

test("an alert that is linked later moves no beginning, and takes its rule with it when it goes", async () => {
  const ctx = await testCtx({ as: "operator" });
  const { id } = await declaredIn(ctx, { startedAt: ago(30) });
  const { incident: before } = await readIncident(ctx, at(ctx, id));
  const alert = await alertIn(ctx, "Old", ago(3_000));
  await linkAlert(ctx, { ...at(ctx, id), alert });
  const { incident, timeline } = await readIncident(ctx, at(ctx, id));
  expect(incident.startedAt).toBe(before.startedAt);
  expect(timeline.map(({ title }) => title)).toContain("Linked the alert Old");
  const rules = async () => (await ctx.db.incident.findUniqueOrThrow({ where: { id } })).rules;
  expect(await rules()).toEqual(["alertmanager:Old"]);
  await unlinkAlert(ctx, { ...at(ctx, id), alert });
  expect(await rules()).toEqual([]);
});

test("a drill keeps its own alert, and takes no real one", async () => {
  const ctx = await testCtx({ as: "operator" });
  const drill = await startDrill(ctx, { project: ctx.project.slug, scenario: "outage" });
  const real = await alertIn(ctx);
  const [played] = (await readIncident(ctx, at(ctx, drill.id))).alerts;
  for (const act of [
    () => linkAlert(ctx, { ...at(ctx, drill.id), alert: real }),
    () => unlinkAlert(ctx, { ...at(ctx, drill.id), alert: played?.id ?? "" }),
  ])
    await expect(act()).rejects.toMatchObject({ code: "conflict" });
  const made = await declareIncident(ctx, {
    ...{ project: ctx.project.slug, alert: real, severity: "high" },
  });
  expect((await readIncident(ctx, at(ctx, made.id))).incident.title).toBe("Down: support");
});

test("an incident is called what its alert is called, whatever letters hide in it", async () => {
  const ctx = await testCtx({ as: "operator" });
  const alert = await alertIn(ctx, `Down\n\u202e${"😀".repeat(150)}`);
  const project = ctx.project.slug;
  const { id } = await declareIncident(ctx, { project, alert, severity: "high" });
  const { title } = (await readIncident(ctx, at(ctx, id))).incident;
  expect(() => encodeURIComponent(title)).not.toThrow();
  expect(title).toMatch(/^Down 😀/);
  expect(title.length).toBeLessThanOrEqual(200);
});

test("only a person is the first human answer", async () => {
  const ctx = await testCtx({ as: "operator" });
  const program = { ...ctx, actor: { kind: "system", id: "sync", name: "sync" } as const };
  const { id } = await declaredIn(program);
  expect((await readIncident(ctx, at(ctx, id))).incident.answeredAt).toBeNull();
  expect(await takeOnIncident(program, at(ctx, id))).toMatchObject({ hasChanged: false });
  expect((await readIncident(ctx, at(ctx, id))).incident.answeredAt).toBeNull();
  await takeOnIncident(ctx, at(ctx, id));
  expect((await readIncident(ctx, at(ctx, id))).incident.answeredAt).not.toBeNull();
});
