"use client";
/** Narrows the list of rules by words, severity and state; kept in the address bar. */
import { Select, TextInput } from "@/components/ui/field";
import { useUrlState } from "@/components/ui/use-url-state";
import type { RuleRow } from "@/lib/alerts/rules/schema";
import { STANDING_WORDS } from "@/lib/alerts/rules/standing";
import { SEVERITIES } from "@/lib/alerts/schema";
import { STANDINGS } from "./standing-badge";

type Filters = {
  readonly search: string;
  readonly severity: string;
  readonly state: string;
  readonly set: (name: "search" | "severity" | "state", value: string) => void;
};

export function useRulesFilters(): Filters {
  const [search, setSearch] = useUrlState("q");
  const [severity, setSeverity] = useUrlState("severity");
  const [state, setState] = useUrlState("state");
  const setters = { search: setSearch, severity: setSeverity, state: setState };
  return {
    search: search ?? "",
    severity: severity ?? "",
    state: state ?? "",
    set: (name, value) => setters[name](value === "" ? null : value),
  };
}

export function filtered(rows: readonly RuleRow[], { search, severity, state }: Filters) {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    const text = `${row.name} ${row.says}`.toLowerCase();
    const fits = words.every((word) => text.includes(word));
    const isSevere = severity === "" || row.severity === severity;
    return fits && isSevere && (state === "" || row.standing.word === state);
  });
}

const ANY_SEVERITY = [
  { value: "", label: "Any severity" },
  ...SEVERITIES.map((value) => ({ value: value as string, label: value as string })),
];
const ANY_STATE = [
  { value: "", label: "Any state" },
  ...STANDING_WORDS.map((value) => ({ value: value as string, label: STANDINGS[value].label })),
];

export function RulesFilters({ filters }: { filters: Filters }) {
  return (
    <search className="grid gap-2 px-4 pb-3 md:grid-cols-[minmax(0,1fr)_10rem_10rem]">
      <TextInput
        type="search"
        aria-label="Search rules"
        placeholder="Search by name or condition"
        value={filters.search}
        onChange={(value) => filters.set("search", value)}
      />
      <Select
        aria-label="Severity"
        value={filters.severity}
        options={ANY_SEVERITY}
        onChange={(value) => filters.set("severity", value)}
      />
      <Select
        aria-label="State"
        value={filters.state}
        options={ANY_STATE}
        onChange={(value) => filters.set("state", value)}
      />
    </search>
  );
}
