/** Forecasts of a project's own days, from a real Postgres. */
import { expect, test } from "vitest";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { createBudget } from "@/lib/spend/budgets/commands";
import { spend, spendDaily } from "@/lib/spend/testing/spent";
import { readForecast, readForecastBy } from "./queries";

const NOON = new Date("2026-03-11T12:00:00Z");

test("below seven whole days it says how many are missing and foretells nothing", async () => {
  const ctx = await testCtx({ now: NOON });
  await spendDaily(ctx, "2026-03-06", 5, () => "10");
  const view = await readForecast(seenBy(ctx, "viewer"), { project: ctx.project.slug });
  expect(view).toMatchObject({ known: 4, needed: 7, model: null, record: null, lastMonth: null });
  expect(view.ends.map(({ expected }) => expected)).toEqual([null, null, null]);
  expect(view.ends.at(-1)?.words).toBe(
    "$50.00 so far this month, not enough history for a forecast",
  );
});

test("a steady project ends its month where its days lead, and crosses its budget on that day", async () => {
  const ctx = await testCtx({ now: NOON });
  const project = ctx.project.slug;
  await spendDaily(ctx, "2026-01-01", 69, () => "10");
  await spend(ctx, "2026-03-11T06:00:00Z", "5");
  await createBudget(ctx, { project, scope: "project", period: "monthly", amountUsd: "200" });
  const view = await readForecast(ctx, { project });
  const month = view.ends.find(({ kind }) => kind === "monthly");
  // Ten days of 10, half of today spent, twenty and a half days to go.
  expect(month).toMatchObject({ spentUsd: "105", budget: 200, crossesOn: "2026-03-20" });
  expect(month?.expected).toBeCloseTo(310, 6);
  expect(month?.words).toBe(
    "$105 so far this month, on course for $310 (80 % between $310 and $310), $110 above budget; crosses it on Fri 20 Mar",
  );
  expect(view.track).toMatchObject({ coverage: 1 });
  expect(view.lastMonth).toMatchObject({ key: "2026-02-01", said: 280, actual: 280 });
});

test("each member of a split has a forecast of its own, the dearest first", async () => {
  const ctx = await testCtx({ now: NOON });
  await spendDaily(ctx, "2026-01-01", 69, () => "3", { agent: "search" });
  await spendDaily(ctx, "2026-01-01", 69, () => "7", { agent: "support" });
  const { rows } = await readForecastBy(ctx, { project: ctx.project.slug, by: "agent" });
  expect(rows.map(({ label, spent }) => [label, spent])).toEqual([
    ["support", 70],
    ["search", 30],
  ]);
  expect(rows[0]?.expected).toBeCloseTo(70 + 7 * 21 - 3.5, 6);
});
