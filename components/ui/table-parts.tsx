"use client";
/** Header cells that sort and rows that link. */
import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import { KeptLink } from "./kept-link";
import { shown } from "./sheet";
import type { Column, Order } from "./table-model";

const PAD = "px-3 first:pl-4 last:pr-4";
const onPhone = ({ isSaidInFirst }: { isSaidInFirst?: boolean }): string =>
  isSaidInFirst ? "max-md:hidden" : "";
const isNumeric = (kind: string | undefined): boolean => kind === "number" || kind === "bar";

type HeaderCellProps<Row> = {
  column: Column<Row>;
  order: Order | null;
  onPress: () => void;
};

export function HeaderCell<Row>({ column, order, onPress }: HeaderCellProps<Row>) {
  const isSorted = order?.key === column.key;
  const Arrow = order?.isDescending ? ArrowDown : ArrowUp;
  const state = !isSorted ? "none" : order?.isDescending ? "descending" : "ascending";
  return (
    <th
      scope="col"
      aria-sort={state}
      className={`sticky top-0 z-10 whitespace-nowrap border-line border-b bg-panel py-1 font-medium text-12 ${PAD} ${onPhone(column)} ${isNumeric(column.kind) ? "text-right" : "text-left"}`}
    >
      <button
        type="button"
        onClick={onPress}
        title={column.hint}
        className={`inline-flex h-6 items-center gap-1 rounded-control hover:text-primary ${isNumeric(column.kind) ? "flex-row-reverse" : ""} ${isSorted ? "text-primary" : "text-muted"}`}
      >
        {column.label}
        <Arrow aria-hidden className={`size-3 ${isSorted ? "" : "invisible"}`} />
      </button>
    </th>
  );
}

type TableRowProps<Row> = {
  row: Row;
  columns: readonly Column<Row>[];
  largest: ReadonlyMap<string, number>;
  href: string | undefined;
};

export function TableRow<Row>({ row, columns, largest, href }: TableRowProps<Row>) {
  return (
    <tr className={`group ${href === undefined ? "" : "relative hover:bg-hover"}`}>
      {columns.map((column, i) => {
        const content = contentOf(column, row, largest.get(column.key) ?? 0);
        return (
          <td
            key={column.key}
            title={exactOf(column, row)}
            className={`h-9 max-w-96 whitespace-nowrap border-line border-b py-1.5 group-last:border-b-0 max-md:h-11 ${PAD} ${onPhone(column)} ${isNumeric(column.kind) ? "text-right tabular-nums" : "text-left"}`}
          >
            {i === 0 && href !== undefined ? (
              <KeptLink href={href} look="cover">
                {content}
              </KeptLink>
            ) : (
              content
            )}
          </td>
        );
      })}
    </tr>
  );
}

function exactOf<Row>({ value, format }: Column<Row>, row: Row): string | undefined {
  const exact = value(row);
  return format && typeof exact === "number" ? exact.toLocaleString("en") : undefined;
}

function contentOf<Row>(column: Column<Row>, row: Row, largest: number): ReactNode {
  if (column.cell) return column.cell(row);
  const value = column.value(row);
  const text = shown(value, column.format);
  if (column.kind !== "bar" || typeof value !== "number") return text;
  return (
    <span className="inline-flex items-center justify-end gap-2">
      <span aria-hidden className="h-1.5 w-16 overflow-hidden rounded-full bg-hover max-lg:hidden">
        <span
          className="block h-full rounded-full bg-series-other"
          style={{ width: `${largest > 0 ? (100 * value) / largest : 0}%` }}
        />
      </span>
      <span className="min-w-12">{text}</span>
    </span>
  );
}
