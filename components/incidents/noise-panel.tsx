"use client";
/** Which rules page most for nothing, by what people said of the pages. */
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { Table } from "@/components/ui/table";
import { type Column, sheetOf } from "@/components/ui/table-model";
import { count, share } from "@/lib/core/format";
import type { RuleNoise } from "@/lib/incidents/noise";
import type { IncidentsView } from "@/lib/incidents/views";

const number = (
  key: string,
  label: string,
  hint: string,
  value: (rule: RuleNoise) => number,
): Column<RuleNoise> => ({ key, label, hint, value, format: count, kind: "number" });

const COLUMNS: readonly Column<RuleNoise>[] = [
  { key: "name", label: "Rule", value: ({ name }) => name },
  number("noise", "Noise", "Pages that nobody had to act on", (rule) => rule.noise),
  number("pages", "Pages", "Critical and high alerts", (rule) => rule.pages),
  number("night", "At night", "Between 22:00 and 07:00", (rule) => rule.night),
  number("late", "Too late", "Users had noticed before", (rule) => rule.late),
  number("useful", "Useful", "Somebody had to act", (rule) => rule.useful),
];

export function NoisePanel({ reading }: { reading: Reading<IncidentsView> }) {
  return (
    <Panel
      title="Noise"
      question="Which rules page for nothing?"
      reading={reading}
      figure={({ noise: { precision } }) =>
        precision === null ? "not judged" : `${share(precision)} useful`
      }
      isEmpty={({ noise }) => noise.rules.length === 0}
      empty={{ title: "Nothing has paged in this time range" }}
      sheet={({ noise }) => sheetOf(COLUMNS, noise.rules)}
      height="fit"
      isFlush
    >
      {({ noise }) => (
        <Table
          id="noise"
          label="Rules by noise"
          columns={COLUMNS}
          rows={noise.rules}
          rowKey={({ key }) => key}
          href={({ name }) => `/alerts?${new URLSearchParams({ search: name })}`}
          order="-noise"
        />
      )}
    </Panel>
  );
}
