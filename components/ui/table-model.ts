/** What a table is made of, and the arithmetic of its order and width. */
import type { ReactNode } from "react";
import type { Sheet, SheetValue } from "./sheet";

export type Column<Row> = {
  readonly key: string;
  readonly label: string;
  /** What the column sorts and copies by. */
  readonly value: (row: Row) => SheetValue;
  /** How a number is written; the exact value shows on hover. */
  readonly format?: (value: number) => string;
  /** Draws the cell where text is not enough. */
  readonly cell?: (row: Row) => ReactNode;
  /** Numbers align right; `bar` adds an inline bar scaled to the column's largest. */
  readonly kind?: "text" | "number" | "bar";
  /** Explains the column on hover. */
  readonly hint?: string;
  /** Off until a person turns it on in the column choice. */
  readonly isHidden?: boolean;
  /** On a phone the first column says it already. */
  readonly isSaidInFirst?: boolean;
};

export type Order = { readonly key: string; readonly isDescending: boolean };

export const orderOf = (written: string): Order =>
  written.startsWith("-")
    ? { key: written.slice(1), isDescending: true }
    : { key: written, isDescending: false };

export const written = ({ key, isDescending }: Order): string => `${isDescending ? "-" : ""}${key}`;

/** Numbers first fall, names first rise; a second press turns the order round. */
export function pressed<Row>(column: Column<Row>, order: Order | null): Order {
  if (order?.key === column.key) return { ...order, isDescending: !order.isDescending };
  return { key: column.key, isDescending: (column.kind ?? "text") !== "text" };
}

/** Unknown values stay last in either direction. */
export function sorted<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  order: Order | null,
): readonly Row[] {
  const column = columns.find(({ key }) => key === order?.key);
  if (!column || !order) return rows;
  const sign = order.isDescending ? -1 : 1;
  return rows.toSorted((a, b) => compare(column.value(a), column.value(b), sign));
}

function compare(a: SheetValue, b: SheetValue, sign: number): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (typeof a === "number" && typeof b === "number") return sign * (a - b);
  return sign * String(a).localeCompare(String(b), "en", { numeric: true });
}

export function sheetOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Sheet {
  return {
    columns: columns.map(({ label, format }) => ({ label, format })),
    rows: rows.map((row) => columns.map((column) => column.value(row))),
  };
}

/** The columns a person sees: their own choice, or all that are not hidden by default. */
export function chosen<Row>(
  columns: readonly Column<Row>[],
  choice: string | null,
): readonly Column<Row>[] {
  if (choice === null) return columns.filter(({ isHidden }) => !isHidden);
  const keys = new Set(choice.split(","));
  const picked = columns.filter(({ key }, i) => i === 0 || keys.has(key));
  return picked.length > 0 ? picked : columns;
}
