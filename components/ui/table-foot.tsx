"use client";
/** Under a table: how many rows, which columns, which page. */
import { ChevronLeft, ChevronRight, Columns3 } from "lucide-react";
import { quantity } from "@/lib/core/format";
import { Button, IconButton } from "./button";
import { Popover } from "./popover";
import type { Column } from "./table-model";

type TableFootProps<Row> = {
  columns: readonly Column<Row>[];
  visible: readonly Column<Row>[];
  count: number;
  page: number;
  pages: number;
  onPage: (page: number) => void;
  onChoice: (keys: string | null) => void;
};

const FEW_ROWS = 10;
const FEW_COLUMNS = 4;

export function TableFoot<Row>(props: TableFootProps<Row>) {
  const { columns, visible, count, page, pages, onPage, onChoice } = props;
  const hasChoice = columns.length > FEW_COLUMNS;
  if (count <= FEW_ROWS && !hasChoice) return null;
  return (
    <div className="flex min-h-9 items-center gap-2 border-line border-t px-4 py-1 text-12 text-muted">
      <span className="tabular-nums">{quantity(count, "row")}</span>
      <span className="flex-1" />
      {pages > 1 && <Pager page={page} pages={pages} onPage={onPage} />}
      {hasChoice && <ColumnChoice columns={columns} visible={visible} onChoice={onChoice} />}
    </div>
  );
}

type PagerProps = { page: number; pages: number; onPage: (page: number) => void };

function Pager({ page, pages, onPage }: PagerProps) {
  return (
    <nav aria-label="Pages of the table" className="flex items-center gap-1">
      <IconButton
        size="s"
        icon={ChevronLeft}
        label="Previous page"
        disabled={page === 0}
        onClick={() => onPage(page - 1)}
      />
      <span className="tabular-nums">{`${page + 1} of ${pages}`}</span>
      <IconButton
        size="s"
        icon={ChevronRight}
        label="Next page"
        disabled={page >= pages - 1}
        onClick={() => onPage(page + 1)}
      />
    </nav>
  );
}

type ColumnChoiceProps<Row> = Pick<TableFootProps<Row>, "columns" | "visible" | "onChoice">;

function ColumnChoice<Row>({ columns, visible, onChoice }: ColumnChoiceProps<Row>) {
  const on = new Set(visible.map(({ key }) => key));
  const turn = (key: string) => {
    const next = columns.filter((one) => (one.key === key ? !on.has(key) : on.has(one.key)));
    onChoice(next.map((one) => one.key).join(","));
  };
  return (
    <Popover
      label="Columns"
      trigger={
        <Button size="s" tone="quiet" icon={Columns3}>
          Columns
        </Button>
      }
    >
      <fieldset className="flex min-w-44 flex-col gap-1">
        <legend className="pb-1 text-12 text-muted">Columns in sight</legend>
        {columns.map((column, i) => (
          <label key={column.key} className="flex h-7 items-center gap-2 max-md:h-10">
            <input
              type="checkbox"
              className="size-4 accent-accent"
              checked={on.has(column.key)}
              disabled={i === 0}
              onChange={() => turn(column.key)}
            />
            {column.label}
          </label>
        ))}
        <Button size="s" tone="quiet" onClick={() => onChoice(null)}>
          Usual columns
        </Button>
      </fieldset>
    </Popover>
  );
}
