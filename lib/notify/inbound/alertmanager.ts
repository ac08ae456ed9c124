/** Alerts of Prometheus and its kin, as we keep them. */
import { severityOf } from "@/lib/alerts/severity-word";
import { storable } from "@/lib/core/storable";
import type { PostedAlert } from "@/lib/notify/intake";
import type { Inbound } from "./merge";

const MAX_NAME = 200;

export const addressIn = (text: string | undefined): string | null =>
  text !== undefined && /^https?:\/\//i.test(text) && URL.canParse(text) ? text : null;

/** `lasts`: whoever posted it tells of its end, however long that takes. */
export function inboundOf(posted: PostedAlert, now: Date, { lasts = false } = {}): Inbound {
  const { fingerprint, labels, annotations, startsAt } = posted;
  return {
    ...{ key: fingerprint, fingerprint, labels, annotations, startsAt },
    name: storable((labels.alertname ?? "alert").slice(0, MAX_NAME)),
    severity: severityOf(labels.severity ?? "") ?? "medium",
    endsAt: lasts ? endOf(posted, now) : posted.endsAt,
    sourceUrl: addressIn(posted.generatorUrl),
    runbook: addressIn(annotations.runbook_url) ?? addressIn(annotations.runbook),
  };
}

/** Told of an end, it is over, whatever the clocks of others say. */
function endOf({ endsAt, isEndAssumed, isResolved }: PostedAlert, now: Date): Date | null {
  if (isResolved) return endsAt < now ? endsAt : now;
  return isEndAssumed ? null : endsAt;
}
