/** The demo's on-call was told of its past alerts, by a channel that never sends anything. */
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { HOUR, MINUTE } from "@/lib/core/time";
import { readAlertDeliveries } from "@/lib/notify/settings/queries";
import { openChannel } from "@/lib/notify/store/channels";
import { checkUrl } from "@/lib/platform/outbound";
import { testCtx } from "@/lib/platform/test-ctx";
import { writeDemoPages } from "./demo-pages";

async function told() {
  const ctx = await testCtx({ as: "owner" });
  const projectId = ctx.project.id;
  const alert = async (severity: string, startedAgoMs: number, lastedMs: number | null) => {
    const id = randomUUID();
    const startedAt = new Date(ctx.now.getTime() - startedAgoMs);
    const endedAt = lastedMs === null ? null : new Date(startedAt.getTime() + lastedMs);
    await ctx.db.alert.create({
      data: {
        ...{ id, projectId, source: "rule", key: id, fingerprint: id, name: "High error rate" },
        ...{ kind: "firing", severity, labels: {}, annotations: {}, startedAt, endedAt },
      },
    });
    return { id, startedAt };
  };
  const paged = await alert("critical", 5 * HOUR, HOUR);
  const others = [await alert("medium", 5 * HOUR, HOUR), await alert("high", HOUR, null)];
  await writeDemoPages(ctx);
  return { ctx, paged, others };
}

test("what paged and is over was told and its end too; what fires now and what does not page was not", async () => {
  const { ctx, paged, others } = await told();
  const project = ctx.project.slug;
  const { deliveries } = await readAlertDeliveries(ctx, { project, id: paged.id });
  expect(deliveries.map(({ kind, state }) => [kind, state])).toEqual([
    ["resolved", "delivered"],
    ["firing", "delivered"],
  ]);
  const [page] = deliveries.slice(-1);
  expect(page?.attempts).toMatchObject([{ outcome: "delivered", status: null }]);
  const after = Date.parse(page?.createdAt ?? "") - paged.startedAt.getTime();
  expect(after).toBeGreaterThan(0);
  expect(after).toBeLessThan(2 * MINUTE);
  for (const { id } of others)
    expect((await readAlertDeliveries(ctx, { project, id })).deliveries).toEqual([]);
});

test("it is written once", async () => {
  const { ctx } = await told();
  const where = { projectId: ctx.project.id };
  const counts = async () => [
    await ctx.db.notification.count({ where }),
    await ctx.db.notificationChannel.count({ where }),
  ];
  expect(await counts()).toEqual([2, 1]);
  await writeDemoPages(ctx);
  expect(await counts()).toEqual([2, 1]);
});

test("its channel is off, nothing waits for it, and its address is refused before anybody is asked", async () => {
  const { ctx } = await told();
  const where = { projectId: ctx.project.id };
  const channel = await ctx.db.notificationChannel.findFirstOrThrow({ where });
  expect(channel.isEnabled).toBe(false);
  expect(await ctx.db.notification.count({ where: { ...where, state: "waiting" } })).toBe(0);
  const { config } = openChannel({ kind: "slack", config: {}, sealed: channel.sealed });
  expect(() => checkUrl("url" in config ? config.url : "")).toThrow(/192\.0\.2\.1 is/);
});
