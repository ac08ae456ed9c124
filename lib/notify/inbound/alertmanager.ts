/** Alerts of Prometheus and its kin, as we keep them. */
import { severityOf } from "@/lib/alerts/severity-word";
import type { PostedAlert } from "@/lib/notify/intake";
import type { Inbound } from "./merge";

const MAX_NAME = 200;

export const addressIn = (text: string | undefined): string | null =>
  text !== undefined && /^https?:\/\//i.test(text) && URL.canParse(text) ? text : null;

/** `lasts`: whoever posted it tells of its end, however long that takes. */
export function inboundOf(posted: PostedAlert, { lasts = false } = {}): Inbound {
  const { fingerprint, labels, annotations, startsAt, endsAt, isEndAssumed } = posted;
  return {
    ...{ key: fingerprint, fingerprint, labels, annotations, startsAt },
    name: (labels.alertname ?? "alert").slice(0, MAX_NAME),
    severity: severityOf(labels.severity ?? "") ?? "medium",
    endsAt: lasts && isEndAssumed ? null : endsAt,
    sourceUrl: addressIn(posted.generatorUrl),
    runbook: addressIn(annotations.runbook_url) ?? addressIn(annotations.runbook),
  };
}
