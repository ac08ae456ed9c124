/** Events as PagerDuty's Events API v2 takes them, and the alerts that we make of them. */
import { z } from "zod";
import { projectField } from "@/lib/core/ask";
import { labelFingerprint } from "@/lib/core/hash";
import { storable } from "@/lib/core/storable";
import { timeOf } from "@/lib/notify/intake";
import type { Labels, Severity } from "@/lib/notify/notice";
import { addressIn } from "./alertmanager";
import type { Inbound } from "./merge";

const MAX_KEY = 255;
const MAX_SUMMARY = 1_024;
const MAX_NAME = 200;
const MAX_DETAIL = 1_000;
const MAX_DETAILS = 50;

/** Nobody's text ends in half of a character: the database takes none. */
const cut = (whole: string, most: number): string => storable(whole.slice(0, most));
const text = (most: number) => z.string().max(most);
const link = z.object({ href: text(2_048), text: text(500).optional() });

/** Unknown keys are let through, as PagerDuty does. */
export const eventSchema = z
  .object({
    project: projectField,
    event_action: z.enum(["trigger", "acknowledge", "resolve"]),
    dedup_key: text(MAX_KEY).min(1).optional(),
    client: text(200).optional(),
    client_url: text(2_048).optional(),
    links: z.array(link).max(50).optional(),
    payload: z
      .object({
        summary: z
          .string()
          .min(1)
          .transform((whole) => cut(whole, MAX_SUMMARY)),
        source: text(500).min(1),
        severity: z.enum(["critical", "error", "warning", "info"]),
        timestamp: z.string().max(64).optional(),
        component: text(500).optional(),
        group: text(500).optional(),
        class: text(500).optional(),
        custom_details: z.unknown().optional(),
      })
      .optional(),
  })
  .superRefine(({ event_action, dedup_key, payload }, context) => {
    const missing = (path: string) =>
      context.addIssue({ code: "custom", path: [path], message: "is missing or blank" });
    if (event_action === "trigger" && !payload) missing("payload");
    if (event_action !== "trigger" && !dedup_key) missing("dedup_key");
  });
type PagerEvent = z.output<typeof eventSchema>;

const SEVERITIES: Readonly<Record<NonNullable<PagerEvent["payload"]>["severity"], Severity>> = {
  critical: "critical",
  error: "high",
  warning: "medium",
  info: "low",
};

/** Null for an event that triggers nothing. */
export function inboundOfEvent(event: PagerEvent, key: string, now: Date): Inbound | null {
  const { payload, client_url, links = [] } = event;
  if (!payload) return null;
  const { summary, source, severity, component, group } = payload;
  const labels = filled({
    alertname: payload.class ?? summary,
    ...{ source, component, group, severity },
  });
  const runbook = links.find((one) => /runbook/i.test(`${one.text} ${one.href}`));
  return {
    ...{ key, labels, name: cut(summary, MAX_NAME), severity: SEVERITIES[severity] },
    fingerprint: labelFingerprint(labels),
    annotations: { summary, ...detailsIn(payload.custom_details) },
    startsAt: timeOf(payload.timestamp ?? "") ?? now,
    endsAt: null,
    sourceUrl: addressIn(client_url) ?? addressIn(links[0]?.href),
    runbook: addressIn(runbook?.href),
  };
}

const filled = (labels: Readonly<Record<string, string | undefined>>): Labels =>
  Object.fromEntries(
    Object.entries(labels).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );

function detailsIn(details: unknown): Labels {
  if (typeof details === "string") return { details: cut(details, MAX_DETAIL) };
  if (typeof details !== "object" || details === null) return {};
  const pairs = Object.entries(details).slice(0, MAX_DETAILS);
  return Object.fromEntries(
    pairs.map(([name, value]) => [
      cut(name, MAX_NAME),
      cut(typeof value === "string" ? value : JSON.stringify(value), MAX_DETAIL),
    ]),
  );
}
