/** Escalation through the database: who is told when nobody answers, with the clock in the test's hand. */
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { addChannel, at, fire, resolve, secondOf, setPolicy } from "@/lib/notify/testing/stage";
import { policySchema } from "@/lib/oncall/schema";
import { db } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";
import { pool } from "@/lib/platform/pool";
import { testCtx } from "@/lib/platform/test-ctx";
import { lookAtGroups } from "./alert-groups";

const HOOK = { kind: "discord", config: { url: "https://hooks.example.com/x" } } as const;
const HOUR = 3_600;

type Scene = {
  readonly ctx: ProjectCtx;
  readonly first: string;
  readonly second: string;
  readonly policy: string;
};
type More = {
  readonly repeats?: number;
  readonly skipsEmpty?: boolean;
  readonly firstEmpty?: true;
};

/** A rota of one person with a channel of their own, then a channel of the project, five minutes apart. */
async function scene({ repeats = 0, skipsEmpty = true, firstEmpty }: More = {}): Promise<Scene> {
  const ctx = await testCtx();
  const { id: projectId } = ctx.project;
  await setPolicy(ctx, { intervalMs: HOUR * 1_000, repeatMs: 10 * HOUR * 1_000 });
  const first = await addChannel(ctx, HOOK, { name: "Ana's" });
  const second = await addChannel(ctx, HOOK, { name: "everybody" });
  const [personId, scheduleId, policy] = [randomUUID(), randomUUID(), randomUUID()];
  const memberships = { create: { projectId, role: "operator", createdAt: at(0) } };
  const person = { id: personId, email: `${personId}@example.com`, name: "Ana" };
  await db().person.create({ data: { ...person, createdAt: at(0), memberships } });
  await db().notificationChannel.update({ where: { id: first }, data: { personId } });
  const layer = {
    ...{ name: "day", participants: [personId], rotation: { every: 1, unit: "week" } },
    ...{ startsOn: "2026-11-02", handsOverAt: "09:00", endsOn: null, restrictions: [] },
  };
  const spec = { name: "primary", zone: "UTC", layers: firstEmpty ? [] : [layer] };
  const times = { createdAt: at(0), updatedAt: at(0) };
  await db().onCallSchedule.create({
    data: { id: scheduleId, projectId, name: "primary", spec, ...times },
  });
  const steps = [
    { targets: [{ kind: "schedule" as const, id: scheduleId }], waitMinutes: 5 },
    { targets: [{ kind: "channel" as const, id: second }], waitMinutes: 5 },
  ];
  const rules = { repeats, skipsEmpty, acknowledgedForMinutes: null };
  await db().escalationPolicy.create({
    data: {
      ...{ id: policy, projectId, name: "page", ...times },
      spec: policySchema.parse({ name: "page", steps, ...rules }),
    },
  });
  return { ctx, first, second, policy };
}

const look = (second: number) => lookAtGroups(pool(), undefined, { now: at(second) });

/** `2 first: rota primary, step 1`, in the order in which it was told. */
async function told({ ctx, first }: Scene): Promise<string[]> {
  const rows = await db().notification.findMany({
    where: { projectId: ctx.project.id },
    orderBy: { createdAt: "asc" },
  });
  return rows.map(({ channelId, createdAt, notice, kind }) => {
    const because = (notice as { why: string | null }).why ?? "";
    const who = channelId === first ? "first" : "second";
    return `${secondOf(createdAt)} ${kind} ${who}: ${because}`;
  });
}

const acknowledge = (id: string, second: number) =>
  db().alert.update({
    where: { id },
    data: { acknowledgedAt: at(second), acknowledgedByName: "Ana" },
  });

describe("an escalation policy", () => {
  test("tells the person on call, and the next step when nobody answers within its wait", async () => {
    const one = await scene();
    await fire(one.ctx, 0, { escalation: one.policy });
    await look(2);
    await look(301);
    expect(await told(one)).toEqual(["2 firing first: rota primary, step 1"]);
    await look(302);
    expect(await told(one)).toEqual([
      "2 firing first: rota primary, step 1",
      "302 firing second: step 2",
    ]);
  });

  test("goes no further once somebody acknowledges", async () => {
    const one = await scene();
    const id = await fire(one.ctx, 0, { escalation: one.policy });
    await look(2);
    await acknowledge(id, 200);
    await look(302);
    await look(2_000);
    const calls = (await told(one)).filter((line) => line.includes("firing"));
    expect(calls).toEqual(["2 firing first: rota primary, step 1"]);
  });

  test("passes over a step that reaches nobody", async () => {
    const one = await scene({ firstEmpty: true });
    await fire(one.ctx, 0, { escalation: one.policy });
    await look(2);
    expect(await told(one)).toEqual(["2 firing second: step 2"]);
  });

  test("waits at an empty step where it is told to, and then tells at once", async () => {
    const one = await scene({ firstEmpty: true, skipsEmpty: false });
    await fire(one.ctx, 0, { escalation: one.policy });
    await look(2);
    await look(302);
    expect(await told(one)).toEqual(["302 firing second: step 2"]);
  });

  test("tells each step once, however late and however often it is looked at", async () => {
    const one = await scene();
    await fire(one.ctx, 0, { escalation: one.policy });
    await look(2);
    await look(HOUR - 10);
    await look(HOUR - 10);
    await look(HOUR - 5);
    expect(await told(one)).toEqual([
      "2 firing first: rota primary, step 1",
      `${HOUR - 10} firing second: step 2`,
    ]);
  });

  test("tells the first step once more in its second round", async () => {
    const one = await scene({ repeats: 1 });
    await fire(one.ctx, 0, { escalation: one.policy });
    await look(2);
    await look(302);
    await look(602);
    expect((await told(one)).at(-1)).toBe("602 firing first: rota primary, step 1, round 2");
  });

  test("lets everybody who was told hear of the end", async () => {
    const one = await scene();
    const id = await fire(one.ctx, 0, { escalation: one.policy });
    await look(2);
    await look(302);
    await resolve(one.ctx, 400, id, { escalation: one.policy });
    await look(4_000);
    const ends = (await told(one)).filter((line) => line.includes("resolved"));
    expect(ends.map((line) => line.split(":")[0]).sort()).toEqual([
      "4000 resolved first",
      "4000 resolved second",
    ]);
  });
});
