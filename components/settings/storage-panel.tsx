"use client";
/** How much room the database takes, by what is in it. */
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { Table } from "@/components/ui/table";
import { type Column, sheetOf } from "@/components/ui/table-model";
import { bytes, count } from "@/lib/core/format";
import type { StorageView, StoredFamily } from "@/lib/data/schema";

const COLUMNS: readonly Column<StoredFamily>[] = [
  {
    key: "family",
    label: "What",
    value: ({ label }) => label,
    cell: ({ label, says }) => (
      <span className="block whitespace-normal py-1">
        <span className="block text-primary">{label}</span>
        <span className="block text-12 text-muted">{says}</span>
      </span>
    ),
  },
  { key: "bytes", label: "Room", kind: "bar", value: (family) => family.bytes, format: bytes },
];

export function StoragePanel({ reading }: { reading: Reading<StorageView> }) {
  return (
    <Panel
      title="Storage"
      question="How much room does the database take? Tables and indexes of all projects together."
      reading={reading}
      figure={({ totalBytes }) => bytes(totalBytes)}
      sheet={({ families }) => sheetOf(COLUMNS, families)}
      height="fit"
      isFlush
    >
      {({ families, events, firstEventAt }) => (
        <>
          <Table
            id="storage"
            label="Storage"
            columns={COLUMNS}
            rows={families}
            rowKey={({ family }) => family}
            order="-bytes"
          />
          <p className="px-4 py-2 text-12 text-muted">
            This project has sent {count(events)} events
            {firstEventAt !== null && (
              <>
                , the first of them from <Instant at={firstEventAt} style="exact" />
              </>
            )}
            .
          </p>
        </>
      )}
    </Panel>
  );
}
