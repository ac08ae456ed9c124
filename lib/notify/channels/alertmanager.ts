/** Alertmanager's webhook, version 4, for everything that already understands it. */
import { labelFingerprint } from "@/lib/core/hash";
import type { Labels, Notice, NoticeAlert } from "@/lib/notify/notice";
import { jsonAsk, overHttp } from "@/lib/notify/notifier";
import type { ConfigOf } from "@/lib/notify/schema";

/** Go's zero time: "not ended yet". */
const NEVER = "0001-01-01T00:00:00Z";

/** What receivers of this format count on: `alertname` and `severity` are there. */
const labelsOf = ({ title, mark }: Notice, { labels, severity }: NoticeAlert): Labels => ({
  alertname: title,
  severity,
  ...labels,
  ...(mark && { wheelhouse_mark: mark }),
});

function alertOf(notice: Notice, alert: NoticeAlert) {
  const labels = labelsOf(notice, alert);
  const runbook = alert.runbookUrl ? { runbook_url: alert.runbookUrl } : {};
  return {
    status: alert.state,
    labels,
    annotations: { ...runbook, ...alert.annotations },
    startsAt: alert.startedAt.toISOString(),
    endsAt: alert.endedAt?.toISOString() ?? NEVER,
    generatorURL: alert.graphUrl ?? alert.url,
    fingerprint: labelFingerprint(labels),
  };
}

export function renderAlertmanager(
  notice: Notice,
  { maxAlerts }: { readonly maxAlerts: number },
): object {
  const all = notice.alerts.map((alert) => alertOf(notice, alert));
  const alerts = maxAlerts > 0 ? all.slice(0, maxAlerts) : all;
  const { group, links } = notice;
  return {
    version: "4",
    receiver: group.receiver,
    status: notice.kind === "resolved" ? "resolved" : "firing",
    alerts,
    groupLabels: group.labels,
    commonLabels: shared(all.map(({ labels }) => labels)),
    commonAnnotations: shared(all.map(({ annotations }) => annotations)),
    externalURL: links.home,
    groupKey: group.key,
    truncatedAlerts: all.length - alerts.length,
  };
}

/** What all of them have in common. */
function shared([first = {}, ...others]: readonly Labels[]): Labels {
  return Object.fromEntries(
    Object.entries(first).filter(([name, value]) => others.every((other) => other[name] === value)),
  );
}

export const alertmanager = overHttp<ConfigOf<"alertmanager">>({
  isStateful: true,
  takes: ["firing", "resolved"],
  request: (notice, config) =>
    jsonAsk(config.url, renderAlertmanager(notice, config), {
      ...(config.token && { authorization: `Bearer ${config.token}` }),
    }),
});
