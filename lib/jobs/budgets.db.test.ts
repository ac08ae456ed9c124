/** What a budget promises: each threshold once a period, by the clocks of its zone, through restarts and to the mailbox. */
import { expect, onTestFinished, test } from "vitest";
import { channelSchema } from "@/lib/notify/schema";
import { peersHere } from "@/lib/notify/testing/peers-here";
import { addChannel } from "@/lib/notify/testing/stage";
import { db } from "@/lib/platform/db";
import { mailer } from "@/lib/platform/mail";
import type { ProjectCtx } from "@/lib/platform/operation";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { postOffice } from "@/lib/platform/test-post";
import { updateProject } from "@/lib/projects/commands";
import { changeBudget, createBudget, removeBudget } from "@/lib/spend/budgets/commands";
import { readBudgets } from "@/lib/spend/budgets/queries";
import type { BudgetDraft } from "@/lib/spend/budgets/schema";
import { spend, spendDaily } from "@/lib/spend/testing/spent";
import { watchBudgets } from "./budgets";
import { deliverDue } from "./deliver";

const mailbox = channelSchema.parse({ kind: "email", config: { to: ["owner@example.com"] } });

type Scene = { readonly ctx: ProjectCtx; readonly id: string };

async function scene(
  draft: Partial<BudgetDraft> = {},
  { timeZone = "UTC", now = "2026-03-02T08:00:00Z" } = {},
): Promise<Scene> {
  const made = await testCtx({ now: new Date(now) });
  await db().project.update({ where: { id: made.project.id }, data: { timeZone } });
  const ctx = { ...made, project: { ...made.project, timeZone } };
  await addChannel(ctx, mailbox);
  const { id } = await createBudget(ctx, {
    ...{ project: ctx.project.slug, scope: "project", period: "daily", amountUsd: "10" },
    ...draft,
  });
  return { ctx, id };
}

const look = ({ ctx }: Scene, at: string) =>
  watchBudgets(ctx.pool, new Date(at), undefined, ctx.project.id);

const told = ({ ctx }: Scene) =>
  db()
    .notification.findMany({
      where: { projectId: ctx.project.id, kind: "message" },
      orderBy: { createdAt: "asc" },
    })
    .then((rows) => rows.map(({ notice }) => (notice as { title: string }).title));

const seen = async ({ ctx }: Scene, at: string) => {
  const view = await readBudgets({ ...ctx, now: new Date(at) }, { project: ctx.project.slug });
  const [first] = view.budgets;
  if (!first) throw new Error("There is no budget");
  return first;
};

test("each threshold is told once in its period, however often and by how many it is looked at", async () => {
  const here = await scene();
  const { ctx } = here;
  await spend(ctx, "2026-03-02T09:00:00Z", "7.99");
  expect(await look(here, "2026-03-02T09:01:00Z")).toBe(0);
  await spend(ctx, "2026-03-02T09:05:00Z", "0.01");
  const both = await Promise.all([
    look(here, "2026-03-02T09:06:00Z"),
    look(here, "2026-03-02T09:06:00Z"),
  ]);
  expect(both.toSorted()).toEqual([0, 1]);
  await look(here, "2026-03-02T10:00:00Z");
  await spend(ctx, "2026-03-02T11:00:00Z", "2");
  for (const minute of ["01", "02", "03"]) await look(here, `2026-03-02T11:${minute}:00Z`);
  expect(await told(here)).toEqual([
    "80 % of the day's budget of the whole project is used",
    "The day's budget of the whole project is used up",
  ]);
});

test("of thresholds that are crossed at once the highest is told, and the others are spent with it", async () => {
  const here = await scene();
  await spend(here.ctx, "2026-03-02T09:00:00Z", "25");
  expect(await look(here, "2026-03-02T09:01:00Z")).toBe(2);
  expect(await look(here, "2026-03-02T09:02:00Z")).toBe(0);
  expect(await told(here)).toHaveLength(1);
  const { crossed, standing, told: kept } = await seen(here, "2026-03-02T09:02:00Z");
  expect({ crossed, standing }).toEqual({ crossed: [80, 100], standing: "over" });
  expect(kept.map(({ threshold, channels }) => [threshold, channels])).toEqual([
    [100, 1],
    [80, 1],
  ]);
});

test("the next period begins anew, and the one before is kept with the day it was crossed", async () => {
  const here = await scene({ period: "weekly", warnsAhead: false });
  await spend(here.ctx, "2026-03-01T12:00:00Z", "1");
  await spend(here.ctx, "2026-03-04T12:00:00Z", "12");
  await look(here, "2026-03-04T12:01:00Z");
  // Monday.
  expect(await look(here, "2026-03-09T00:01:00Z")).toBe(0);
  await spend(here.ctx, "2026-03-09T12:00:00Z", "9");
  expect(await look(here, "2026-03-09T12:01:00Z")).toBe(1);
  const { periods, spentUsd } = await seen(here, "2026-03-09T12:01:00Z");
  expect(spentUsd).toBe("9");
  expect(periods.slice(0, 2)).toMatchObject([
    { key: "2026-03-09", isPresent: true, crossedOn: null, isOver: false },
    { key: "2026-03-02", isPresent: false, crossedOn: "2026-03-04", isOver: true, spentUsd: "12" },
  ]);
});

test.each([
  ["Europe/Berlin", "2026-10-25", "2026-10-24T22:00:00Z", "2026-10-25T22:59:00Z", 25],
  ["America/New_York", "2026-03-08", "2026-03-08T05:00:00Z", "2026-03-09T03:59:00Z", 23],
  ["Asia/Kolkata", "2026-03-08", "2026-03-07T18:30:00Z", "2026-03-08T18:29:00Z", 24],
])("a day of %s has its own first and last minute", async (timeZone, key, first, last, hours) => {
  const here = await scene({}, { timeZone, now: first });
  const before = new Date(Date.parse(first) - 60_000);
  const after = new Date(Date.parse(last) + 60_000);
  await spend(here.ctx, before, "100");
  await spend(here.ctx, first, "4");
  await spend(here.ctx, last, "5");
  await spend(here.ctx, after, "200");
  const { spentUsd, periods } = await seen(here, last);
  expect(spentUsd).toBe("9");
  const [present] = periods;
  expect(present?.key).toBe(key);
  expect(Date.parse(present?.to ?? "") - Date.parse(present?.from ?? "")).toBe(hours * 3_600_000);
  expect(await look(here, last)).toBe(1);
});

test("a budget is set for one member of a dimension and counts nothing else", async () => {
  const here = await scene({ scope: "agent", name: "search" });
  await spend(here.ctx, "2026-03-02T09:00:00Z", "500", { agent: "support" });
  expect(await look(here, "2026-03-02T09:01:00Z")).toBe(0);
  await spend(here.ctx, "2026-03-02T09:00:00Z", "8", { agent: "search" });
  expect(await look(here, "2026-03-02T09:01:00Z")).toBe(1);
  expect(await told(here)).toEqual(["80 % of the day's budget of agent search is used"]);
});

test("a changed amount is told anew, a removed budget and one that is off never", async () => {
  const here = await scene({ thresholds: [100] });
  const { ctx, id } = here;
  const project = ctx.project.slug;
  await spend(ctx, "2026-03-02T09:00:00Z", "25");
  await look(here, "2026-03-02T09:01:00Z");
  await changeBudget(ctx, { project, id, revision: 0, amountUsd: "20" });
  expect(await look(here, "2026-03-02T09:02:00Z")).toBe(1);
  await changeBudget(ctx, { project, id, revision: 1, amountUsd: "15", isEnabled: false });
  expect(await look(here, "2026-03-02T09:03:00Z")).toBe(0);
  await changeBudget(ctx, { project, id, revision: 2, isEnabled: true });
  await removeBudget(ctx, { project, id });
  expect(await look(here, "2026-03-02T09:04:00Z")).toBe(0);
  expect(await told(here)).toHaveLength(2);
  expect((await readBudgets(ctx, { project })).budgets).toEqual([]);
});

test("a forecast that the month will not do is told once, with the day", async () => {
  const here = await scene({ period: "monthly", amountUsd: "200", thresholds: [100] });
  await spendDaily(here.ctx, "2026-01-01", 64, (day) => String(10 + (day % 7)));
  expect(await look(here, "2026-03-06T00:10:00Z")).toBe(1);
  expect(await look(here, "2026-03-06T00:11:00Z")).toBe(0);
  expect(await told(here)).toEqual(["The month's budget of the whole project will be crossed"]);
  const { crossesOn, standing, words } = await seen(here, "2026-03-06T00:11:00Z");
  // 68 dollars are spent on the first five days; 13 a day on average pass 200 on the sixteenth.
  expect(crossesOn).toBe("2026-03-16");
  expect(standing).toBe("ahead");
  expect(words).toContain("it will be crossed on Mon 16 Mar");
});

test("what is told arrives by mail, as text and HTML, with its figures", async () => {
  const office = await postOffice();
  const { send, close } = mailer({ url: office.url, from: "wheelhouse@example.com" });
  onTestFinished(() => {
    close();
    office.close();
  });
  const here = await scene();
  await spend(here.ctx, "2026-03-02T09:00:00Z", "8.123456");
  await look(here, "2026-03-02T09:01:00Z");
  await deliverDue(here.ctx.pool, {
    now: new Date("2026-03-02T09:02:00Z"),
    peers: () => ({ ...peersHere(), mail: send }),
  });
  const own = office.inbox.find(({ text = "" }) => text.includes(here.ctx.project.slug));
  expect(own?.subject).toBe("[BUDGET] 80 % of the day's budget of the whole project is used");
  for (const text of [own?.text, own?.html]) {
    expect(text).toContain("$8.12 of $10.00 is spent today: 81.2 %.");
    expect(text).toContain("Not enough history for a forecast");
    expect(text).toContain(`/cost/budgets?budget=${here.id}`);
  }
});

test.each([
  ["of nothing", { amountUsd: "0" }, "amountUsd"],
  ["of less than nothing", { amountUsd: "-3" }, "amountUsd"],
  ["of no number", { amountUsd: "1e3" }, "amountUsd"],
  ["with thresholds that fall", { thresholds: [100, 80] }, "thresholds"],
  ["without a threshold", { thresholds: [] }, "thresholds"],
  ["of an agent without a name", { scope: "agent" as const }, "name"],
  ["of the project with a name", { name: "x" }, "name"],
  ["that tells a stranger", { channels: [crypto.randomUUID()] }, "channels"],
])("a budget %s is refused by its field", async (_what, draft, field) => {
  await expect(scene(draft)).rejects.toMatchObject({ code: "invalid", detail: { field } });
});

test("there is one budget for a scope and period", async () => {
  const { ctx } = await scene();
  const again = createBudget(ctx, {
    ...{ project: ctx.project.slug, scope: "project", period: "daily", amountUsd: "11" },
  });
  await expect(again).rejects.toMatchObject({ code: "conflict" });
});

test("viewers see budgets and set none; another project's is not found", async () => {
  const { ctx, id } = await scene();
  const viewer = seenBy(ctx, "viewer");
  const project = ctx.project.slug;
  expect((await readBudgets(viewer, { project })).budgets).toHaveLength(1);
  await expect(removeBudget(viewer, { project, id })).rejects.toMatchObject({ code: "forbidden" });
  const other = await testCtx();
  const theirs = removeBudget(other, { project: other.project.slug, id });
  await expect(theirs).rejects.toMatchObject({ code: "not-found" });
});

test("alert rules find the whole project's budgets, whatever becomes of its targets", async () => {
  const { ctx, id } = await scene({ amountUsd: "12.5" });
  const project = ctx.project.slug;
  const targets = async () =>
    (await db().project.findUniqueOrThrow({ where: { id: ctx.project.id } })).targets;
  expect(await targets()).toEqual({ budget: { day: 12.5 } });
  const errorRate = { aim: 0.02, limit: 0.05 };
  await updateProject(ctx, { project, revision: 0, targets: { errorRate } });
  expect(await targets()).toEqual({ errorRate, budget: { day: 12.5 } });
  await removeBudget(ctx, { project, id });
  expect(await targets()).toEqual({ errorRate });
});

test("an empty project has an empty page and a ledger that says so", async () => {
  const ctx = await testCtx({ as: "viewer" });
  expect(await readBudgets(ctx, { project: ctx.project.slug })).toMatchObject({
    budgets: [],
    ledger: { hours: 0, off: 0, differenceUsd: "0", checkedAt: null },
  });
  const here = await scene();
  expect(await look(here, "2026-03-02T09:00:00Z")).toBe(0);
  expect(await seen(here, "2026-03-02T09:00:00Z")).toMatchObject({
    spentUsd: "0",
    used: 0,
    end: null,
    standing: "within",
  });
});
