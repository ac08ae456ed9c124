/** Schedules and what moves them: who may, who is on call then, and what is refused. */
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { addOverride, removeOverride, swapShifts } from "@/lib/oncall/overrides/commands";
import { createPolicy, removePolicy } from "@/lib/oncall/policies/commands";
import { listPolicies } from "@/lib/oncall/policies/queries";
import type { scheduleSchema } from "@/lib/oncall/schema";
import { member, seenBy } from "@/lib/oncall/testing/people";
import type { Person } from "@/lib/platform/actor";
import type { ProjectCtx } from "@/lib/platform/operation";
import { seenBy as seenByRole, testCtx } from "@/lib/platform/test-ctx";
import { changeSchedule, createSchedule, removeSchedule } from "./commands";
import { readHandoff, readOnCall, readTimeline } from "./queries";

const HOUR = 3_600_000;
const inHours = (hours: number): Date => new Date(Date.now() + hours * HOUR);

/** Turns of a day that began long ago, so that now is within one. */
const rotaOf = (people: readonly Person[]): z.input<typeof scheduleSchema> => ({
  ...{ name: "primary", zone: "UTC" },
  layers: [
    {
      ...{ name: "day", participants: people.map(({ id }) => id) },
      ...{ rotation: { every: 1, unit: "day" }, startsOn: "2026-01-05", handsOverAt: "00:00" },
      ...{ endsOn: null, restrictions: [] },
    },
  ],
});

type Stage = {
  readonly ctx: ProjectCtx;
  readonly ana: Person;
  readonly bo: Person;
  readonly at: { readonly project: string; readonly id: string };
};

async function stage(): Promise<Stage> {
  const ctx = await testCtx();
  const [ana, bo] = [await member(ctx, "Ana"), await member(ctx, "Bo")];
  const { slug: project } = ctx.project;
  const { id } = await createSchedule(ctx, { project, schedule: rotaOf([ana, bo]) });
  return { ctx, ana, bo, at: { project, id } };
}

async function scheduleNow({ ctx, at }: Stage) {
  const [schedule] = (await readOnCall(ctx, { project: at.project })).schedules;
  if (!schedule) throw new Error("The stage has a schedule");
  return schedule;
}

describe("a schedule", () => {
  test("says who is on call now and who is next, and warns of those whom nothing reaches", async () => {
    const one = await stage();
    const { now, next, warnings } = await scheduleNow(one);
    expect([now?.person, next?.person].sort()).toEqual(["Ana", "Bo"]);
    expect(next?.from).toBe(now?.to);
    expect(warnings.map(({ kind, person }) => `${kind} ${person}`).sort()).toEqual([
      "unreachable Ana",
      "unreachable Bo",
    ]);
  });

  test("gives the shifts of weeks to come, and the reader's own", async () => {
    const one = await stage();
    const { shifts, gaps } = await readTimeline(one.ctx, { ...one.at, weeks: 1 });
    expect(gaps).toEqual([]);
    expect(new Set(shifts.map(({ person }) => person))).toEqual(new Set(["Ana", "Bo"]));
    const mine = (await readOnCall(seenBy(one.ctx, one.ana), { project: one.at.project })).mine;
    expect(mine.length).toBeGreaterThan(12);
    expect(mine.every(({ person }) => person === "Ana")).toBe(true);
  });

  test("is not changed over what somebody else has changed since", async () => {
    const { ctx, ana, at } = await stage();
    const schedule = rotaOf([ana]);
    expect(await changeSchedule(ctx, { ...at, revision: 0, schedule })).toMatchObject({
      revision: 1,
    });
    const late = changeSchedule(ctx, { ...at, revision: 0, schedule });
    await expect(late).rejects.toMatchObject({ code: "conflict", detail: { field: "revision" } });
  });

  test("takes nobody who does not belong to the project", async () => {
    const { ctx, bo, at } = await stage();
    const schedule = rotaOf([{ ...bo, id: randomUUID() }]);
    const wrong = changeSchedule(ctx, { ...at, revision: 0, schedule });
    await expect(wrong).rejects.toMatchObject({ code: "invalid" });
  });

  test("refuses a viewer and an operator, and another project's is not found", async () => {
    const { ctx, at, ana } = await stage();
    const asked = { ...at, revision: 0, schedule: rotaOf([ana]) };
    for (const as of ["viewer", "operator"] as const)
      await expect(changeSchedule(seenByRole(ctx, as), asked)).rejects.toMatchObject({
        code: "forbidden",
      });
    const elsewhere = await testCtx();
    const foreign = removeSchedule(elsewhere, { ...at, project: elsewhere.project.slug });
    await expect(foreign).rejects.toMatchObject({ code: "not-found" });
  });

  test("leaves a note for the next shift of what fired in this one", async () => {
    const { ctx, at } = await stage();
    const id = randomUUID();
    const what = { source: "alertmanager", key: id, fingerprint: id, kind: "firing" };
    const more = { severity: "high", labels: {}, annotations: {}, startedAt: new Date() };
    await ctx.db.alert.create({
      data: { id, projectId: ctx.project.id, ...what, name: "DiskFull", ...more },
    });
    const { markdown, shift } = await readHandoff(ctx, { ...at, of: "current" });
    expect(shift).not.toBeNull();
    expect(markdown).toContain("DiskFull");
    expect(markdown).toContain("# Hand-off: primary");
  });
});

describe("an override", () => {
  test("puts whoever takes it on call, until it is ended", async () => {
    const one = await stage();
    const before = await scheduleNow(one);
    const taker = before.now?.person === "Ana" ? one.bo : one.ana;
    const ctx = seenBy(one.ctx, taker);
    const { id } = await addOverride(ctx, {
      ...one.at,
      override: { from: inHours(-1), to: inHours(2) },
    });
    expect((await scheduleNow(one)).now).toMatchObject({ person: taker.name, overrideId: id });
    await removeOverride(ctx, { project: one.at.project, id });
    expect((await scheduleNow(one)).now?.person).toBe(before.now?.person);
  });

  test("of somebody else's time onto a third is for an admin only", async () => {
    const one = await stage();
    const eve = await member(one.ctx, "Eve");
    const asked = {
      ...one.at,
      override: { personId: one.ana.id, from: inHours(30), to: inHours(80) },
    };
    await expect(addOverride(seenBy(one.ctx, eve), asked)).rejects.toMatchObject({
      code: "forbidden",
    });
    const { id } = await addOverride(one.ctx, asked);
    const undone = removeOverride(seenBy(one.ctx, eve), { project: one.at.project, id });
    await expect(undone).rejects.toMatchObject({ code: "forbidden" });
  });

  test("may give one's own time away", async () => {
    const one = await stage();
    const [mine] = (
      await readOnCall(seenBy(one.ctx, one.ana), { project: one.at.project })
    ).mine.filter(({ from }) => from > new Date().toISOString());
    if (!mine) throw new Error("Ana has shifts to come");
    const span = { from: new Date(mine.from), to: new Date(mine.to) };
    const given = { ...one.at, override: { personId: one.bo.id, ...span } };
    await addOverride(seenBy(one.ctx, one.ana), given);
    const { overrides } = await scheduleNow(one);
    expect(overrides).toMatchObject([{ person: "Bo", from: mine.from, to: mine.to }]);
  });
});

describe("a swap", () => {
  test("exchanges two shifts, once, as both saw them", async () => {
    const one = await stage();
    const { shifts } = await readTimeline(one.ctx, { ...one.at, weeks: 1 });
    const [mine, theirs] = ["Ana", "Bo"].map((name) =>
      shifts.findLast(({ person }) => person === name),
    );
    if (!mine || !theirs) throw new Error("Both have shifts to come");
    const turn = ({ personId, from, to }: typeof mine) => ({ personId, from, to });
    const asked = { ...one.at, swap: { mine: turn(mine), theirs: turn(theirs) } };
    await expect(swapShifts(seenBy(one.ctx, one.bo), asked)).rejects.toMatchObject({
      code: "forbidden",
    });
    const { ids } = await swapShifts(seenBy(one.ctx, one.ana), asked);
    expect(ids).toHaveLength(2);
    const after = (await readTimeline(one.ctx, { ...one.at, weeks: 1 })).shifts;
    const personAt = (from: string) => after.find((shift) => shift.from === from)?.person;
    expect([personAt(mine.from), personAt(theirs.from)]).toEqual(["Bo", "Ana"]);
    await expect(swapShifts(seenBy(one.ctx, one.ana), asked)).rejects.toMatchObject({
      code: "conflict",
    });
  });
});

describe("an escalation policy", () => {
  const policyFor = (id: string) => ({
    ...{ name: "page", repeats: 0, skipsEmpty: true, acknowledgedForMinutes: null },
    steps: [{ targets: [{ kind: "schedule" as const, id }], waitMinutes: 5 }],
  });

  test("keeps its schedule from being deleted, and a rule keeps the policy", async () => {
    const { ctx, at } = await stage();
    const { project } = at;
    const { id } = await createPolicy(ctx, { project, policy: policyFor(at.id) });
    await expect(removeSchedule(ctx, at)).rejects.toMatchObject({ code: "conflict" });
    const ruleId = randomUUID();
    const spec = { name: "r", escalation: id };
    const times = { createdAt: new Date(), updatedAt: new Date() };
    const rule = { name: "r", severity: "high", isEnabled: true, spec, ...times };
    await ctx.db.alertRule.create({ data: { id: ruleId, projectId: ctx.project.id, ...rule } });
    expect((await listPolicies(ctx, { project })).policies).toMatchObject([{ usedBy: ["r"] }]);
    await expect(removePolicy(ctx, { project, id })).rejects.toMatchObject({ code: "conflict" });
    await ctx.db.alertRule.delete({ where: { id: ruleId } });
    await removePolicy(ctx, { project, id });
    await removeSchedule(ctx, at);
  });

  test("names nothing of another project", async () => {
    const [{ at }, elsewhere] = [await stage(), await testCtx()];
    const asked = { project: elsewhere.project.slug, policy: policyFor(at.id) };
    await expect(createPolicy(elsewhere, asked)).rejects.toMatchObject({ code: "invalid" });
  });
});
