"use client";
/** Equal failures as one row each: filtered, sorted, and linked to their page. */
import { Sparkline } from "@/components/charts/sparkline";
import { Select, TextInput } from "@/components/ui/field";
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { Segmented } from "@/components/ui/segmented";
import { Table } from "@/components/ui/table";
import { type Column, sheetOf } from "@/components/ui/table-model";
import { count } from "@/lib/core/format";
import type { ErrorState, ErrorsAsk, ErrorsView, GroupRow } from "@/lib/errors/schema";
import { STATE_WORDS, StateBadge } from "./state-badge";
import type { FilterControls } from "./use-error-filters";

const COLUMNS: readonly Column<GroupRow>[] = [
  {
    key: "title",
    label: "Error",
    value: ({ title, type }) => `${title} (${type})`,
    cell: (row) => <GroupTitle row={row} />,
  },
  {
    key: "state",
    label: "State",
    value: ({ state }) => state,
    cell: ({ state }) => <StateBadge state={state} bare />,
  },
  { key: "agent", label: "Agent", value: ({ agent }) => agent || "–" },
  { key: "provider", label: "Provider", value: ({ provider }) => provider || "–", isHidden: true },
  {
    key: "trend",
    label: "Trend",
    value: () => null,
    cell: ({ spark, title }) => (
      <div className="h-6 w-24">
        <Sparkline values={spark} label={`${title} over time`} />
      </div>
    ),
  },
  {
    key: "n",
    label: "Count",
    value: ({ n }) => n,
    format: count,
    kind: "bar",
    hint: "In the time range",
  },
  {
    key: "total",
    label: "Ever",
    value: ({ total }) => total,
    format: count,
    kind: "number",
    hint: "Since the first sighting",
    isHidden: true,
  },
  {
    key: "users",
    label: "Users",
    value: ({ users }) => users,
    format: count,
    kind: "number",
    hint: "Different users hit since the first sighting",
  },
  {
    key: "first",
    label: "First seen",
    value: ({ firstAt }) => firstAt,
    cell: ({ firstAt }) => <Instant at={firstAt} />,
  },
  {
    key: "last",
    label: "Last seen",
    value: ({ lastAt }) => lastAt,
    cell: ({ lastAt }) => <Instant at={lastAt} />,
  },
];

/** On a phone the other columns are a swipe away: what matters stands under the title. */
function GroupTitle({ row: { title, type, isNew, state, n, lastAt } }: { row: GroupRow }) {
  return (
    <span className="block min-w-48">
      <span className="block truncate font-medium">{title}</span>
      <span className="block truncate text-12 text-muted">
        {isNew && <span className="mr-1.5 font-medium text-info-text">New</span>}
        {type}
      </span>
      <span className="flex flex-wrap items-center gap-x-2 text-12 text-muted md:hidden">
        <StateBadge state={state} bare />
        <span className="tabular-nums">{`${count(n)} ${n === 1 ? "time" : "times"}`}</span>
        <Instant at={lastAt} />
      </span>
    </span>
  );
}

type GroupsPanelProps = {
  reading: Reading<ErrorsView>;
  filters: ErrorsAsk;
  controls: FilterControls;
};

export function GroupsPanel({ reading, filters, controls }: GroupsPanelProps) {
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <Panel
      title="Error groups"
      question="Which failures are the same one, and which of them matter?"
      reading={reading}
      figure={({ groupCount }) => `${groupCount} ${groupCount === 1 ? "group" : "groups"}`}
      isEmpty={({ groupCount }) => groupCount === 0 && !isFiltered}
      empty={{
        title: "Nothing failed in this time range",
        hint: "Events with status “error” or “timeout” are grouped here by error type, message and agent.",
      }}
      sheet={({ groups }) => sheetOf(COLUMNS.slice(0, 4).concat(COLUMNS.slice(5)), groups)}
      height="fit"
      isFlush
    >
      {(view) => (
        <div className="flex min-w-0 flex-col">
          <Filters view={view} filters={filters} controls={controls} />
          <Table
            id="groups"
            label="Error groups"
            columns={COLUMNS}
            rows={view.groups}
            rowKey={({ fingerprint }) => fingerprint}
            href={({ fingerprint }) => `/errors/${encodeURIComponent(fingerprint)}`}
            order="-n"
            none="No group fits these filters"
          />
        </div>
      )}
    </Panel>
  );
}

const ANY = "any";

type FiltersProps = { view: ErrorsView; filters: ErrorsAsk; controls: FilterControls };

function Filters({ view: { states, agents }, filters, controls }: FiltersProps) {
  const all = states.open + states.regressed + states.resolved;
  const names =
    filters.agent && !agents.includes(filters.agent) ? [...agents, filters.agent] : agents;
  return (
    <div className="flex flex-wrap items-center gap-2 px-4 pb-3">
      <Segmented
        label="State"
        value={filters.state ?? ANY}
        options={[
          { value: ANY, label: `All ${all}` },
          ...(["open", "regressed", "resolved"] as const).map((state: ErrorState) => ({
            value: state,
            label: `${STATE_WORDS[state]} ${states[state]}`,
          })),
        ]}
        onChange={(value) => controls.setState(value === ANY ? null : value)}
      />
      <div className="w-44 max-md:w-full">
        <Select
          aria-label="Agent"
          value={filters.agent ?? ""}
          options={[
            { value: "", label: "All agents" },
            ...names.map((name) => ({ value: name, label: name })),
          ]}
          onChange={(value) => controls.setAgent(value || null)}
        />
      </div>
      <div className="w-64 max-md:w-full">
        <TextInput
          type="search"
          aria-label="Search errors"
          placeholder="Search title, type, provider"
          value={controls.typed}
          onChange={controls.type}
        />
      </div>
    </div>
  );
}
