"use client";
/** How long each tier is kept, and what it answers. */
import { KeptLink } from "@/components/ui/kept-link";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { Table } from "@/components/ui/table";
import { type Column, sheetOf } from "@/components/ui/table-model";
import { bytes, spanWords } from "@/lib/core/format";
import type { KeptTier, StorageView } from "@/lib/data/schema";

const COLUMNS: readonly Column<KeptTier>[] = [
  {
    key: "tier",
    label: "Kept as",
    value: ({ label }) => label,
    cell: ({ label, says }) => (
      <span className="block whitespace-normal py-1">
        <span className="block text-primary">{label}</span>
        <span className="block text-12 text-muted">{says}</span>
      </span>
    ),
  },
  {
    key: "kept",
    label: "For",
    kind: "number",
    value: ({ keptMs }) => keptMs,
    format: spanWords,
    cell: ({ keptMs }) => (keptMs === null ? "ever" : spanWords(keptMs)),
  },
  { key: "bytes", label: "Room", kind: "number", value: (tier) => tier.bytes, format: bytes },
];

export function RetentionPanel({ reading }: { reading: Reading<StorageView> }) {
  return (
    <Panel
      title="Retention"
      question="How long is what kept? Raw events of this project, rollups of the whole instance."
      reading={reading}
      sheet={({ tiers }) => sheetOf(COLUMNS, tiers)}
      height="fit"
      isFlush
    >
      {({ tiers }) => (
        <>
          <Table
            id="tiers"
            label="Retention"
            columns={COLUMNS}
            rows={tiers}
            rowKey={({ tier }) => tier}
          />
          <p className="px-4 py-2 text-12 text-muted">
            How many days raw events are kept is set in{" "}
            <KeptLink href="/settings/project">Project</KeptLink>.
          </p>
        </>
      )}
    </Panel>
  );
}
