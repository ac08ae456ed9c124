"use client";
/** Response codes: failures over time, and the share of each code in all answers. */
import { useMemo } from "react";
import { BarList } from "@/components/charts/bar-list";
import { Bars } from "@/components/charts/bars";
import { seriesOf } from "@/components/charts/lines-panel";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { count, share } from "@/lib/core/format";
import type { CodeRow, ErrorsView } from "@/lib/errors/schema";

const MEANING: Readonly<Record<string, string>> = {
  400: "Bad request",
  401: "Not signed in",
  403: "Forbidden",
  404: "Not found",
  408: "Timed out",
  422: "Not processable",
  429: "Too many requests",
  499: "Client went away",
  500: "Server error",
  502: "Bad gateway",
  503: "Unavailable",
  504: "Gateway timed out",
};

export function CodesPanel({ reading, height }: { reading: Reading<ErrorsView>; height: number }) {
  return (
    <Panel
      title="Response codes"
      question="What do users get instead of an answer?"
      reading={reading}
      figure={({ codes }) => `${share(failedShare(codes))} not OK`}
      isEmpty={({ codes }) => codes.length === 0}
      empty={{
        title: "No response codes in this time range",
        hint: "Set statusCode on request events to see which answers users got.",
      }}
      sheet={({ codes }) => ({
        columns: [
          { label: "Code" },
          { label: "Answers", format: count },
          { label: "Share", format: share },
        ],
        rows: codes.map((row) => [row.code, row.n, row.share]),
      })}
      height={height}
    >
      {(view) => <Codes view={view} />}
    </Panel>
  );
}

const isFailed = (code: string): boolean => !/^[123]\d\d$/.test(code);
const failedShare = (codes: readonly CodeRow[]): number =>
  codes.reduce((sum, row) => sum + (isFailed(row.code) ? row.share : 0), 0);

/** What went well is the figure's complement: beside it, no failure could be seen. */
function Codes({ view: { axis, codes, codeLines } }: { view: ErrorsView }) {
  const series = useMemo(() => seriesOf(axis, codeLines), [axis, codeLines]);
  const failed = codes.filter(({ code }) => isFailed(code)).toSorted((a, b) => b.n - a.n);
  if (failed.length === 0) return <EmptyState title="Every answer was OK" />;
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3">
      <div className="flex min-h-32 flex-1">
        <Bars series={series} value={count} legend="none" />
      </div>
      <div className="flex h-36 min-h-0">
        <BarList
          label="Failed answers by response code"
          value={count}
          items={failed.map(({ code, n, share: part }) => ({
            key: code,
            label: MEANING[code] ? `${code} ${MEANING[code]}` : code,
            value: n,
            note: `${share(part)} of all`,
          }))}
        />
      </div>
    </div>
  );
}
