/** A project's own prices: on arrival, over the API, and in every place where a cost is told. */
import { randomUUID } from "node:crypto";
import { describe, expect, test, vi } from "vitest";
import { picosOf } from "@/lib/core/money";
import { DAY, HOUR } from "@/lib/core/time";
import { pricesOf } from "@/lib/cost/store/live";
import { db } from "@/lib/platform/db";
import type { ProjectCtx } from "@/lib/platform/operation";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { call, request, send, totals } from "@/lib/telemetry/intake/test-events";
import { endPrice, removePrice } from "./commands";
import {
  listCalls,
  previewPrice,
  readArithmetic,
  readClientCosts,
  readExample,
  readPricing,
} from "./queries";
import { ago, OWN_MODEL, OWN_TERMS, price, pricedProject } from "./testing/priced-project";

const inProject = ({ project }: ProjectCtx) => ({ project: project.slug });
const reason = "tried";
const draft = { ...OWN_MODEL, from: ago(DAY), terms: OWN_TERMS };
/** A thousand tokens in and five hundred out at the catalogue's price. */
const LIST = picosOf("0.00045");

const costs = async ({ pool, project }: ProjectCtx) =>
  (
    await pool.query(
      `SELECT cost_picos::text AS cost, price_version AS version FROM event
       WHERE project_id = $1 AND kind = 2 ORDER BY ts`,
      [project.id],
    )
  ).rows as { cost: string | null; version: string | null }[];

describe("on arrival", () => {
  test("a call is priced by what holds at its instant, to the millisecond, and says by what", async () => {
    const { admin, sender } = await pricedProject();
    const turn = ago(HOUR);
    const { id } = await price(admin, { from: turn });
    await send(sender, [call({ ts: turn.getTime() - 1 }), call({ ts: turn.getTime() })]);
    expect(await costs(admin)).toEqual([
      { cost: String(LIST), version: "genai-prices 0.1.8" },
      { cost: String((LIST * 8n) / 10n), version: `override ${id} over genai-prices 0.1.8` },
    ]);
  });

  test("a service tier is charged by its multiplier, and an ordinary call is not", async () => {
    const { admin, sender } = await pricedProject();
    await price(admin, { terms: { multipliers: { batch: 5_000 } } });
    const tiers = ["batch", "standard", undefined, "flex"] as const;
    const ts = Date.now() - HOUR;
    await send(
      sender,
      tiers.map((serviceTier, i) => call({ ts: ts + i, ...(serviceTier && { serviceTier }) })),
    );
    expect((await costs(admin)).map(({ cost }) => cost)).toEqual([
      String(LIST / 2n),
      ...Array.from({ length: 3 }, () => String(LIST)),
    ]);
  });

  test("what a cache hit avoided is worth what the project pays", async () => {
    const { admin, sender } = await pricedProject();
    await price(admin);
    const avoidedCall = {
      ...{ provider: "openai", model: "gpt-4o-mini", inputTokens: 1_000, outputTokens: 500 },
    };
    await send(sender, [request({ cache: "hit", avoidedCall })]);
    expect(await totals(admin)).toMatchObject({ avoidedPicos: (LIST * 8n) / 10n });
  });

  test("a price of tomorrow is kept and not used", async () => {
    const { admin, sender } = await pricedProject();
    const { backfillId } = await price(admin, { from: ago(-DAY), isBackfilled: true });
    await send(sender, [call()]);
    expect(backfillId).toBeNull();
    expect((await costs(admin))[0]?.cost).toBe(String(LIST));
    expect((await readPricing(admin, inProject(admin))).prices).toMatchObject([
      { state: "to come" },
    ]);
  });

  test("another process sees a price within a second or so of its being set", async () => {
    const { admin } = await pricedProject();
    const asked = { provider: "openai", model: "gpt-4o-mini", at: new Date(), serviceTier: null };
    expect((await pricesOf(admin.project.id))(asked).override).toBeNull();
    await db().priceOverride.create({
      data: {
        ...{ id: randomUUID(), projectId: admin.project.id, provider: "openai", model: null },
        ...{ startsAt: ago(DAY), currency: "USD", terms: { discountBasisPoints: 1 } },
        ...{ createdAt: new Date(), createdByName: "elsewhere" },
      },
    });
    await db().priceState.create({
      data: { projectId: admin.project.id, revision: 1, updatedAt: new Date() },
    });
    await vi.waitFor(
      async () => expect((await pricesOf(admin.project.id))(asked).override).not.toBeNull(),
      { timeout: 10_000 },
    );
  });

  test.each([
    ["a negative count", { inputTokens: -1 }, "inputTokens"],
    ["a count that is no whole number", { outputTokens: 0.5 }, "outputTokens"],
    ["more than there can be", { cacheReadTokens: 1e12 }, "cacheReadTokens"],
    ["a negative cost", { costUsd: -0.1 }, "costUsd"],
    ["a service tier that is none", { serviceTier: "slow" as "batch" }, "serviceTier"],
  ])("%s is refused with its field", async (_what, fields, field) => {
    const { sender } = await pricedProject();
    const { accepted, rejected } = await send(sender, [call(fields)]);
    expect([accepted, rejected.map((one) => one.field)]).toEqual([0, [field]]);
  });
});

describe("a price", () => {
  test("is refused beside another, with the field; after its end it is not", async () => {
    const { admin } = await pricedProject();
    const { id } = await price(admin, { from: ago(10 * DAY) });
    const next = () => price(admin, { from: ago(DAY) });
    await expect(next()).rejects.toMatchObject({ code: "conflict", detail: { field: "from" } });
    await endPrice(admin, { ...inProject(admin), id, to: ago(DAY * 2), reason });
    await expect(next()).resolves.toMatchObject({ backfillId: null });
  });

  test.each([
    ["in another currency", { currency: "XYZ" }, "currency"],
    ["that ends before it begins", { from: ago(DAY), to: ago(2 * DAY) }, "to"],
    ["that says nothing", { terms: {} }, "terms"],
    ["with a negative rate", { terms: { rates: { input: { perMillion: "-1" } } } }, /perMillion/],
    [
      "of more than six decimals",
      { terms: { rates: { input: { perMillion: "0.0000001" } } } },
      /perMillion/,
    ],
    ["with a discount above all of it", { terms: { discountBasisPoints: 10_001 } }, /discount/],
  ] as const)("%s is refused with the field", async (_what, given, field) => {
    const { admin } = await pricedProject();
    await expect(price(admin, given)).rejects.toMatchObject({
      code: "invalid",
      detail: { field: typeof field === "string" ? field : expect.stringMatching(field) },
    });
  });

  test("is set, ended and taken back by who may, each in the audit log with what it was", async () => {
    const { admin } = await pricedProject();
    const operator = seenBy(admin, "operator");
    await expect(price(operator)).rejects.toMatchObject({ code: "forbidden" });
    const { id } = await price(admin);
    await endPrice(admin, { ...inProject(admin), id, to: new Date(), reason });
    await removePrice(admin, { ...inProject(admin), id, reason });
    await expect(removePrice(admin, { ...inProject(admin), id, reason })).rejects.toMatchObject({
      code: "not-found",
    });
    const entries = await db().auditEntry.findMany({
      where: { projectId: admin.project.id },
      orderBy: { at: "asc" },
    });
    expect(entries.map(({ action }) => action).sort()).toEqual([
      ...["price.end", "price.remove", "price.set"],
    ]);
    expect(entries[0]).toMatchObject({ objectKind: "price", objectId: id });
    const { prices } = await readPricing(admin, inProject(admin));
    expect(prices).toMatchObject([{ id, state: "removed", removedBy: "admin" }]);
  });

  test("of another project is not found", async () => {
    const { admin } = await pricedProject();
    const other = await testCtx();
    const { id } = await price(admin);
    const attempt = removePrice(other, { ...inProject(other), id, reason });
    await expect(attempt).rejects.toMatchObject({ code: "not-found" });
  });

  test("waits for a second person where an environment asks for one", async () => {
    const { admin } = await pricedProject();
    await db().environmentPolicy.create({
      data: {
        ...{ projectId: admin.project.id, environment: "production", twoPersonRule: true },
        updatedAt: new Date(),
      },
    });
    await expect(price(admin)).rejects.toMatchObject({ code: "needs-approval" });
  });

  test("has an example before it is set, beside what holds", async () => {
    const { admin } = await pricedProject();
    expect(await readExample(admin, { ...inProject(admin), ...draft })).toMatchObject({
      ...{ inputTokens: 10_000, outputTokens: 500, cost: "0.025", costNow: null },
    });
    const off = { provider: "openai", model: "gpt-4o-mini", from: ago(DAY) };
    const terms = { discountBasisPoints: 5_000 };
    expect(await readExample(admin, { ...inProject(admin), ...off, terms })).toMatchObject({
      ...{ cost: "0.0009", costNow: "0.0018" },
    });
  });
});

describe("the page", () => {
  test("of an empty project has nothing and says so", async () => {
    const { admin } = await pricedProject();
    expect(await readPricing(admin, inProject(admin))).toMatchObject({
      ...{ hasEvents: false, models: [], unpriced: [], prices: [], backfills: [] },
      catalogue: "genai-prices 0.1.8",
    });
  });

  test("of one unpriced event names it, and never as zero", async () => {
    const { admin, sender } = await pricedProject();
    await send(sender, [call({ ...OWN_MODEL, ts: Date.now() - HOUR })]);
    const { models, unpriced } = await readPricing(admin, inProject(admin));
    expect(models).toMatchObject([{ ...OWN_MODEL, source: "none", card: null, unpricedCalls: 1 }]);
    expect(unpriced).toMatchObject([{ ...OWN_MODEL, calls: 1, tokens: 1_500, isPricedNow: false }]);
    const seen = new Date(unpriced[0]?.firstAt ?? 0).getTime();
    expect(Date.now() - seen).toBeLessThan(2 * HOUR);
  });

  test("shows where each model's price is from and since when", async () => {
    const { admin, sender } = await pricedProject();
    const { id } = await price(admin);
    await send(sender, [call(), call(), call({ model: "gpt-4o" })]);
    const { models } = await readPricing(admin, inProject(admin));
    expect(models).toMatchObject([
      { model: "gpt-4o-mini", calls: 2, source: "override", overrideId: id, cost: "0.00072" },
      { model: "gpt-4o", calls: 1, source: "catalogue", overrideId: null, since: null },
    ]);
  });

  test("holds what clients say beside what it costs, and a client's 0 is nothing said", async () => {
    const { admin, sender } = await pricedProject();
    await send(sender, [call({ costUsd: 0.001 }), call({ costUsd: 0 }), call({ costUsd: 0.0004 })]);
    const { rows } = await readClientCosts(admin, inProject(admin));
    expect(rows).toMatchObject([
      { calls: 2, clientCost: "0.0014", ourCost: "0.0009", difference: "0.0005" },
    ]);
    expect((await costs(admin)).map(({ cost }) => cost)).toEqual(Array(3).fill(String(LIST)));
  });
});

describe("one cost, opened", () => {
  async function openOne(ctx: ProjectCtx, id: string) {
    return readArithmetic(ctx, { ...inProject(ctx), id });
  }

  test("its lines add up to what is stored, by its own override even when that was taken back", async () => {
    const { admin, sender } = await pricedProject();
    const { id: priceId } = await price(admin, { terms: { discountBasisPoints: 1_250 } });
    const one = call({ cacheReadTokens: 333, traceId: "t-1", costUsd: 0.001 });
    await send(sender, [one]);
    const check = async () => {
      const view = await openOne(admin, one.id);
      expect(view).toMatchObject({
        ...{ source: "override", isReproduced: true, discountBasisPoints: 1_250 },
        ...{ version: `override ${priceId} over genai-prices 0.1.8`, clientCost: "0.001" },
      });
      const sum = view.lines.reduce((all, { cost }) => all + picosOf(cost), 0n);
      expect(view.lines.map(({ of }) => of)).toEqual(["input", "cacheRead", "output"]);
      expect([sum, picosOf(view.total ?? "")]).toEqual(Array(2).fill(picosOf(view.cost ?? "")));
      expect(picosOf(view.clientDifference ?? "")).toBe(picosOf("0.001") - sum);
    };
    await check();
    await removePrice(admin, { ...inProject(admin), id: priceId, reason });
    await check();
  });

  test("of an unpriced call says why", async () => {
    const { admin, sender } = await pricedProject();
    const one = call(OWN_MODEL);
    await send(sender, [one]);
    expect(await openOne(admin, one.id)).toMatchObject({
      ...{ cost: null, total: null, source: "none", lines: [], isReproduced: true },
      notes: [expect.stringContaining("unpriced, which is not the same as free")],
    });
  });

  test("of another project, or of none, is not found", async () => {
    const { admin, sender } = await pricedProject();
    const one = call();
    await send(sender, [one]);
    const other = await testCtx();
    await expect(openOne(other, one.id)).rejects.toMatchObject({ code: "not-found" });
    await expect(openOne(admin, randomUUID())).rejects.toMatchObject({ code: "not-found" });
  });

  test("of another environment is not found by a key of one", async () => {
    const { admin, sender } = await pricedProject();
    const [there, here] = [call(), call({ environment: "staging" })];
    await send(sender, [there, here]);
    const reader = seenBy(admin, { scopes: ["read"] });
    const bound = { ...reader, actor: { ...reader.actor, environment: "staging" } } as ProjectCtx;
    await expect(openOne(bound, there.id)).rejects.toMatchObject({ code: "not-found" });
    expect(await openOne(bound, here.id)).toMatchObject({ environment: "staging" });
  });

  test("is found from the newest calls of its model", async () => {
    const { admin, sender } = await pricedProject();
    const old = call({ ts: Date.now() - 5 * HOUR });
    await send(sender, [old, call(), call({ model: "gpt-4o" })]);
    const name = { provider: "openai", model: "gpt-4o-mini" };
    const { calls, isMore } = await listCalls(admin, { ...inProject(admin), ...name });
    expect([calls.length, calls[1]?.id, isMore]).toEqual([2, old.id, false]);
    const at = calls[1]?.at;
    const view = await readArithmetic(admin, { ...inProject(admin), id: old.id, at });
    expect(view.cost).toBe("0.00045");
  });
});

describe("a preview", () => {
  test("counts what a price would change, by agent, and changes nothing", async () => {
    const { admin, sender } = await pricedProject();
    const mine = (more: object) => call({ ...OWN_MODEL, ts: Date.now() - HOUR, ...more });
    await send(sender, [mine({ agent: "a" }), mine({ agent: "b" }), mine({ agent: "b" }), call()]);
    const before = await costs(admin);
    expect(await previewPrice(admin, { ...inProject(admin), ...draft })).toMatchObject({
      ...{ calls: 3, tokens: 4_500, unpriced: 3, before: "0", after: "0.021", isEstimate: false },
      agents: [
        { agent: "b", calls: 2, before: "0", after: "0.014" },
        { agent: "a", calls: 1, before: "0", after: "0.007" },
      ],
    });
    expect(await costs(admin)).toEqual(before);
  });
});
