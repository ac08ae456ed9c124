"use client";
/** Whom it reaches: requests, users and agents while it lasted. */
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { Table } from "@/components/ui/table";
import { type Column, sheetOf } from "@/components/ui/table-model";
import type { Affected, AffectedAgent, AlertDetail } from "@/lib/alerts/views";
import { count, share } from "@/lib/core/format";

const COLUMNS: readonly Column<AffectedAgent>[] = [
  { key: "agent", label: "Agent", value: ({ agent }) => agent || "no agent" },
  {
    key: "errors",
    label: "Failed",
    value: ({ errors }) => errors,
    format: count,
    kind: "bar",
    hint: "Requests that failed while it lasted",
  },
  {
    key: "rate",
    label: "Of all",
    value: ({ errors, requests }) => (requests === 0 ? null : errors / requests),
    format: share,
    kind: "number",
  },
  {
    key: "requests",
    label: "Requests",
    value: ({ requests }) => requests,
    format: count,
    kind: "number",
  },
  {
    key: "degraded",
    label: "Degraded",
    value: ({ degraded }) => degraded,
    format: count,
    kind: "number",
    isHidden: true,
  },
];

export function AffectedPanel({ reading }: { reading: Reading<AlertDetail> }) {
  return (
    <Panel
      title="Affected"
      question="Which agents and users were there while it lasted?"
      reading={reading}
      figure={({ affected }) => (affected ? figureOf(affected) : "nobody")}
      isEmpty={({ affected }) => affected === null}
      empty={{ title: "No requests in that time" }}
      sheet={({ affected }) => sheetOf(COLUMNS, affected?.agents ?? [])}
      isFlush
    >
      {({ affected }) => affected && <Reach affected={affected} />}
    </Panel>
  );
}

const figureOf = ({ errors, requests }: Affected): string =>
  `${count(errors)} of ${count(requests)} failed`;

function Reach({ affected: { agents, users, usersHit } }: { affected: Affected }) {
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      {users !== null && usersHit !== null && (
        <p className="px-4 pb-2 text-13 text-secondary">
          {usersHit === 0
            ? `${count(users)} users were active; none of their requests failed.`
            : `${count(usersHit)} of ${count(users)} active users had a request that failed.`}
        </p>
      )}
      <Table
        id="affected"
        label="Affected agents"
        columns={COLUMNS}
        rows={agents}
        rowKey={({ agent }) => agent}
        href={({ agent }) => (agent ? `/agents/${encodeURIComponent(agent)}` : "/agents")}
        order="-errors"
      />
    </div>
  );
}
