/** Says that a report is sent, when, and to whom. */
import { Fault } from "@/lib/core/fault";
import { command } from "@/lib/platform/operation";
import { duePeriod } from "./due";
import { subscriptionSchema } from "./schema";

/** The first report is that of the period that ends next: nobody is sent the past. */
export const saveReportSubscription = command({
  may: "cost:write",
  input: subscriptionSchema,
  run: async ({ db, project, now }, { kind, channels, hour, isEnabled }) => {
    const known = await db.notificationChannel.count({
      where: { projectId: project.id, id: { in: channels }, removedAt: null },
    });
    if (known !== new Set(channels).size)
      throw new Fault("invalid", "channels: one of them is not in this project", {
        field: "channels",
      });
    const key = { projectId_kind: { projectId: project.id, kind } };
    const before = await db.reportSubscription.findUnique({ where: key });
    const fields = { channels, hour, isEnabled, updatedAt: now };
    const lastKey = duePeriod(kind, hour, now, project.timeZone).key;
    await db.reportSubscription.upsert({
      where: key,
      create: { projectId: project.id, kind, lastKey, ...fields },
      update: { ...fields, ...(before?.isEnabled === false && { lastKey }) },
    });
    return { before: before && { isEnabled: before.isEnabled, hour: before.hour } };
  },
  audit: ({ kind, hour, isEnabled }, { before }) => ({
    action: "report.subscribe",
    object: { kind: "report", id: kind },
    ...(before && { before }),
    after: { hour, isEnabled },
  }),
});
