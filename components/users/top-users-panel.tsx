"use client";
/** The busiest users: what they asked, what failed, what it cost, how they rated it. */
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { Table } from "@/components/ui/table";
import { type Column, sheetOf } from "@/components/ui/table-model";
import { count, share } from "@/lib/core/format";
import { dollars } from "@/lib/core/money";
import type { UserRow } from "@/lib/users/schema";
import { stars } from "./written";

const COLUMNS: readonly Column<UserRow>[] = [
  {
    key: "user",
    label: "User",
    value: ({ user }) => user,
    cell: ({ user }) => <span className="font-mono text-12">{user}</span>,
  },
  {
    key: "requests",
    label: "Requests",
    value: ({ requests }) => requests,
    format: count,
    kind: "bar",
  },
  { key: "errors", label: "Errors", value: ({ errors }) => errors, format: count, kind: "number" },
  {
    key: "rate",
    label: "Error rate",
    value: ({ errorRate }) => errorRate,
    format: share,
    kind: "number",
  },
  { key: "cost", label: "Cost", value: ({ costUsd }) => costUsd, format: dollars, kind: "bar" },
  { key: "score", label: "Rating", value: ({ score }) => score, format: stars, kind: "number" },
  {
    key: "ratings",
    label: "Ratings",
    value: ({ feedbackN }) => feedbackN,
    format: count,
    kind: "number",
    isHidden: true,
  },
  {
    key: "last",
    label: "Last seen",
    value: ({ lastAt }) => lastAt,
    cell: ({ lastAt }) => <Instant at={lastAt} />,
  },
];

export function TopUsersPanel({ reading }: { reading: Reading<readonly UserRow[]> }) {
  return (
    <Panel
      title="Top users"
      question="Who asks most, and how does it go for them?"
      reading={reading}
      isEmpty={(rows) => rows.length === 0}
      empty={{
        title: "No users in this time range",
        hint: "Set user on request events: a stable id, preferably a pseudonym.",
      }}
      sheet={(rows) => sheetOf(COLUMNS, rows)}
      height={420}
      isFlush
    >
      {(rows) => (
        <Table
          id="users"
          label="Top users"
          columns={COLUMNS}
          rows={rows}
          rowKey={({ user }) => user}
          order="-requests"
        />
      )}
    </Panel>
  );
}
