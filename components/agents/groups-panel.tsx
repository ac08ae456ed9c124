"use client";
/** A table of agents or agent types. */
import type { EmptyProps } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { Table } from "@/components/ui/table";
import { type Column, sheetOf } from "@/components/ui/table-model";
import { count } from "@/lib/core/format";
import type { GroupRow } from "@/lib/overview/agents";

type GroupsPanelProps = {
  id: string;
  title: string;
  question: string;
  reading: Reading<readonly GroupRow[]>;
  /** What the cost leaves out. */
  note: string | null;
  columns: readonly Column<GroupRow>[];
  empty: EmptyProps;
  href?: (row: GroupRow) => string;
};

export function GroupsPanel(props: GroupsPanelProps) {
  const { id, title, question, reading, note, columns, empty, href } = props;
  const figure = (rows: readonly GroupRow[]) => {
    const requests = rows.reduce((sum, row) => sum + row.requests, 0);
    const words = requests === 1 ? "1 request" : `${count(requests)} requests`;
    return [words, note].filter((word) => word !== null).join(", ");
  };
  return (
    <Panel
      title={title}
      question={question}
      reading={reading}
      figure={figure}
      isEmpty={(rows) => rows.length === 0}
      empty={empty}
      sheet={(rows) => sheetOf(columns, rows)}
      height="fit"
      isFlush
    >
      {(rows) => (
        <Table
          id={id}
          label={title}
          columns={columns}
          rows={rows}
          rowKey={({ name }) => name}
          order="-requests"
          {...(href && { href })}
        />
      )}
    </Panel>
  );
}
