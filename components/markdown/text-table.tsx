"use client";
/** A table of a text; what is wider than the page scrolls within its box. */
import { type Align, type Block, type Inline, textOf } from "@/lib/runbooks/markdown/node";
import { Inlines } from "./inlines";

const ALIGN = { left: "text-left", right: "text-right", center: "text-center" } as const;
const lookOf = (align: Align | undefined): string => (align ? ALIGN[align] : ALIGN.left);

export function TextTable({
  table: { align, head, rows },
}: {
  table: Extract<Block, { kind: "table" }>;
}) {
  return (
    <div
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      className="min-w-0 overflow-x-auto rounded-control border border-line"
    >
      <table className="w-full border-collapse break-words text-13">
        {head.some(hasText) && (
          <thead>
            <tr className="border-line border-b">
              <Names head={head} align={align} />
            </tr>
          </thead>
        )}
        <tbody>
          {rows.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name
            <tr key={i} className="border-line border-b last:border-b-0">
              <Cells row={row} align={align} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const hasText = (cell: readonly Inline[]): boolean => textOf(cell).trim() !== "";

type NamesProps = { head: readonly (readonly Inline[])[]; align: readonly Align[] };

/** A name that is empty names nothing: a corner is a cell. */
function Names({ head, align }: NamesProps) {
  return head.map((cell, i) => {
    const look = `px-3 py-2 font-medium ${lookOf(align[i])}`;
    return hasText(cell) ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name
      <th key={i} scope="col" className={look}>
        <Inlines of={cell} />
      </th>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name
      <td key={i} className={look} />
    );
  });
}

type CellsProps = { row: readonly (readonly Inline[])[]; align: readonly Align[] };

function Cells({ row, align }: CellsProps) {
  return row.map((cell, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name
    <td key={i} className={`min-w-24 px-3 py-1.5 align-top ${lookOf(align[i])}`}>
      <Inlines of={cell} />
    </td>
  ));
}
