/** The page of spend, read from a real Postgres through real ingestion. */
import { expect, test } from "vitest";
import { picosOf } from "@/lib/core/money";
import { MINUTE } from "@/lib/core/time";
import type { ProjectCtx } from "@/lib/platform/operation";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { call, key, request, send } from "@/lib/telemetry/intake/test-events";
import { SPEND_DIMS } from "./dimension";
import { exportSpend, listSpendCalls, readFailures, readSpend } from "./queries";
import type { SpendView } from "./schema";

const ago = (minutes: number): string => new Date(Date.now() - minutes * MINUTE).toISOString();
const viewer = (ctx: ProjectCtx): ProjectCtx => ({ ...seenBy(ctx, "viewer"), now: new Date() });
const ask = (ctx: ProjectCtx) => ({ project: ctx.project.slug, range: "1h" as const });

/** Of gpt-4o-mini: 1,000 in at $0.15 and 500 out at $0.60 a million. */
const ONE = picosOf("0.00045");

async function busy(): Promise<ProjectCtx> {
  const ctx = await testCtx({ as: key });
  const common = { ts: ago(4), user: "ada", variant: "b", environment: "staging" };
  await send(ctx, [
    ...Array.from({ length: 3 }, () => call({ ...common, agent: "search" })),
    call({ ts: ago(5), agent: "support", traceId: "t1", status: "error" }),
    call({ ts: ago(4), agent: "support", traceId: "t1" }),
    call({ ts: ago(4), agent: "support", provider: "nobody", model: "unheard-of" }),
    request({ ...common, agent: "search", cache: "hit", avoidedCostUsd: 0.25 }),
    request({ ts: ago(4), agent: "support" }),
  ]);
  return ctx;
}

const sumOf = ({ rows }: SpendView): bigint =>
  rows.reduce((sum, { costUsd }) => sum + (costUsd === null ? 0n : picosOf(costUsd)), 0n);

test("whatever spend is split by, the parts add up to the same exact sum", async () => {
  const ctx = await busy();
  for (const by of SPEND_DIMS) {
    const view = await readSpend(viewer(ctx), { ...ask(ctx), by });
    expect(view.spentUsd, by).toBe("0.00225");
    expect(sumOf(view), by).toBe(5n * ONE);
  }
});

test("a name without any priced call costs an unknown amount, not nothing", async () => {
  const ctx = await busy();
  const view = await readSpend(viewer(ctx), { ...ask(ctx), by: "model" });
  expect(view.rows.find(({ name }) => name === "unheard-of")).toMatchObject({
    cost: null,
    costUsd: null,
    share: null,
    unpricedCalls: 1,
  });
  expect(view.unpricedNote).toBe("1 call unpriced");
  expect(view.unpriced).toMatchObject([{ provider: "nobody", model: "unheard-of", calls: 1 }]);
});

test("what no user was named for stands under no user", async () => {
  const ctx = await busy();
  const view = await readSpend(viewer(ctx), { ...ask(ctx), by: "user" });
  expect(view.rows.map(({ label, costUsd }) => [label, costUsd])).toEqual([
    ["ada", "0.00135"],
    ["no user", "0.0009"],
  ]);
});

test("the calls behind a mark are its own, dearest first, the unpriced last", async () => {
  const ctx = await busy();
  const view = await listSpendCalls(viewer(ctx), { ...ask(ctx), by: "agent", name: "support" });
  expect(view.calls.map(({ agent, costUsd }) => [agent, costUsd])).toEqual([
    ["support", "0.00045"],
    ["support", "0.00045"],
    ["support", null],
  ]);
  expect(view).toMatchObject({ hasMore: false, limit: null });
  const unnamed = await listSpendCalls(viewer(ctx), { ...ask(ctx), by: "user", name: "" });
  expect(unnamed.calls).toHaveLength(3);
});

test("a retry is a call of a model that had failed before in the same trace", async () => {
  const ctx = await busy();
  expect(await readFailures(viewer(ctx), ask(ctx))).toMatchObject({
    failedUsd: "0.00045",
    failedCalls: 1,
    retriesUsd: "0.00045",
    retriedCalls: 1,
    failedShare: 0.2,
  });
});

test("a file holds exact decimals and no name that a spreadsheet would run", async () => {
  const ctx = await testCtx({ as: key });
  await send(ctx, [call({ ts: ago(4), agent: "=cmd|' /C calc'!A0" })]);
  const text = async (format: "csv" | "json") => {
    const { parts } = await exportSpend(viewer(ctx), { ...ask(ctx), format });
    let all = "";
    for await (const one of parts) all += one;
    return all;
  };
  const [, line = ""] = (await text("csv")).split("\r\n");
  expect(line).toContain(`,'=cmd|' /C calc'!A0,0.00045,`);
  expect(JSON.parse(await text("json"))).toMatchObject({
    currency: "USD",
    rows: [{ name: "=cmd|' /C calc'!A0", cost_usd: "0.00045", calls: 1 }],
  });
});

test("an empty project has no figures and no rows", async () => {
  const ctx = await testCtx({ as: "viewer" });
  const view = await readSpend(ctx, ask(ctx));
  expect(view).toMatchObject({ hasEvents: false, rows: [], movers: [], over: [], unpriced: [] });
  expect(view.tiles.map(({ value }) => value)).toEqual([0, null, 0, null, null]);
  expect(await listSpendCalls(ctx, ask(ctx))).toMatchObject({ calls: [], hasMore: false });
  expect(await readFailures(ctx, ask(ctx))).toMatchObject({ failedUsd: "0", retriesUsd: "0" });
});
