"use client";
/** The tooltip of a time chart: the instant, then every series with its unit, largest first. */
import { orDash } from "@/lib/core/format";
import type { Drawn, Row } from "./rows";
import { instantWords } from "./time-words";

type ChartTipProps = {
  at: string | number | undefined;
  rows: readonly Row[];
  series: readonly Drawn[];
  value: (n: number) => string;
};

export function ChartTip({ at, rows, series, value }: ChartTipProps) {
  const row = rows.find((one) => one.at === Number(at));
  if (!row) return null;
  const entries = series
    .map((one) => ({ one, value: row[one.key] ?? null }))
    .sort((a, b) => (b.value ?? -1) - (a.value ?? -1));
  return (
    <div className="chart-tip min-w-36 rounded-panel border border-line bg-raised px-2.5 py-2 text-12 shadow-lift">
      <p className="pb-1 text-muted">{instantWords(row.at)}</p>
      <ul className="flex flex-col gap-0.5">
        {entries.map(({ one, value: measured }) => (
          <li key={one.key} className="flex items-center gap-2">
            <span
              aria-hidden
              className="size-2 shrink-0 rounded-full"
              style={{ background: one.colour }}
            />
            <span className="min-w-0 flex-1 truncate text-secondary">{one.label}</span>
            <span className="pl-3 font-medium text-primary tabular-nums">
              {orDash(measured, value)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
