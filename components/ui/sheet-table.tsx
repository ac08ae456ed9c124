"use client";
/** The plain table behind a chart. */
import { Instant } from "./instant";
import { ScrollBox } from "./scroll-box";
import { type Sheet, shown } from "./sheet";

export function SheetTable({ label, sheet }: { label: string; sheet: Sheet }) {
  const { columns, rows } = sheet;
  return (
    <ScrollBox>
      <table
        aria-label={`${label}, as a table`}
        className="text-13 w-full border-separate border-spacing-0 tabular-nums"
      >
        <thead>
          <tr>
            {columns.map((column, i) => (
              <th
                key={column.label}
                scope="col"
                className={`bg-panel text-12 text-muted sticky top-0 border-b px-2 py-1.5 font-medium ${i === 0 ? "text-left" : "text-right"}`}
              >
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, r) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a sheet have no identity but their place
            <tr key={r} className="hover:bg-hover">
              {row.map((value, i) => (
                <td
                  key={columns[i]?.label ?? i}
                  className={`px-2 py-1 whitespace-nowrap ${i === 0 ? "text-left" : "text-right"}`}
                >
                  {columns[i]?.isTime && typeof value === "string" ? (
                    <Instant at={value} style="exact" />
                  ) : (
                    shown(value, columns[i]?.format)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
