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
        className="w-full border-separate border-spacing-0 text-13 tabular-nums"
      >
        <thead>
          <tr>
            {columns.map((column, i) => (
              <th
                key={column.label}
                scope="col"
                className={`sticky top-0 border-b bg-panel px-2 py-1.5 font-medium text-12 text-muted ${i === 0 ? "text-left" : "text-right"}`}
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
                  className={`whitespace-nowrap px-2 py-1 ${i === 0 ? "text-left" : "text-right"}`}
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
