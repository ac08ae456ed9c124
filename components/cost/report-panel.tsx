"use client";
/** One report: its sentences, its figures and its tables, as they are mailed. */
import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import type { ReportView } from "@/lib/spend/reports/schema";

export function ReportPanel({ reading }: { reading: Reading<ReportView> }) {
  return (
    <Panel
      title={reading.data?.title ?? "Report"}
      question="What did it cost, who moved it, and how do the budgets stand?"
      reading={reading}
      figure={({ facts }) => facts[0]?.[1] ?? ""}
      height="fit"
    >
      {(report) => <Report report={report} />}
    </Panel>
  );
}

function Report({ report }: { report: ReportView }) {
  const { lines, facts, tables, assumptions, isOver } = report;
  return (
    <article className="flex flex-col gap-5 text-13 text-secondary">
      <div className="flex max-w-[70ch] flex-col gap-1.5 text-14 text-primary">
        {!isOver && <Badge tone="info">Not over yet: these are the figures so far</Badge>}
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      <dl className="grid grid-cols-1 gap-x-6 gap-y-1 sm:grid-cols-2 lg:grid-cols-3">
        {facts.map(([name, value]) => (
          <div key={name} className="flex justify-between gap-3 border-line border-b py-1">
            <dt>{name}</dt>
            <dd className="text-right text-primary tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      <div className="grid grid-cols-1 gap-6 xl:grid-cols-2">
        {tables.map((table) => (
          <ReportTable key={table.title} table={table} />
        ))}
      </div>
      {assumptions.length > 0 && (
        <section>
          <h3 className="pb-1 font-medium text-14 text-primary">Assumptions</h3>
          <ul className="list-disc pl-5">
            {assumptions.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </section>
      )}
    </article>
  );
}

/** Figures stand at the right, but for the first column, which names them. */
const sideOf = (column: number): string => (column === 0 ? "text-left" : "text-right tabular-nums");

function ReportTable({ table }: { table: ReportView["tables"][number] }) {
  const { title, head, rows } = table;
  return (
    <section className="min-w-0 break-inside-avoid">
      <h3 className="pb-1 font-medium text-14 text-primary">{title}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard */}
      <section className="overflow-x-auto" aria-label={title} tabIndex={0}>
        <table className="w-full text-13">
          <thead>
            <tr>
              {head.map((name, i) => (
                <th
                  key={name}
                  scope="col"
                  className={`border-line border-b py-1 pr-3 font-medium text-12 text-muted last:pr-0 ${sideOf(i)}`}
                >
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.join(" ")}>
                {head.map((name, i) => (
                  <td
                    key={name}
                    className={`border-line border-b py-1 pr-3 text-primary last:pr-0 ${sideOf(i)}`}
                  >
                    {row[i]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
