/** Reads reports and to whom they are sent. */
import { DateTime } from "luxon";
import { Fault } from "@/lib/core/fault";
import { periodAt, periodBefore } from "@/lib/cost/budget/calendar";
import { query } from "@/lib/platform/operation";
import {
  type ReportView,
  reportAskSchema,
  type SubscriptionsView,
  subscriptionsAskSchema,
} from "./schema";
import { readReportOf } from "./store/read";

export const readReport = query({
  may: "telemetry:read",
  input: reportAskSchema,
  run: async ({ pool, project, now }, { kind, on }): Promise<ReportView> => {
    const { timeZone } = project;
    const within =
      on === undefined
        ? periodBefore(periodAt(kind, now, timeZone), timeZone).from
        : DateTime.fromISO(`${on}T12:00:00`, { zone: timeZone }).toJSDate();
    if (periodAt(kind, within, timeZone).from > now)
      throw new Fault("invalid", "on: that period has not begun yet", { field: "on" });
    return readReportOf(pool, project, kind, within, now);
  },
});

export const listReportSubscriptions = query({
  may: "telemetry:read",
  input: subscriptionsAskSchema,
  run: async ({ db, project }): Promise<SubscriptionsView> => {
    const rows = await db.reportSubscription.findMany({ where: { projectId: project.id } });
    return {
      timeZone: project.timeZone,
      subscriptions: rows.map(({ kind, channels, hour, isEnabled, sentAt }) => ({
        kind: kind as SubscriptionsView["subscriptions"][number]["kind"],
        ...{ channels, hour, isEnabled },
        sentAt: sentAt?.toISOString() ?? null,
      })),
    };
  },
});
