"use client";
/** Alerts that are over: when, for how long, how bad, and who answered. */
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { Table } from "@/components/ui/table";
import { type Column, sheetOf } from "@/components/ui/table-model";
import { SEVERITIES } from "@/lib/alerts/schema";
import type { AlertHistoryView, AlertView } from "@/lib/alerts/views";
import { count, duration, quantity } from "@/lib/core/format";
import { SeverityBadge, StandingBadges } from "./badges";

const lastedMs = ({ startedAt, endedAt }: AlertView): number =>
  Date.parse(endedAt ?? startedAt) - Date.parse(startedAt);

const COLUMNS: readonly Column<AlertView>[] = [
  {
    key: "name",
    label: "Alert",
    value: ({ name, about }) => [name, about].filter(Boolean).join(": "),
    cell: (alert) => <Name alert={alert} />,
  },
  {
    key: "severity",
    label: "Severity",
    value: ({ severity }) => SEVERITIES.indexOf(severity) + 1,
    isSaidInFirst: true,
    cell: ({ severity }) => <SeverityBadge severity={severity} bare />,
  },
  {
    key: "began",
    label: "Began",
    value: ({ startedAt }) => startedAt,
    isSaidInFirst: true,
    cell: ({ startedAt }) => <Instant at={startedAt} style="exact" />,
  },
  {
    key: "lasted",
    label: "Lasted",
    value: lastedMs,
    format: duration,
    kind: "number",
    isSaidInFirst: true,
  },
  {
    key: "peak",
    label: "Worst",
    value: ({ peak }) => peak ?? "–",
    hint: "The value furthest beyond the threshold",
  },
  { key: "bound", label: "Threshold", value: ({ bound }) => bound ?? "–", isHidden: true },
  { key: "why", label: "Ended because", value: ({ endReason }) => endReason ?? "–" },
  {
    key: "answered",
    label: "Answered by",
    value: ({ acknowledged }) => acknowledged?.by ?? "nobody",
  },
];

function Name({ alert }: { alert: AlertView }) {
  const { name, about, severity, mark, startedAt } = alert;
  return (
    <span className="block min-w-48">
      <span className="block truncate font-medium">{name}</span>
      <span className="block truncate text-12 text-muted">{about}</span>
      <span className="flex flex-wrap items-center gap-x-2 text-12 text-muted md:hidden">
        <SeverityBadge severity={severity} bare />
        <Instant at={startedAt} style="exact" />
        <span className="tabular-nums">{duration(lastedMs(alert))}</span>
      </span>
      {mark && <StandingBadges alert={alert} inFiring />}
    </span>
  );
}

type HistoryPanelProps = { reading: Reading<AlertHistoryView>; isFiltered: boolean };

export function HistoryPanel({ reading, isFiltered }: HistoryPanelProps) {
  return (
    <Panel
      title="History"
      question="What fired in this time range and is over?"
      reading={reading}
      figure={({ count: all }) => quantity(all, "alert")}
      isEmpty={({ alerts }) => alerts.length === 0}
      empty={{
        title: isFiltered
          ? "No past alert fits these filters"
          : "No alert ended in this time range",
        hint: "Choose a longer range to see older ones.",
      }}
      sheet={({ alerts }) => sheetOf(COLUMNS, alerts)}
      height="fit"
      isFlush
    >
      {({ alerts, count: all }) => (
        <div className="flex min-w-0 flex-col">
          <Table
            id="alerts"
            label="Past alerts"
            columns={COLUMNS}
            rows={alerts}
            rowKey={({ id }) => id}
            href={({ id }) => `/alerts/${id}`}
            order="-began"
          />
          {all > alerts.length && (
            <p className="px-4 pb-3 text-12 text-muted">
              {`The newest ${alerts.length} of ${count(all)}. Narrow the time range or the filters to see the others.`}
            </p>
          )}
        </div>
      )}
    </Panel>
  );
}
