/** Whether anybody is told of an alert that goes by an escalation policy. */
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { readDeliveries } from "@/lib/notify/store/deliveries";
import { addChannel, fire } from "@/lib/notify/testing/stage";
import { db } from "@/lib/platform/db";
import { pool } from "@/lib/platform/pool";
import { testCtx } from "@/lib/platform/test-ctx";

const HOOK = { kind: "discord", config: { url: "https://hooks.example.com/x" } } as const;

test("an alert whose escalation is gone or reaches nobody says so, and one that reaches somebody does not", async () => {
  const ctx = await testCtx();
  const { id: projectId } = ctx.project;
  const channelId = await addChannel(ctx, HOOK);
  const times = { createdAt: ctx.now, updatedAt: ctx.now };
  const [person, schedule, policy] = [randomUUID(), randomUUID(), randomUUID()];
  const memberships = { create: { projectId, role: "operator", createdAt: ctx.now } };
  const who = { id: person, email: `${person}@example.com`, name: "Ana", createdAt: ctx.now };
  await db().person.create({ data: { ...who, memberships } });
  const rota = { name: "rota", spec: { layers: [{ participants: [person] }] } };
  await db().onCallSchedule.create({ data: { id: schedule, projectId, ...rota, ...times } });
  await db().escalationPolicy.create({
    data: { id: policy, projectId, name: "page", spec: { steps: [] }, ...times },
  });
  const nobodyOf = async (id: string) =>
    (await readDeliveries(pool(), projectId, id)).nobody?.slice(0, 38) ?? null;
  const none = "Nobody is told: its escalation policy ";
  expect(await nobodyOf(await fire(ctx, 0, { escalation: randomUUID() }))).toBe(none);

  const id = await fire(ctx, 0, { escalation: policy, labels: { svc: "b" } });
  const through = async (kind: string, target: string) => {
    const spec = { steps: [{ targets: [{ kind, id: target }] }] };
    await db().escalationPolicy.update({ where: { id: policy }, data: { spec } });
    return nobodyOf(id);
  };
  expect(await through("channel", channelId)).toBeNull();
  expect(await through("channel", randomUUID())).toBe(none);
  expect(await through("person", person)).toBe(none);
  expect(await through("schedule", schedule)).toBe(none);
  const own = { projectId, personId: person, name: "own", kind: "slack", config: {} };
  await db().notificationChannel.create({ data: { id: randomUUID(), ...own, ...times } });
  expect(await through("person", person)).toBeNull();
  expect(await through("schedule", schedule)).toBeNull();
  await db().person.update({ where: { id: person }, data: { disabledAt: ctx.now } });
  expect(await through("schedule", schedule)).toBe(none);
});
