"use client";
/** Rules as rows that lead to their editors. */

import { SeverityBadge } from "@/components/alerts/badges";
import { Badge, Tag } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { Table } from "@/components/ui/table";
import type { Column } from "@/components/ui/table-model";
import type { RuleRow } from "@/lib/alerts/rules/schema";
import { STANDING_WORDS } from "@/lib/alerts/rules/standing";
import { SEVERITIES } from "@/lib/alerts/schema";
import { count, duration } from "@/lib/core/format";
import { StandingBadge } from "./standing-badge";

export function RulesTable({ rules }: { rules: readonly RuleRow[] }) {
  return (
    <Table
      id="rules"
      label="Alert rules"
      columns={COLUMNS}
      rows={rules}
      rowKey={({ id }) => id}
      href={({ id }) => `/alerts/rules/${id}`}
      order="state"
      none="No rule fits: change the search or the filters"
    />
  );
}

const rank = (names: readonly string[], name: string): string =>
  String(names.indexOf(name)).padStart(2, "0");

const COLUMNS: readonly Column<RuleRow>[] = [
  {
    key: "name",
    label: "Rule",
    value: ({ name }) => name,
    cell: (rule) => <Named rule={rule} />,
  },
  {
    key: "state",
    label: "State",
    hint: "The worst comes first",
    value: ({ standing }) => rank(STANDING_WORDS, standing.word),
    cell: ({ standing }) => <StandingBadge standing={standing} />,
  },
  {
    key: "severity",
    label: "Severity",
    value: ({ severity }) => rank(SEVERITIES, severity),
    cell: ({ severity }) => <SeverityBadge severity={severity} bare />,
  },
  {
    key: "says",
    label: "Condition",
    value: ({ says }) => says,
    cell: ({ says }) => (
      <span title={says} className="block max-w-80 truncate">
        {says}
      </span>
    ),
  },
  {
    key: "value",
    label: "Value",
    hint: "The worst of the last evaluation",
    kind: "number",
    value: ({ value }) => (typeof value === "number" ? value : null),
    cell: ({ figure }) => figure ?? "—",
  },
  {
    key: "sample",
    label: "Sample",
    hint: "How many requests, calls or samples the value rests on",
    kind: "number",
    value: ({ sampleSize }) => sampleSize,
    format: count,
  },
  {
    key: "evaluated",
    label: "Evaluated",
    value: ({ evaluatedAt }) => evaluatedAt,
    cell: ({ evaluatedAt }) => (evaluatedAt === null ? "never" : <Instant at={evaluatedAt} />),
  },
  {
    key: "took",
    label: "Took",
    hint: "How long the last evaluation took",
    kind: "number",
    value: ({ durationMs }) => durationMs,
    format: duration,
  },
  {
    key: "next",
    label: "Next",
    isHidden: true,
    value: ({ nextAt }) => nextAt,
    cell: ({ nextAt }) => (nextAt === null ? "—" : <Instant at={nextAt} />),
  },
];

function Named({ rule }: { rule: RuleRow }) {
  return (
    <span className="inline-flex items-center gap-2">
      {rule.name}
      {rule.isPreset && <Tag>preset</Tag>}
      {rule.lacksRunbook && (
        <Badge tone="warning" bare>
          no runbook
        </Badge>
      )}
    </span>
  );
}
