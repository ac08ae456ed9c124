/** Takes alerts that other systems post: by Alertmanager's API, by its webhook, and as PagerDuty's events. */
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { acknowledgeIn } from "@/lib/alerts/store/acknowledge";
import { projectField } from "@/lib/core/ask";
import { takeAlerts } from "@/lib/notify/intake";
import { databaseInstant } from "@/lib/notify/store/instant";
import type { Transaction } from "@/lib/platform/db";
import { command } from "@/lib/platform/operation";
import { inboundOf } from "./alertmanager";
import { eventSchema, inboundOfEvent } from "./pagerduty";
import { takeInbound } from "./store";

const MOST_IN_BATCH = 2_000;
const batchField = z.array(z.unknown()).max(MOST_IN_BATCH, `takes at most ${MOST_IN_BATCH} alerts`);

export type Posted = { readonly stored: number; readonly refusals: readonly string[] };

/** Bad ones are refused and good ones of the same batch kept, as Alertmanager does. It is its own record. */
export const postAlerts = command({
  may: "alerts:send",
  input: z.object({ project: projectField, alerts: batchField }),
  judgesText: true,
  run: ({ db, project }, { alerts }): Promise<Posted> => keepBatch(db, project.id, alerts, false),
  audit: null,
});

/** Another Alertmanager tells of each end itself, so what it says is firing fires until then. */
export const postWebhook = command({
  may: "alerts:send",
  input: z.object({ project: projectField, alerts: batchField }),
  judgesText: true,
  run: ({ db, project }, { alerts }): Promise<Posted> => keepBatch(db, project.id, alerts, true),
  audit: null,
});

async function keepBatch(
  tx: Transaction,
  projectId: number,
  batch: readonly unknown[],
  lasts: boolean,
): Promise<Posted> {
  const now = await databaseInstant(tx);
  const { alerts, refusals } = takeAlerts(batch, now);
  const inbound = alerts.map((alert) => inboundOf(alert, now, { lasts }));
  const place = { projectId, source: "alertmanager", now } as const;
  const { refused } = await takeInbound(tx, place, inbound);
  const tooMany = refused > 0 ? [`${refused} more than a project can have open at once`] : [];
  return {
    stored: alerts.length - refused,
    refusals: [...refusals.map(({ message }) => message), ...tooMany],
  };
}

export type Enqueued = { readonly dedupKey: string; readonly refusal: string | null };

/** Acknowledging or resolving what is not open does nothing, as PagerDuty has it. */
export const enqueueEvent = command({
  may: "alerts:send",
  input: eventSchema,
  run: async ({ db, project, actor }, event): Promise<Enqueued> => {
    const now = await databaseInstant(db);
    const dedupKey = event.dedup_key ?? randomUUID().replaceAll("-", "");
    const place = { projectId: project.id, source: "pagerduty", now } as const;
    if (event.event_action === "trigger") {
      const posted = inboundOfEvent(event, dedupKey, now);
      const { refused } = await takeInbound(db, place, posted ? [posted] : []);
      return {
        dedupKey,
        refusal: refused > 0 ? "more than a project can have open at once" : null,
      };
    }
    const open = await db.alert.findFirst({
      where: { projectId: project.id, source: "pagerduty", key: dedupKey, endedAt: null },
    });
    if (open && event.event_action === "acknowledge") {
      const by = { id: actor.id, name: event.client ?? actor.name };
      await acknowledgeIn(db, { projectId: project.id, alertId: open.id, by, forMinutes: null });
    }
    if (open && event.event_action === "resolve") {
      const { name, fingerprint, startedAt } = open;
      const known = { name, fingerprint, key: dedupKey, startsAt: startedAt, endsAt: now };
      const rest = { severity: "medium", labels: {}, annotations: {} } as const;
      await takeInbound(db, place, [{ ...known, ...rest, sourceUrl: null, runbook: null }]);
    }
    return { dedupKey, refusal: null };
  },
  audit: null,
});
