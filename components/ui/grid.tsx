/** The twelve-column page grid: rows share a height, phones get one column. */
import type { ReactNode } from "react";

export function Grid({ children }: { children: ReactNode }) {
  return <div className="grid grid-cols-12 gap-3 md:gap-4">{children}</div>;
}

export type Width = 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 12;

const WIDTHS: Record<Width, string> = {
  2: "col-span-6 md:col-span-4 xl:col-span-2",
  3: "col-span-6 lg:col-span-3",
  4: "col-span-12 lg:col-span-4",
  5: "col-span-12 lg:col-span-5",
  6: "col-span-12 lg:col-span-6",
  7: "col-span-12 lg:col-span-7",
  8: "col-span-12 lg:col-span-8",
  9: "col-span-12 lg:col-span-9",
  12: "col-span-12",
};

/** A cell so many columns wide on a desk. Its one child fills the height of the row. */
export function Cell({ width, children }: { width: Width; children: ReactNode }) {
  return <div className={`${WIDTHS[width]} flex min-w-0 *:min-w-0 *:flex-1`}>{children}</div>;
}
