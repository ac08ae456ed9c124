"use client";
/** All runbooks, with who keeps them, when they were of use, and what is wrong with them. */
import { Badge } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { KeptLink } from "@/components/ui/kept-link";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { Table } from "@/components/ui/table";
import type { Column } from "@/components/ui/table-model";
import type { RunbookRow, RunbooksView } from "@/lib/runbooks/schema";

export function ListPanel({ reading }: { reading: Reading<RunbooksView> }) {
  return (
    <Panel
      title="All runbooks"
      question="Which are there, who keeps them, and do they still hold?"
      reading={reading}
      figure={({ runbooks }) => `${runbooks.length} runbooks`}
      isEmpty={({ runbooks }) => runbooks.length === 0}
      empty={{ title: "There is no runbook", hint: "Write one, or import Markdown files." }}
      height="fit"
      isFlush
    >
      {({ runbooks }) => (
        <Table
          id="runbooks"
          label="Runbooks"
          columns={COLUMNS}
          rows={runbooks}
          rowKey={({ slug }) => slug}
          href={({ slug }) => `/runbooks/${slug}`}
        />
      )}
    </Panel>
  );
}

const when = (at: string | null) => (at === null ? "never" : <Instant at={at} />);

export const originOf = ({ isShipped, isOwn, collection }: RunbookRow): string => {
  if (isShipped) return isOwn ? "shipped, changed here" : "shipped";
  return collection || "written here";
};

const COLUMNS: readonly Column<RunbookRow>[] = [
  {
    key: "title",
    label: "Runbook",
    value: ({ title }) => title,
    cell: (row) => <Title row={row} />,
  },
  {
    key: "rules",
    label: "Rules",
    hint: "Alert rules that name it",
    value: ({ rules }) => rules.length,
    cell: ({ rules }) => <Rules rules={rules} />,
  },
  { key: "origin", label: "From", value: originOf },
  { key: "owner", label: "Owner", value: ({ owner }) => owner ?? "nobody" },
  {
    key: "used",
    label: "Last used",
    hint: "Opened from an alert or an incident",
    value: ({ lastUsedAt }) => lastUsedAt,
    cell: ({ lastUsedAt }) => when(lastUsedAt),
  },
  {
    key: "drilled",
    label: "Last drilled",
    value: ({ lastDrilledAt }) => lastDrilledAt,
    cell: ({ lastDrilledAt }) => when(lastDrilledAt),
  },
  {
    key: "broken",
    label: "Broken links",
    kind: "number",
    value: ({ brokenLinks }) => brokenLinks,
    cell: ({ brokenLinks }) =>
      brokenLinks === 0 ? "0" : <Badge tone="warning" bare>{`${brokenLinks}`}</Badge>,
  },
  {
    key: "updated",
    label: "Changed",
    value: ({ updatedAt }) => updatedAt,
    cell: ({ updatedAt }) => (updatedAt === null ? "—" : <Instant at={updatedAt} />),
    isHidden: true,
  },
];

function Title({ row: { title, summary } }: { row: RunbookRow }) {
  return (
    <span className="flex max-w-96 flex-col items-start max-md:max-w-56">
      <span className="max-w-full truncate font-medium text-primary">{title}</span>
      {summary !== null && (
        <span className="max-w-full truncate text-12 text-muted" title={summary}>
          {summary}
        </span>
      )}
    </span>
  );
}

const MOST_NAMED = 2;

function Rules({ rules }: Pick<RunbookRow, "rules">) {
  if (rules.length === 0) return <span className="text-muted">none</span>;
  const more = rules.length - MOST_NAMED;
  return (
    // Above the link that the row is.
    <span className="relative z-1 flex flex-col max-md:[&>a]:min-h-6">
      {rules.slice(0, MOST_NAMED).map(({ id, name }) => (
        <KeptLink key={id} href={`/alerts/rules/${id}`} look="plain">
          {name}
        </KeptLink>
      ))}
      {more > 0 && <span className="text-12 text-muted">and {more} more</span>}
    </span>
  );
}
