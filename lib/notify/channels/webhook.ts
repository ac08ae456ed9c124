/** A webhook of one's own, signed by Standard Webhooks. */
import { createHmac } from "node:crypto";
import type { HttpAsk, HttpReply } from "@/lib/core/exchange";
import { clip, fitting, plain, short, webLink } from "@/lib/notify/excerpt";
import type { Message } from "@/lib/notify/message";
import { type Labels, linksOf, type Notice, type NoticeAlert } from "@/lib/notify/notice";
import {
  type Attempt,
  judgeReply,
  overHttp,
  retry,
  retryAfterOf,
  said,
} from "@/lib/notify/notifier";
import type { ConfigOf } from "@/lib/notify/schema";

/** The standard advises to stay below 20 KB. */
const MAX = {
  alerts: 12_000,
  text: 300,
  words: 8_000,
  name: 64,
  value: 128,
  url: 1_000,
  remarks: 10,
};
const MOST_LABELS = 24;

/** `v1,<base64>` over the id, the time in seconds and the body as sent. */
export function signatureOf(secret: string, id: string, atSeconds: number, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const mac = createHmac("sha256", key).update(`${id}.${atSeconds}.${body}`).digest("base64");
  return `v1,${mac}`;
}

export function renderWebhook(notice: Notice): object {
  const alerts = fitting(notice.alerts, alertOf, MAX.alerts);
  const { links, mark } = notice;
  return {
    type: `alert.${notice.kind}`,
    timestamp: notice.at.toISOString(),
    data: {
      // Those who care for one alert only find it here, as in `alerts`.
      ...first(alerts),
      rule: short(notice.title, MAX.text),
      state: notice.kind,
      severity: notice.severity,
      project: short(notice.project, MAX.text),
      mark,
      dedup_key: short(notice.dedupKey, MAX.text),
      reason: notice.reason === null ? null : short(notice.reason, MAX.text),
      acknowledged_by: notice.by === null ? null : short(notice.by, MAX.text),
      changes: notice.changes.slice(0, MAX.remarks).map((change) => short(change, MAX.text)),
      url: webLink(links.alert, MAX.url),
      ...actsOf(notice),
      alerts,
      truncated_alerts: notice.alerts.length - alerts.length,
    },
  };
}

/** What its reader may do, as mail and chat offer it: null where there is nothing to do any more. */
function actsOf(notice: Notice) {
  const offered = linksOf(notice);
  const urlOf = (act: string) =>
    webLink(offered.find(({ id }) => id === act)?.url ?? null, MAX.url);
  return {
    acknowledge_url: urlOf("acknowledge"),
    silence_url: urlOf("silence"),
    roll_back_url: urlOf("rollBack"),
  };
}

const sayByWebhook = (message: Message): object => ({
  type: message.type,
  timestamp: message.at.toISOString(),
  data: {
    title: short(message.title, MAX.text),
    text: clip(plain(message.text), MAX.words),
    severity: message.severity,
    facts: Object.fromEntries(
      message.facts
        .slice(0, MOST_LABELS)
        .map(([name, value]) => [short(name, MAX.name), short(value, MAX.value)]),
    ),
    project: short(message.project, MAX.text),
    mark: message.mark,
    by: message.by === null ? null : short(message.by, MAX.text),
    dedup_key: short(message.dedupKey, MAX.text),
    url: webLink(message.links.open, MAX.url),
  },
});

type Alert = ReturnType<typeof alertOf>;

function first([alert]: readonly Alert[]) {
  if (!alert) return {};
  const { id, fingerprint, value, threshold, labels, runbook_url } = alert;
  return { id, fingerprint, value, threshold, labels, runbook_url };
}

const alertOf = (alert: NoticeAlert) => ({
  id: short(alert.id, MAX.text),
  fingerprint: short(alert.fingerprint, MAX.text),
  name: short(alert.name, MAX.text),
  state: alert.state,
  severity: alert.severity,
  signal: short(alert.signal, MAX.text),
  value: alert.value?.n ?? null,
  threshold: alert.threshold?.n ?? null,
  labels: bounded(alert.labels),
  started_at: alert.startedAt.toISOString(),
  ended_at: alert.endedAt?.toISOString() ?? null,
  url: webLink(alert.url, MAX.url),
  runbook_url: webLink(alert.runbookUrl, MAX.url),
  graph_url: webLink(alert.graphUrl, MAX.url),
});

const bounded = (labels: Labels): Labels =>
  Object.fromEntries(
    Object.entries(labels)
      .slice(0, MOST_LABELS)
      .map(([name, value]) => [short(name, MAX.name), short(value, MAX.value)]),
  );

type Sent = { readonly id: string; readonly json: object };

function request({ id: key, json }: Sent, config: ConfigOf<"webhook">, now: Date): HttpAsk {
  const id = `msg_${key.replace(/[^\w-]/g, "")}`;
  const body = JSON.stringify(json);
  const seconds = Math.floor(now.getTime() / 1_000);
  const secrets = [config.secret, ...(config.previousSecret ? [config.previousSecret] : [])];
  return {
    url: config.url,
    method: "POST",
    headers: {
      ...config.headers,
      "content-type": "application/json",
      "user-agent": "Wheelhouse",
      "webhook-id": id,
      "webhook-timestamp": String(seconds),
      "webhook-signature": secrets
        .map((secret) => signatureOf(secret, id, seconds, body))
        .join(" "),
    },
    body,
    field: "url",
  };
}

/** The standard: all but 2xx is tried again, 410 says "never again". */
function judge(reply: HttpReply, now: Date): Attempt {
  const judged = judgeReply(reply, now);
  if (judged.outcome === "delivered" || reply.status === 410) return judged;
  return retry(reply.status, said(reply.body), retryAfterOf(reply, now));
}

export const webhook = overHttp<ConfigOf<"webhook">>({
  isStateful: true,
  takes: ["firing", "acknowledged", "resolved"],
  request: (notice, config, now) =>
    request({ id: notice.id, json: renderWebhook(notice) }, config, now),
  words: (message, config, now) =>
    request({ id: message.id, json: sayByWebhook(message) }, config, now),
  judge,
});
