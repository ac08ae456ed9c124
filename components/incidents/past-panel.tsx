"use client";
/** Incidents of the time range that are over, with how long each step took. */
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { Table } from "@/components/ui/table";
import { type Column, sheetOf } from "@/components/ui/table-model";
import { SEVERITIES } from "@/lib/alerts/schema";
import { duration } from "@/lib/core/format";
import type { IncidentRow, IncidentsView } from "@/lib/incidents/views";
import { StandingBadges } from "./badges";

const COLUMNS: readonly Column<IncidentRow>[] = [
  {
    key: "title",
    label: "Incident",
    value: ({ number, title }) => `${number} ${title}`,
    cell: (incident) => <Name incident={incident} />,
  },
  {
    key: "severity",
    label: "Severity",
    value: ({ severity }) => SEVERITIES.indexOf(severity) + 1,
    isHidden: true,
  },
  {
    key: "began",
    label: "Began",
    value: ({ startedAt }) => startedAt,
    cell: ({ startedAt }) => <Instant at={startedAt} style="exact" />,
  },
  time("detected", "TTD", "From the beginning to when it was noticed", "detectMs"),
  time("answered", "TTA", "From the first page that arrived to the first answer", "acknowledgeMs"),
  time("mitigated", "TTM", "From the beginning to when users were well again", "mitigateMs"),
  time("resolved", "TTR", "From the beginning to the end", "resolveMs"),
  {
    key: "postmortem",
    label: "Postmortem",
    value: ({ hasPostmortem }) => (hasPostmortem ? "written" : "none"),
  },
];

function time(
  key: string,
  label: string,
  hint: string,
  clock: keyof IncidentRow["clocks"],
): Column<IncidentRow> {
  return {
    ...{ key, label, hint, format: duration, kind: "number" },
    value: ({ clocks }) => clocks[clock],
  };
}

function Name({ incident }: { incident: IncidentRow }) {
  return (
    <span className="block min-w-48">
      <span className="block truncate font-medium">{`${incident.number} ${incident.title}`}</span>
      <span className="flex flex-wrap items-center gap-x-2">
        <StandingBadges incident={incident} bare />
      </span>
    </span>
  );
}

export function PastPanel({ reading }: { reading: Reading<IncidentsView> }) {
  return (
    <Panel
      title="History"
      question="What was wrong in this time range and is over?"
      reading={reading}
      figure={({ past }) => `${past.length} over`}
      isEmpty={({ past }) => past.length === 0}
      empty={{
        title: "No incident of this time range is over",
        hint: "Choose a longer range to see older ones.",
      }}
      sheet={({ past }) => sheetOf(COLUMNS, past)}
      height="fit"
      isFlush
    >
      {({ past }) => (
        <Table
          id="incidents"
          label="Past incidents"
          columns={COLUMNS}
          rows={past}
          rowKey={({ id }) => id}
          href={({ id }) => `/incidents/${id}`}
          order="-began"
        />
      )}
    </Panel>
  );
}
