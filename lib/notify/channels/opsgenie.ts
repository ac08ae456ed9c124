/** Opsgenie and what took its place: one alert per group, created, acknowledged and closed under one alias. */
import type { HttpAsk } from "@/lib/core/exchange";
import { fingerprint64 } from "@/lib/core/hash";
import { keyWithin, listed, short, webLink } from "@/lib/notify/excerpt";
import {
  conditionOf,
  labelsOf,
  lineOf,
  type Notice,
  remarksOf,
  type Severity,
  subjectOf,
} from "@/lib/notify/notice";
import { jsonAsk, overHttp } from "@/lib/notify/notifier";
import type { ConfigOf } from "@/lib/notify/schema";

const MAX = {
  message: 130,
  alias: 250,
  description: 15_000,
  entity: 512,
  tag: 50,
  note: 2_000,
  user: 100,
  url: 1_000,
};
/** Keys and values of the details may have 8000 characters together. */
const DETAIL = { labels: 10, name: 100, value: 300 };
const MOST_ALERTS = 100;

const PRIORITY: Readonly<Record<Severity, string>> = {
  critical: "P1",
  high: "P2",
  medium: "P3",
  low: "P5",
};

const aliasOf = (key: string): string => keyWithin(key, MAX.alias, (text) => fingerprint64([text]));

export function renderOpsgenie(
  notice: Notice,
  { team }: Pick<ConfigOf<"opsgenie">, "team">,
): object {
  const { alerts, mark, severity } = notice;
  if (notice.kind !== "firing") return noteOf(notice);
  const prefix = mark ? `${mark.toUpperCase()} ` : "";
  const lineFor = alerts.length === 1 ? conditionOf : lineOf;
  const lines = [...remarksOf(notice), ...alerts];
  const [first] = alerts;
  return {
    message: short(`${prefix}[${severity}] ${subjectOf(notice)}`, MAX.message),
    alias: aliasOf(notice.dedupKey),
    description: listed(
      lines,
      (line) => short(typeof line === "string" ? line : lineFor(line), 500),
      MAX.description,
      MOST_ALERTS,
    ),
    ...(team && { responders: [{ name: team, type: "team" }] }),
    tags: ["wheelhouse", short(`project:${notice.project}`, MAX.tag), ...(mark ? [mark] : [])],
    details: detailsOf(notice),
    ...(first && { entity: short(first.name, MAX.entity) }),
    source: "Wheelhouse",
    priority: PRIORITY[severity],
  };
}

function noteOf({ kind, by, reason }: Notice): object {
  const done = kind === "acknowledged" ? "acknowledged in Wheelhouse" : "resolved";
  return {
    source: "Wheelhouse",
    ...(by && { user: short(by, MAX.user) }),
    note: short(reason ? `${done}: ${reason}` : done, MAX.note),
  };
}

function detailsOf(notice: Notice): Record<string, string> {
  const [first] = notice.alerts;
  const links = {
    alert: webLink(notice.links.alert, MAX.url),
    runbook: webLink(first?.runbookUrl ?? null, MAX.url),
    graph: webLink(first?.graphUrl ?? null, MAX.url),
  };
  const labels = labelsOf(notice)
    .slice(0, DETAIL.labels)
    .map(([name, value]) => [short(name, DETAIL.name), short(value, DETAIL.value)] as const);
  return Object.fromEntries([
    ...labels,
    ...(first?.value ? [["value", String(first.value.n)]] : []),
    ...Object.entries(links).filter(([, url]) => url !== null),
  ]);
}

function request(notice: Notice, config: ConfigOf<"opsgenie">): HttpAsk {
  const alias = encodeURIComponent(aliasOf(notice.dedupKey));
  const verb = notice.kind === "acknowledged" ? "acknowledge" : "close";
  const path = notice.kind === "firing" ? "" : `/${alias}/${verb}?identifierType=alias`;
  const url = `${config.url.replace(/\/+$/, "")}/v2/alerts${path}`;
  const authorization = `${config.scheme} ${config.apiKey}`;
  return jsonAsk(url, renderOpsgenie(notice, config), { authorization });
}

export const opsgenie = overHttp<ConfigOf<"opsgenie">>({
  isStateful: true,
  takes: ["firing", "acknowledged", "resolved"],
  request,
});
