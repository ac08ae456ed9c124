"use client";
/** The legend as a table: what each series did, and buttons that hide it or show it alone. */
import type { ReactNode } from "react";
import { orDash } from "@/lib/core/format";
import { type Drawn, type Stats, statsOf } from "./rows";

type LegendProps = {
  look: "table" | "row";
  series: readonly Drawn[];
  value: (n: number) => string;
  hidden: ReadonlySet<string>;
  onHide: (hidden: ReadonlySet<string>) => void;
};

const COLUMNS: readonly (keyof Stats)[] = ["last", "min", "max", "mean"];

export function Legend({ look, series, value, hidden, onHide }: LegendProps) {
  if (series.length === 0) return null;
  const turn = (key: string) => {
    const next = new Set(hidden);
    if (!next.delete(key)) next.add(key);
    onHide(next);
  };
  const isolate = (key: string) => {
    const others = series.filter((one) => one.key !== key).map((one) => one.key);
    const isAlone = others.every((other) => hidden.has(other));
    onHide(new Set(isAlone ? [] : others));
  };
  if (look === "row") {
    return (
      <ul aria-label="Legend" className="flex max-h-14 flex-wrap gap-x-4 overflow-y-auto text-12">
        {series.map((one) => (
          <li key={one.key} className="flex items-center gap-1.5">
            <Name one={one} isHidden={hidden.has(one.key)} onTurn={turn} onIsolate={isolate} />
          </li>
        ))}
      </ul>
    );
  }
  return (
    <div className="max-h-28 shrink-0 overflow-auto">
      <table className="w-full text-12 tabular-nums">
        <thead className="text-muted">
          <tr>
            <th scope="col" className="text-left font-normal">
              <span className="sr-only">Series</span>
            </th>
            {COLUMNS.map((column) => (
              <th
                key={column}
                scope="col"
                className="sticky top-0 bg-panel pl-3 text-right font-normal"
              >
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {series.map((one) => (
            <LegendRow key={one.key} one={one} value={value} isHidden={hidden.has(one.key)}>
              <Name one={one} isHidden={hidden.has(one.key)} onTurn={turn} onIsolate={isolate} />
            </LegendRow>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type LegendRowProps = {
  one: Drawn;
  value: (n: number) => string;
  isHidden: boolean;
  children: ReactNode;
};

function LegendRow({ one, value, isHidden, children }: LegendRowProps) {
  const stats = statsOf(one);
  return (
    <tr className={isHidden ? "text-muted" : "text-secondary"}>
      <th scope="row" className="w-full max-w-0 py-px text-left font-normal">
        <span className="flex items-center gap-1.5">{children}</span>
      </th>
      {COLUMNS.map((column) => (
        <td key={column} className="whitespace-nowrap pl-3 text-right">
          {orDash(stats[column], value)}
        </td>
      ))}
    </tr>
  );
}

type NameProps = {
  one: Drawn;
  isHidden: boolean;
  onTurn: (key: string) => void;
  onIsolate: (key: string) => void;
};

function Name({ one, isHidden, onTurn, onIsolate }: NameProps) {
  return (
    <>
      <button
        type="button"
        aria-pressed={!isHidden}
        aria-label={`${isHidden ? "Show" : "Hide"} ${one.label}`}
        title={isHidden ? "Show" : "Hide"}
        onClick={() => onTurn(one.key)}
        className="flex size-5 shrink-0 items-center justify-center rounded-control hover:bg-hover max-md:size-6"
      >
        <span
          aria-hidden
          className="size-2.5 rounded-full border-2"
          style={{ borderColor: one.colour, background: isHidden ? "transparent" : one.colour }}
        />
      </button>
      <button
        type="button"
        aria-label={`Only ${one.label}`}
        title="Show only this one"
        onClick={() => onIsolate(one.key)}
        className={`min-w-0 truncate rounded-control text-left hover:text-primary max-md:min-h-6 max-md:min-w-6 ${isHidden ? "text-muted line-through" : "text-secondary"}`}
      >
        {one.label}
      </button>
    </>
  );
}
