/** Silences and maintenance windows: who may, what they mean now, and what each change does. */
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  changeWindow,
  createWindow,
  removeWindow,
} from "@/lib/notify/maintenance-windows/commands";
import { listWindows, previewWindow } from "@/lib/notify/maintenance-windows/queries";
import type { Matcher } from "@/lib/notify/matcher";
import type { ProjectCtx } from "@/lib/platform/operation";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { createSilence, editSilence, endSilence, extendSilence } from "./commands";
import { listSilences, previewMatches, readSilence } from "./queries";

const HOUR = 3_600_000;
const AGENT: Matcher = { name: "agent", operator: "=", value: "checkout" };
const inHours = (hours: number): Date => new Date(Date.now() + hours * HOUR);

const alertIn = ({ db, project }: ProjectCtx, labels: Record<string, string>, name = "Down") => {
  const id = randomUUID();
  const what = { source: "alertmanager", key: id, fingerprint: id, kind: "firing", name };
  return db.alert.create({
    data: {
      ...{ id, projectId: project.id, ...what, labels, annotations: {} },
      ...{ severity: "high", startedAt: new Date() },
    },
  });
};

/** A group that would be looked at in an hour. */
async function groupIn({ db, project }: ProjectCtx) {
  const state = { members: [], told: [], nextAt: inHours(1), timing: {}, acknowledged: {} };
  const data = {
    key: randomUUID(),
    receiver: {},
    labels: {},
    state: JSON.parse(JSON.stringify(state)),
  };
  const { id } = await db.alertGroup.create({
    data: {
      ...{ id: randomUUID(), projectId: project.id, ...data },
      ...{ dueAt: inHours(1), createdAt: new Date() },
    },
  });
  const dueAt = async () => (await db.alertGroup.findUniqueOrThrow({ where: { id } })).dueAt;
  return {
    dueAt,
    putOff: () => db.alertGroup.update({ where: { id }, data: { dueAt: inHours(1) } }),
  };
}

const asked = ({ project }: ProjectCtx, more: object = {}) => ({
  ...{ project: project.slug, matchers: [AGENT], reason: "we deploy", endsAt: inHours(2) },
  ...more,
});
const named = ({ project }: ProjectCtx, id: string) => ({ project: project.slug, id });

describe("a silence", () => {
  test("says what it hides, and of a rule's name and severity as well", async () => {
    const ctx = await testCtx({ as: "operator" });
    await alertIn(ctx, { agent: "checkout" });
    await alertIn(ctx, { agent: "search" });
    const { id } = await createSilence(ctx, asked(ctx));
    const seen = await readSilence(seenBy(ctx, "viewer"), named(ctx, id));
    expect(seen).toMatchObject({ state: "active", createdBy: "operator", endsSoon: false });
    expect(seen.matches).toMatchObject({ count: 1, first: [{ labels: { agent: "checkout" } }] });
    const rule = [{ name: "alertname", operator: "=" as const, value: "Down" }];
    const preview = await previewMatches(ctx, { project: ctx.project.slug, matchers: rule });
    expect(preview).toMatchObject({ count: 2, firing: 2 });
  });

  test("is listed as active, scheduled or ended, and warns before it ends over what still fires", async () => {
    const ctx = await testCtx({ as: "operator" });
    await alertIn(ctx, { agent: "checkout" });
    const soon = await createSilence(ctx, asked(ctx, { endsAt: inHours(0.2) }));
    const later = await createSilence(ctx, asked(ctx, { startsAt: inHours(1) }));
    const over = await createSilence(ctx, asked(ctx));
    await endSilence(ctx, named(ctx, over.id));
    const { active, scheduled, ended } = await listSilences(ctx, { project: ctx.project.slug });
    expect(active).toMatchObject([{ id: soon.id, endsSoon: true }]);
    expect(scheduled).toMatchObject([{ id: later.id, endsSoon: false }]);
    expect(ended).toMatchObject([{ id: over.id, endedBy: "operator", matches: { count: 0 } }]);
  });

  test("makes the groups of its project due whenever it changes", async () => {
    const ctx = await testCtx({ as: "operator" });
    const group = await groupIn(ctx);
    const isDue = async () => {
      const due = (await group.dueAt()) <= new Date(Date.now() + HOUR / 2);
      await group.putOff();
      return due;
    };
    const { id } = await createSilence(ctx, asked(ctx));
    expect(await isDue()).toBe(true);
    expect(await isDue()).toBe(false);
    await extendSilence(ctx, { ...named(ctx, id), forMinutes: 30 });
    expect(await isDue()).toBe(true);
    const { updatedAt } = await readSilence(ctx, named(ctx, id));
    await editSilence(ctx, { ...asked(ctx), id, was: updatedAt });
    expect(await isDue()).toBe(true);
    await endSilence(ctx, named(ctx, id));
    expect(await isDue()).toBe(true);
  });

  test("keeps its beginning when it is changed, and refuses who read an older one", async () => {
    const ctx = await testCtx({ as: "operator" });
    const { id } = await createSilence(ctx, asked(ctx));
    const before = await readSilence(ctx, named(ctx, id));
    const change = { ...asked(ctx, { reason: "it takes longer", startsAt: inHours(1) }), id };
    await editSilence(ctx, { ...change, was: before.updatedAt });
    const after = await readSilence(ctx, named(ctx, id));
    expect(after).toMatchObject({ reason: "it takes longer", startsAt: before.startsAt });
    await expect(editSilence(ctx, { ...change, was: before.updatedAt })).rejects.toThrow(
      /changed this silence since you read it/,
    );
  });

  test("that is over stays over", async () => {
    const ctx = await testCtx({ as: "operator" });
    const { id } = await createSilence(ctx, asked(ctx));
    await endSilence(ctx, named(ctx, id));
    const again = [
      () => endSilence(ctx, named(ctx, id)),
      () => extendSilence(ctx, { ...named(ctx, id), forMinutes: 5 }),
    ];
    for (const act of again) await expect(act()).rejects.toThrow(/This silence is over/);
  });

  // biome-ignore format: a table reads in columns
  test.each([
    ["an end in the past",      { endsAt: inHours(-1) },                                       /is in the past/],
    ["an end before it begins", { startsAt: inHours(3) },                                      /has to be after/],
    ["more than a year",        { endsAt: inHours(24 * 400) },                                 /at most a year/],
    ["no reason",               { reason: " " },                                               /say why/],
    ["no matcher",              { matchers: [] },                                              /matchers/],
    ["every alert there is",    { matchers: [{ ...AGENT, operator: "=~", value: ".*" }] },     /every alert/],
    ["a pattern without sense", { matchers: [{ ...AGENT, operator: "=~", value: "(" }] },      /matchers/],
  ])("is refused with %s", async (_what, more, message) => {
    const ctx = await testCtx({ as: "operator" });
    await expect(createSilence(ctx, asked(ctx, more))).rejects.toThrow(message);
  });

  test("is not for viewers to write, nor for another project to see", async () => {
    const ctx = await testCtx({ as: "operator" });
    const { id } = await createSilence(ctx, asked(ctx));
    const viewer = seenBy(ctx, "viewer");
    await expect(createSilence(viewer, asked(ctx))).rejects.toThrow(/silences:write/);
    await expect(endSilence(viewer, named(ctx, id))).rejects.toThrow(/silences:write/);
    const other = await testCtx({ as: "operator" });
    for (const act of [endSilence, readSilence])
      await expect(act(other, named(other, id))).rejects.toThrow(/no such silence/);
  });

  test("leaves each change in the audit log", async () => {
    const ctx = await testCtx({ as: "operator" });
    const { id } = await createSilence(ctx, asked(ctx));
    await extendSilence(ctx, { ...named(ctx, id), forMinutes: 30 });
    await endSilence(ctx, named(ctx, id));
    const entries = await ctx.db.auditEntry.findMany({
      where: { objectKind: "silence", objectId: id },
      orderBy: { seq: "asc" },
    });
    expect(entries.map(({ action }) => action)).toEqual([
      "silence.create",
      "silence.extend",
      "silence.end",
    ]);
    expect(entries[0]?.reason).toBe("we deploy");
  });
});

describe("a maintenance window", () => {
  const spec = {
    ...{ zone: "Europe/Berlin", from: "22:00", to: "02:00", firstAt: null, lastAt: null },
    days: { every: "week" as const, on: [2 as const] },
  };
  const window = ({ project }: ProjectCtx, more: object = {}) => ({
    ...{ project: project.slug, name: "Backups", matchers: [AGENT], spec },
    ...more,
  });

  test("is shown in words, with its next occurrences on the wall of its zone", async () => {
    const ctx = await testCtx();
    await createWindow(ctx, window(ctx));
    const [seen] = await listWindows(seenBy(ctx, "viewer"), { project: ctx.project.slug });
    expect(seen?.says).toBe("every Tuesday, 22:00 to 02:00 the next day, Europe/Berlin");
    expect(seen?.next).toHaveLength(3);
    const clock = new Intl.DateTimeFormat("en", {
      ...{ weekday: "long", hour: "2-digit", hourCycle: "h23", timeZone: "Europe/Berlin" },
    });
    for (const { from } of seen?.next ?? [])
      expect(clock.format(new Date(from))).toMatch(/Tuesday.*22/);
  });

  test("is changed, switched off and removed, on the record", async () => {
    const ctx = await testCtx();
    const group = await groupIn(ctx);
    const { id } = await createWindow(ctx, window(ctx));
    expect(Number(await group.dueAt())).toBeLessThan(Number(inHours(0.5)));
    const list = () => listWindows(ctx, { project: ctx.project.slug });
    const [{ updatedAt: was } = { updatedAt: "" }] = await list();
    const change = { ...window(ctx, { name: "Nights", isEnabled: false }), id, was };
    await changeWindow(ctx, change as Parameters<typeof changeWindow>[1]);
    expect(await list()).toMatchObject([
      { name: "Nights", isEnabled: false, next: [], open: null },
    ]);
    await expect(changeWindow(ctx, change as Parameters<typeof changeWindow>[1])).rejects.toThrow(
      /changed this window/,
    );
    await removeWindow(ctx, named(ctx, id));
    expect(await list()).toEqual([]);
    const entries = await ctx.db.auditEntry.findMany({
      where: { objectId: id },
      orderBy: { seq: "asc" },
    });
    expect(entries.map(({ action }) => action)).toEqual([
      "maintenance-window.create",
      "maintenance-window.edit",
      "maintenance-window.remove",
    ]);
  });

  test("that would never close is refused in words, and one whole day of the week is not", async () => {
    const ctx = await testCtx();
    const whole = { ...spec, from: "02:30", to: "02:30" };
    const week = { every: "week" as const, on: [1, 2, 3, 4, 5, 6, 7] as const };
    for (const days of [{ every: "day" as const }, week])
      await expect(
        createWindow(ctx, window(ctx, { spec: { ...whole, days } })),
      ).rejects.toMatchObject({
        message: expect.stringContaining("24 hours would never close"),
        detail: { field: "spec.to" },
      });
    await expect(createWindow(ctx, window(ctx, { spec: whole }))).resolves.toMatchObject({});
  });

  test("that never opens again is refused, and so are those who may not change rules", async () => {
    const ctx = await testCtx();
    const past = { ...spec, lastAt: new Date("2020-01-01T00:00:00Z") };
    await expect(createWindow(ctx, window(ctx, { spec: past }))).rejects.toThrow(/never opens/);
    await expect(createWindow(seenBy(ctx, "operator"), window(ctx))).rejects.toThrow(/rules:write/);
    const { id } = await createWindow(ctx, window(ctx));
    const other = await testCtx();
    await expect(removeWindow(other, named(other, id))).rejects.toThrow(/no such maintenance/);
    const preview = await previewWindow(ctx, { project: ctx.project.slug, spec });
    expect(preview.next).toHaveLength(3);
  });
});
