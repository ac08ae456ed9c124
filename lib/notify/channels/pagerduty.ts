/** PagerDuty by Events v2: one incident per group, opened, acknowledged and resolved under one key; and change events. */
import { fingerprint64 } from "@/lib/core/hash";
import { MINUTE } from "@/lib/core/time";
import {
  clickable,
  clip,
  fitting,
  keyWithin,
  more,
  oneLine,
  short,
  webLink,
} from "@/lib/notify/excerpt";
import {
  conditionOf,
  labelsOf,
  linksOf,
  type Notice,
  type NoticeAlert,
  remarksOf,
  type Severity,
  startedAtOf,
  subjectOf,
} from "@/lib/notify/notice";
import { type Attempt, jsonAsk, judgeReply, overHttp } from "@/lib/notify/notifier";
import type { ConfigOf } from "@/lib/notify/schema";

/** 512 KB is the end; nobody reads a tenth of that. */
const MAX = { summary: 1_024, key: 255, source: 255, url: 2_048, details: 40_000, text: 500 };
const MOST_LABELS = 40;
/** Their manual: back off for a few minutes. */
const LEAST_WAIT_MS = 2 * MINUTE;

const SEVERITY: Readonly<Record<Severity, string>> = {
  critical: "critical",
  high: "error",
  medium: "warning",
  low: "info",
};
const ACTION = { firing: "trigger", acknowledged: "acknowledge", resolved: "resolve" } as const;

const dedupKey = (key: string): string => keyWithin(key, MAX.key, (text) => fingerprint64([text]));

export function renderPagerDuty(
  notice: Notice,
  { routingKey }: Pick<ConfigOf<"pagerduty">, "routingKey">,
): object {
  const head = {
    routing_key: routingKey,
    event_action: ACTION[notice.kind],
    dedup_key: dedupKey(notice.dedupKey),
  };
  if (notice.kind !== "firing") return head;
  const url = webLink(notice.links.alert, MAX.url);
  return {
    ...head,
    client: "Wheelhouse",
    ...(url && { client_url: url }),
    payload: payloadOf(notice),
    links: clickable(linksOf(notice), MAX.url).map(({ title, url: href }) => ({
      href,
      text: title,
    })),
    images: [],
  };
}

function payloadOf(notice: Notice): object {
  const { alerts, mark, project, severity, title } = notice;
  const [first, ...others] = alerts;
  const what = first && others.length === 0 ? `: ${conditionOf(first)}` : "";
  const prefix = mark ? `${mark.toUpperCase()} ` : "";
  return {
    summary: short(`${prefix}[${severity}] ${subjectOf(notice)}${what}`, MAX.summary),
    source: short(`wheelhouse:${project}:${first?.name ?? title}`, MAX.source),
    severity: SEVERITY[severity],
    timestamp: startedAtOf(notice).toISOString(),
    ...(first && others.length === 0 && { component: short(first.name, MAX.source) }),
    group: short(project, MAX.source),
    class: short(first?.signal ?? title, MAX.source),
    custom_details: detailsOf(notice),
  };
}

function detailsOf(notice: Notice): object {
  const { alerts, title } = notice;
  const told = fitting(alerts, detailOf, MAX.details);
  const left = alerts.length - told.length;
  return {
    rule: short(title, MAX.text),
    labels: labelled(labelsOf(notice)),
    remarks: remarksOf(notice)
      .slice(0, 20)
      .map((remark) => short(remark, MAX.text)),
    alerts: told,
    ...(left > 0 && { more: more(left) }),
  };
}

const detailOf = (alert: NoticeAlert): object => ({
  name: short(alert.name, MAX.text),
  state: alert.state,
  condition: short(conditionOf(alert), MAX.text),
  value: alert.value?.n ?? null,
  threshold: alert.threshold?.n ?? null,
  labels: labelled(Object.entries(alert.labels)),
  runbook: webLink(alert.runbookUrl, MAX.url),
  started_at: alert.startedAt.toISOString(),
});

const labelled = (labels: readonly (readonly [string, string])[]): Record<string, string> =>
  Object.fromEntries(
    labels.slice(0, MOST_LABELS).map(([name, value]) => [short(name, 128), short(value, 256)]),
  );

/** What was done to the system, shown beside incidents: a deployment, a rollout's step. */
export type Change = {
  readonly summary: string;
  readonly source: string;
  readonly at: Date;
  readonly url: string | null;
  readonly linkText: string;
  readonly details: Readonly<Record<string, string>>;
};

export function renderChange(
  change: Change,
  { routingKey }: Pick<ConfigOf<"pagerduty">, "routingKey">,
): object {
  const href = webLink(change.url, MAX.url);
  return {
    routing_key: routingKey,
    payload: {
      summary: clip(oneLine(change.summary), MAX.summary),
      timestamp: change.at.toISOString(),
      source: short(change.source, MAX.source),
      custom_details: labelled(Object.entries(change.details)),
    },
    links: href ? [{ href, text: short(change.linkText, 200) }] : [],
  };
}

const endpoint = (base: string, path: string): string => base.replace(/\/+$/, "") + path;

export const changeAsk = (change: Change, config: ConfigOf<"pagerduty">) =>
  jsonAsk(endpoint(config.url, "/v2/change/enqueue"), renderChange(change, config));

export const pagerduty = overHttp<ConfigOf<"pagerduty">>({
  isStateful: true,
  takes: ["firing", "acknowledged", "resolved"],
  request: (notice, config) =>
    jsonAsk(endpoint(config.url, "/v2/enqueue"), renderPagerDuty(notice, config)),
  judge: (reply, now): Attempt => {
    const judged = judgeReply(reply, now);
    const isHurried = reply.status === 429 && judged.retryAfterMs === undefined;
    return isHurried ? { ...judged, retryAfterMs: LEAST_WAIT_MS } : judged;
  },
});
