"use client";
/** A table to work with: sorted by any column, header in sight, numbers aligned, long lists in pages. */
import { useMemo, useState } from "react";
import { ScrollBox } from "./scroll-box";
import { TableFoot } from "./table-foot";
import { type Column, chosen, orderOf, pressed, sorted, written } from "./table-model";
import { HeaderCell, TableRow } from "./table-parts";
import { useUrlState } from "./use-url-state";

type TableProps<Row> = {
  /** Unique on the page: names its sorting and columns in the address bar. */
  id: string;
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Makes the whole row a link; keeps project and time range. */
  href?: (row: Row) => string;
  /** The first order: "-requests" falls, "name" rises. */
  order?: string;
  /** Shown under the header when there are no rows. */
  none?: string;
};

const PAGE = 100;

export function Table<Row>(props: TableProps<Row>) {
  const { id, label, columns, rows, rowKey, href, order: firstOrder, none } = props;
  const [askedOrder, setOrder] = useUrlState(`sort.${id}`);
  const [choice, setChoice] = useUrlState(`cols.${id}`);
  const [page, setPage] = useState(0);
  const orderText = askedOrder ?? firstOrder ?? null;
  const order = useMemo(() => (orderText === null ? null : orderOf(orderText)), [orderText]);
  const inOrder = useMemo(() => sorted(rows, columns, order), [rows, columns, order]);
  const visible = chosen(columns, choice);
  const pages = rows.length > 2 * PAGE ? Math.ceil(rows.length / PAGE) : 1;
  const current = Math.min(page, pages - 1);
  const onPage = pages === 1 ? inOrder : inOrder.slice(current * PAGE, (current + 1) * PAGE);
  const largest = useMemo(() => largestOf(columns, rows), [columns, rows]);
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <ScrollBox>
        <table aria-label={label} className="w-full border-separate border-spacing-0 text-13">
          <thead>
            <tr>
              {visible.map((column) => (
                <HeaderCell
                  key={column.key}
                  column={column}
                  order={order}
                  onPress={() => setOrder(written(pressed(column, order)))}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            {onPage.map((row) => (
              <TableRow
                key={rowKey(row)}
                row={row}
                columns={visible}
                largest={largest}
                href={href?.(row)}
              />
            ))}
          </tbody>
        </table>
        {rows.length === 0 && (
          <p className="px-4 py-6 text-center text-13 text-muted">{none ?? "No rows"}</p>
        )}
      </ScrollBox>
      <TableFoot
        columns={columns}
        visible={visible}
        count={rows.length}
        page={current}
        pages={pages}
        onPage={setPage}
        onChoice={setChoice}
      />
    </div>
  );
}

function largestOf<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): ReadonlyMap<string, number> {
  const bars = columns.filter(({ kind }) => kind === "bar");
  return new Map(
    bars.map(({ key, value }) => [
      key,
      rows.reduce((most, row) => Math.max(most, Number(value(row) ?? 0)), 0),
    ]),
  );
}
