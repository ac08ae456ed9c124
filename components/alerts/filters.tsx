"use client";
/** Narrows all lists of the alerts page at once. */
import { Select, TextInput } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import { SEVERITIES } from "@/lib/alerts/schema";
import { type AlertsView, MARKS } from "@/lib/alerts/views";
import { SEVERITY_WORDS } from "./badges";
import type { AlertFilters, Part } from "./use-alert-filters";

const ALL = "all";
const PART_WORDS: Record<Part, string> = {
  firing: "Firing",
  pending: "Pending",
  history: "History",
};
const MARK_WORDS: Record<(typeof MARKS)[number], string> = {
  real: "Real ones",
  test: "Tests",
  drill: "Drills",
};

type FiltersProps = { view: AlertsView | undefined; chosen: AlertFilters };

export function Filters({ view, chosen }: FiltersProps) {
  const { filters, part } = chosen;
  const countOf: Partial<Record<Part, number | undefined>> = {
    firing: view?.firingCount,
    pending: view?.pending.length,
  };
  return (
    <search className="flex flex-wrap items-center gap-2">
      <Segmented
        label="State"
        value={part ?? ALL}
        options={[
          { value: ALL, label: "All" },
          ...(Object.keys(PART_WORDS) as Part[]).map((one) => ({
            value: one,
            label: [PART_WORDS[one], countOf[one]].filter((word) => word !== undefined).join(" "),
          })),
        ]}
        onChange={(value) => chosen.setState(value === ALL ? null : value)}
      />
      <div className="w-36 max-md:w-auto max-md:min-w-40 max-md:flex-1">
        <Select
          aria-label="Severity"
          value={filters.severity ?? ""}
          options={[
            { value: "", label: "All severities" },
            ...SEVERITIES.map((one) => ({ value: one, label: SEVERITY_WORDS[one] })),
          ]}
          onChange={(value) => chosen.setSeverity(value || null)}
        />
      </div>
      <div className="w-48 max-md:w-auto max-md:min-w-40 max-md:flex-1">
        <Select
          aria-label="Rule"
          value={filters.rule ?? ""}
          options={[
            { value: "", label: "All rules" },
            ...(view?.rules ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(value) => chosen.setRule(value || null)}
        />
      </div>
      <div className="w-36 max-md:hidden">
        <Select
          aria-label="Tests and drills"
          value={filters.mark ?? ""}
          options={[
            { value: "", label: "Real and tests" },
            ...MARKS.map((one) => ({ value: one, label: MARK_WORDS[one] })),
          ]}
          onChange={(value) => chosen.setMark(value || null)}
        />
      </div>
      <div className="w-72 max-md:w-full">
        <TextInput
          type="search"
          aria-label="Search alerts"
          placeholder="Name or label, as agent=support"
          value={chosen.typed}
          onChange={chosen.type}
        />
      </div>
    </search>
  );
}
