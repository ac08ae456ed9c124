/** Calendar addresses: whoever has one reads, until it is taken back or its person has left. */
import { describe, expect, test } from "vitest";
import { createSchedule } from "@/lib/oncall/schedules/commands";
import { member, seenBy } from "@/lib/oncall/testing/people";
import type { ProjectCtx } from "@/lib/platform/operation";
import { seenBy as seenByRole, testCtx } from "@/lib/platform/test-ctx";
import { createFeed, readCalendar, revokeFeed } from "./commands";
import { listFeeds } from "./queries";

async function stage() {
  const ctx = await testCtx();
  const ana = await member(ctx, "Ana");
  const { slug: project } = ctx.project;
  const layer = {
    ...{ name: "day", participants: [ana.id], rotation: { every: 1, unit: "day" as const } },
    ...{ startsOn: "2026-01-05", handsOverAt: "00:00", endsOn: null, restrictions: [] },
  };
  const schedule = { name: "primary", zone: "UTC", layers: [layer] };
  const { id: scheduleId } = await createSchedule(ctx, { project, schedule });
  return { ctx: seenBy(ctx, ana), ana, project, scheduleId };
}

const fileOf = (url: string): string => new URL(url).pathname.split("/").at(-1) ?? "";

async function textOf(ctx: ProjectCtx, file: string): Promise<string> {
  const { parts } = await readCalendar(seenByRole(ctx, "nobody"), { file });
  let text = "";
  for await (const part of parts) text += part;
  return text;
}

describe("a calendar address", () => {
  test("is read by whoever has it, and says when it last was", async () => {
    const { ctx, project, scheduleId } = await stage();
    const made = await createFeed(ctx, { project, scheduleId });
    expect(await listFeeds(ctx, { project })).toMatchObject([
      { id: made.id, schedule: "primary", lastReadAt: null },
    ]);
    const text = await textOf(ctx, fileOf(made.url));
    expect(text).toContain("X-WR-CALNAME:On call: primary");
    expect(text).toContain("SUMMARY:Ana: primary");
    expect(await textOf(ctx, fileOf(made.url))).toBe(text);
    const [feed] = await listFeeds(ctx, { project });
    expect(feed?.lastReadAt).not.toBeNull();
  });

  test("is not kept as it was shown", async () => {
    const { ctx, project } = await stage();
    const { id, url } = await createFeed(ctx, { project, scheduleId: null });
    const row = await ctx.db.onCallFeed.findUniqueOrThrow({ where: { id } });
    expect(JSON.stringify(row)).not.toContain(fileOf(url).replace(".ics", ""));
  });

  test("shows nothing once it is taken back, or its person has left", async () => {
    const { ctx, ana, project } = await stage();
    const [one, other] = [
      await createFeed(ctx, { project, scheduleId: null }),
      await createFeed(ctx, { project, scheduleId: null }),
    ];
    await revokeFeed(ctx, { project, id: one.id });
    await expect(textOf(ctx, fileOf(one.url))).rejects.toMatchObject({ code: "not-found" });
    expect(await textOf(ctx, fileOf(other.url))).toContain("SUMMARY:On call: primary");
    await ctx.db.membership.deleteMany({ where: { personId: ana.id } });
    await expect(textOf(ctx, fileOf(other.url))).rejects.toMatchObject({ code: "not-found" });
  });

  test("is nobody else's to take back, and not for a viewer to make", async () => {
    const { ctx, project } = await stage();
    const { id } = await createFeed(ctx, { project, scheduleId: null });
    const bo = seenBy(ctx, await member(ctx, "Bo"));
    await expect(revokeFeed(bo, { project, id })).rejects.toMatchObject({ code: "not-found" });
    const asViewer = createFeed(seenByRole(ctx, "viewer"), { project, scheduleId: null });
    await expect(asViewer).rejects.toMatchObject({ code: "forbidden" });
  });
});
