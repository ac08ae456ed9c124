/** "What if" from a project's own calls, by hand. */
import { expect, test } from "vitest";
import { DAY, HOUR } from "@/lib/core/time";
import type { ProjectCtx } from "@/lib/platform/operation";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { price } from "@/lib/pricing/testing/priced-project";
import { call, key, request, send } from "@/lib/telemetry/intake/test-events";
import { removeScenario, saveScenario } from "./commands";
import { listScenarios, readWhatIf } from "./queries";

/** Yesterday: ten requests of which half are hits, and five calls of gpt-4o-mini (0.00045 each, two thirds of it output). */
async function busy(): Promise<ProjectCtx> {
  const ctx = await testCtx({ as: key });
  const ts = new Date(Math.floor(Date.now() / DAY) * DAY - 6 * HOUR).toISOString();
  const asked = (cache: "hit" | "miss", durationMs: number) =>
    Array.from({ length: 5 }, () =>
      request({ ts, agent: "faq", agentType: "cag", cache, durationMs }),
    );
  await send(ctx, [
    ...asked("hit", 100),
    ...asked("miss", 2_100),
    ...Array.from({ length: 5 }, () => call({ ts, agent: "faq", agentType: "cag" })),
  ]);
  return ctx;
}

const ask = async (ctx: ProjectCtx, levers: object) => {
  const view = await readWhatIf(
    { ...seenBy(ctx, "viewer"), now: new Date() },
    { project: ctx.project.slug, levers },
  );
  if (!view.estimate) throw new Error("There is no estimate");
  return { ...view, estimate: view.estimate };
};

test("a hit rate of 0.8 instead of 0.5 leaves two of five calls, and answers are faster", async () => {
  const ctx = await busy();
  const { estimate, hitRate, days } = await ask(ctx, { hitRate: 0.8 });
  expect({ hitRate, days }).toEqual({ hitRate: 0.5, days: 1 });
  expect(estimate.now.thirtyDays).toBeCloseTo(30 * 5 * 0.00045, 9);
  expect(estimate.changed.thirtyDays).toBeCloseTo(30 * 2 * 0.00045, 9);
  expect(estimate.now.latencyMs).toBeCloseTo(1_100, 6);
  expect(estimate.changed.latencyMs).toBeCloseTo(0.8 * 100 + 0.2 * 2_100, 6);
});

test("half as long answers save half of what output costs", async () => {
  const ctx = await busy();
  const { estimate } = await ask(ctx, { maxOutputTokens: 250 });
  expect(estimate.changed.thirtyDays).toBeCloseTo(30 * 5 * (0.00015 + 0.00015), 9);
  expect(estimate.assumptions.join(" ")).toContain("100 % of answers would be cut at 250 tokens");
});

test("a model is replaced at the rates of the other", async () => {
  const ctx = await busy();
  const models = [
    {
      from: { provider: "openai", model: "gpt-4o-mini" },
      to: { provider: "openai", model: "gpt-4o" },
    },
  ];
  const { estimate } = await ask(ctx, { models });
  // 1,000 in at $2.50 and 500 out at $10 a million.
  expect(estimate.changed.thirtyDays).toBeCloseTo(30 * 5 * 0.0075, 9);
  const unknown = [{ from: models[0]?.from, to: { provider: "nobody", model: "unheard-of" } }];
  await expect(ask(ctx, { models: unknown })).rejects.toMatchObject({
    detail: { field: "models" },
  });
});

test("a model takes the place of another at the project's own price", async () => {
  const ctx = await busy();
  // A fifth off everything that is asked of this provider.
  await price(seenBy(ctx, "admin"), { model: "gpt-4o" });
  const to = { provider: "openai", model: "gpt-4o" };
  const models = [{ from: { provider: "openai", model: "gpt-4o-mini" }, to }];
  const { estimate } = await ask(ctx, { models });
  expect(estimate.changed.thirtyDays).toBeCloseTo(30 * 5 * 0.0075 * 0.8, 9);
});

test("a scenario is kept with what it came to, and forgotten by who may", async () => {
  const ctx = await busy();
  const project = ctx.project.slug;
  const admin = { ...seenBy(ctx, "admin"), now: new Date() };
  const { id } = await saveScenario(admin, { project, name: "Twice", levers: { growth: 2 } });
  const [kept] = await listScenarios(admin, { project });
  expect(kept).toMatchObject({ name: "Twice", levers: { growth: 2 } });
  expect(kept?.result.changed.thirtyDays).toBeCloseTo(30 * 10 * 0.00045, 9);
  const viewer = removeScenario(seenBy(ctx, "viewer"), { project, id });
  await expect(viewer).rejects.toMatchObject({ code: "forbidden" });
  const other = await testCtx();
  const theirs = removeScenario(other, { project: other.project.slug, id });
  await expect(theirs).rejects.toMatchObject({ code: "not-found" });
  await removeScenario(admin, { project, id });
  expect(await listScenarios(admin, { project })).toEqual([]);
});

test("an empty project has nothing to reckon with, and keeps nothing", async () => {
  const ctx = await testCtx();
  const project = ctx.project.slug;
  expect(await readWhatIf(ctx, { project, levers: {} })).toMatchObject({ estimate: null });
  const saving = saveScenario(ctx, { project, name: "x", levers: { growth: 2 } });
  await expect(saving).rejects.toMatchObject({ code: "conflict" });
});
