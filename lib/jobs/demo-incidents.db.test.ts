/** The demo's incidents rest on its own alerts, are written once, and have been lived through. */
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { HOUR, MINUTE } from "@/lib/core/time";
import { demoWorld } from "@/lib/demo/world";
import { isUnfinished } from "@/lib/incidents/postmortem";
import { readIncidents } from "@/lib/incidents/queries";
import { testCtx } from "@/lib/platform/test-ctx";
import { writeDemoIncidents } from "./demo-incidents";
import { writeDemoPages } from "./demo-pages";

test("the demo's incidents link its alerts, leave actions and postmortems behind, and count no drill", async () => {
  const now = new Date();
  const ctx = await testCtx({ as: "viewer", now });
  const anchorMs = now.getTime();
  const [outage] = demoWorld(anchorMs).placements.filter(
    ({ scenario }) => scenario === "provider-outage",
  );
  const startedAt = new Date((outage?.fromMs ?? 0) + 6 * MINUTE);
  const id = randomUUID();
  const what = {
    source: "rule",
    key: id,
    fingerprint: id,
    name: "High error rate",
    kind: "firing",
  };
  await ctx.db.alert.create({
    data: {
      ...{ id, projectId: ctx.project.id, ...what, severity: "critical", labels: {} },
      ...{ annotations: {}, startedAt, endedAt: new Date(startedAt.getTime() + HOUR / 2) },
      acknowledgedAt: new Date(startedAt.getTime() + 2 * MINUTE),
    },
  });
  await writeDemoPages(ctx);
  await writeDemoIncidents(ctx, anchorMs);
  const count = () => ctx.db.incident.count({ where: { projectId: ctx.project.id } });
  const written = await count();
  await writeDemoIncidents(ctx, anchorMs);
  expect(await count()).toBe(written);
  const ask = { project: ctx.project.slug, range: "30d" } as const;
  const { past, period, actions, noise } = await readIncidents(ctx, ask);
  expect(past).toHaveLength(written);
  expect(past.filter(({ isDrill }) => isDrill)).toHaveLength(1);
  expect(period).toMatchObject({ count: written - 1, open: 0 });
  expect(period.resolve.count).toBe(written - 1);
  // From the page that was delivered to the answer.
  expect(period.acknowledge).toMatchObject({ count: 1, mean: 1.5 * MINUTE });
  expect(past.filter(({ alerts }) => alerts === 1)).toHaveLength(1);
  expect(past.filter(({ hasPostmortem }) => hasPostmortem).length).toBeGreaterThan(2);
  expect(actions.some(({ isOverdue }) => isOverdue)).toBe(true);
  expect(noise).toMatchObject({ pages: 1, judged: 1, falsePages: 0 });
  const texts = await ctx.db.postmortem.findMany({
    where: { incident: { projectId: ctx.project.id } },
  });
  expect(texts.filter(({ text }) => isUnfinished(text))).toEqual([]);
});
