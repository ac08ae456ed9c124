/** What a report promises: sent once, at its hour on the project's clock, and its figures are those of the period. */
import { expect, onTestFinished, test } from "vitest";
import { channelSchema } from "@/lib/notify/schema";
import { peersHere } from "@/lib/notify/testing/peers-here";
import { addChannel } from "@/lib/notify/testing/stage";
import { db } from "@/lib/platform/db";
import { mailer } from "@/lib/platform/mail";
import type { ProjectCtx } from "@/lib/platform/operation";
import { seenBy, testCtx } from "@/lib/platform/test-ctx";
import { postOffice } from "@/lib/platform/test-post";
import { saveReportSubscription } from "@/lib/spend/reports/commands";
import { readReport } from "@/lib/spend/reports/queries";
import { spend, spendDaily } from "@/lib/spend/testing/spent";
import { deliverDue } from "./deliver";
import { sendReports } from "./reports";

const mailbox = channelSchema.parse({ kind: "email", config: { to: ["owner@example.com"] } });

async function scene(timeZone: string, now: string): Promise<ProjectCtx> {
  const made = await testCtx({ now: new Date(now) });
  await db().project.update({ where: { id: made.project.id }, data: { timeZone } });
  const ctx = { ...made, project: { ...made.project, timeZone } };
  await addChannel(ctx, mailbox);
  return ctx;
}

const send = ({ pool, project }: ProjectCtx, at: string) =>
  sendReports(pool, new Date(at), undefined, project.id);

test("a daily report is sent once, at eight on the project's clock, on the day the clocks change as well", async () => {
  const ctx = await scene("Europe/Berlin", "2026-10-24T12:00:00Z");
  await saveReportSubscription(ctx, { project: ctx.project.slug, kind: "daily", isEnabled: true });
  // 8:00 of the 25th is an hour later in UTC than 8:00 of the 24th was.
  expect(await send(ctx, "2026-10-25T06:59:00Z")).toBe(0);
  const both = await Promise.all([
    send(ctx, "2026-10-25T07:00:00Z"),
    send(ctx, "2026-10-25T07:00:01Z"),
  ]);
  expect(both.toSorted()).toEqual([0, 1]);
  expect(await send(ctx, "2026-10-25T20:00:00Z")).toBe(0);
  expect(await send(ctx, "2026-10-26T07:00:00Z")).toBe(1);
});

test("whoever subscribes is sent the next one, and of several that were missed only the newest", async () => {
  const ctx = await scene("UTC", "2026-03-04T12:00:00Z");
  const { slug: project } = ctx.project;
  await saveReportSubscription(ctx, { project, kind: "daily", isEnabled: true });
  expect(await send(ctx, "2026-03-04T12:01:00Z")).toBe(0);
  expect(await send(ctx, "2026-03-09T09:00:00Z")).toBe(1);
  const [only, ...others] = await db().notification.findMany({
    where: { projectId: ctx.project.id },
  });
  expect(others).toEqual([]);
  expect(only?.notice).toMatchObject({ title: "Cost of 8 Mar 2026", kind: "message" });
});

test("a monthly report arrives by mail, as text and HTML, with the figures of its month", async () => {
  const office = await postOffice();
  const { send: mail, close } = mailer({ url: office.url, from: "wheelhouse@example.com" });
  onTestFinished(() => {
    close();
    office.close();
  });
  const ctx = await scene("UTC", "2026-02-10T12:00:00Z");
  const { slug: project } = ctx.project;
  await spendDaily(ctx, "2026-01-01", 59, () => "10.25", { agent: "support" });
  await spend(ctx, "2026-02-20T13:00:00Z", "60.125", { agent: "=search", model: "gpt-4.1" });
  await saveReportSubscription(ctx, { project, kind: "monthly", isEnabled: true });
  expect(await send(ctx, "2026-03-01T08:00:00Z")).toBe(1);
  await deliverDue(ctx.pool, {
    now: new Date("2026-03-01T08:01:00Z"),
    peers: () => ({ ...peersHere(), mail }),
  });
  const own = office.inbox.find(({ text = "" }) => text.includes(project));
  expect(own?.subject).toBe("[REPORT] Cost of February 2026");
  for (const text of [own?.text ?? "", own?.html ?? ""]) {
    // 28 days of 10.25, and 60.125 rounded once.
    expect(text).toContain("$347.13 was spent on 29 calls for 29 requests");
    expect(text).toContain("On its first day the forecast for the month was $287.00");
    expect(text).toContain("1 day stood out.");
    expect(text).toContain("Top movers");
    expect(text).toContain("=search");
    expect(text).toContain(`/cost/reports?kind=monthly`);
  }
});

test("the page shows the last whole period, and any other that has begun", async () => {
  const ctx = await scene("UTC", "2026-03-04T12:00:00Z");
  await spendDaily(ctx, "2026-02-20", 13, () => "2");
  const viewer = seenBy(ctx, "viewer");
  const { slug: project } = ctx.project;
  const week = await readReport(viewer, { project, kind: "weekly" });
  expect(week).toMatchObject({
    ...{ title: "Cost of the week of 23 Feb 2026", isOver: true },
    ...{ before: "2026-02-16", after: "2026-03-02" },
  });
  expect(week.facts[0]).toEqual(["Spent", "$14.00"]);
  const present = await readReport(viewer, { project, kind: "weekly", on: "2026-03-03" });
  expect(present).toMatchObject({ isOver: false, after: null });
  const later = readReport(viewer, { project, kind: "weekly", on: "2026-03-09" });
  await expect(later).rejects.toMatchObject({ code: "invalid", detail: { field: "on" } });
});

test("an empty project has an empty report, and a viewer subscribes nobody", async () => {
  const ctx = await scene("UTC", "2026-03-04T12:00:00Z");
  const { slug: project } = ctx.project;
  const report = await readReport(ctx, { project, kind: "monthly" });
  expect(report.lines[0]).toContain("$0 was spent on 0 calls");
  expect(report.tables).toEqual([]);
  const viewer = seenBy(ctx, "viewer");
  const saving = saveReportSubscription(viewer, { project, kind: "daily", isEnabled: true });
  await expect(saving).rejects.toMatchObject({ code: "forbidden" });
});
