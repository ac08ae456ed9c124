"use client";
/** How far a failure reaches: the users it hit, and the agents and versions it comes from. */
import { BarList } from "@/components/charts/bar-list";
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { Table } from "@/components/ui/table";
import { type Column, sheetOf } from "@/components/ui/table-model";
import { count } from "@/lib/core/format";
import type { ErrorView, VersionRow } from "@/lib/errors/schema";

type Affected = ErrorView["users"][number];

const USER_COLUMNS: readonly Column<Affected>[] = [
  {
    key: "user",
    label: "User",
    value: ({ userId }) => userId,
    cell: ({ userId }) => <span className="font-mono text-12">{userId}</span>,
  },
  {
    key: "last",
    label: "Last hit",
    value: ({ lastAt }) => lastAt,
    cell: ({ lastAt }) => <Instant at={lastAt} />,
  },
];

export function AffectedPanel({ reading }: { reading: Reading<ErrorView> }) {
  return (
    <Panel
      title="Affected users"
      question="Whom did it hit?"
      reading={reading}
      figure={({ group }) => `${count(group.users)} ${group.users === 1 ? "user" : "users"}`}
      isEmpty={({ users }) => users.length === 0}
      empty={{
        title: "No user is known",
        hint: "Set user on request events to see whom a failure hits.",
      }}
      sheet={({ users }) => sheetOf(USER_COLUMNS, users)}
      isFlush
    >
      {({ users }) => (
        <Table
          id="affected"
          label="Affected users"
          columns={USER_COLUMNS}
          rows={users}
          rowKey={({ userId }) => userId}
          order="-last"
        />
      )}
    </Panel>
  );
}

const versionLabel = ({ agent, version, environment }: VersionRow): string =>
  [agent || "no agent", version || "no version", environment].join(" · ");

export function WherePanel({ reading }: { reading: Reading<ErrorView> }) {
  return (
    <Panel
      title="Agents and versions"
      question="Where does it come from?"
      reading={reading}
      isEmpty={({ agents, versions }) => agents.length + versions.length === 0}
      empty={{ title: "Not seen in this time range" }}
    >
      {({ agents, versions }) => (
        <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-auto">
          {agents.length > 0 && (
            <Ranking
              title="By agent, in this range"
              items={agents.map(({ agent, n }) => ({ key: agent, label: agent, value: n }))}
            />
          )}
          {versions.length > 0 && (
            <Ranking
              title="By version, among the newest"
              items={versions.map((row) => ({
                key: versionLabel(row),
                label: versionLabel(row),
                value: row.n,
              }))}
            />
          )}
        </div>
      )}
    </Panel>
  );
}

type RankingProps = {
  title: string;
  items: readonly { readonly key: string; readonly label: string; readonly value: number }[];
};

function Ranking({ title, items }: RankingProps) {
  return (
    <div>
      <h3 className="pb-1 text-12 text-muted">{title}</h3>
      <BarList label={title} items={items} value={count} />
    </div>
  );
}
