"use client";
/** Each time the rule would have fired, and how much of it each label set did. */
import { Instant } from "@/components/ui/instant";
import { Table } from "@/components/ui/table";
import type { Column } from "@/components/ui/table-model";
import type { Backtest } from "@/lib/alerts/backtest";
import { type FigureUnit, figureText, figureUnitOf } from "@/lib/alerts/figure";
import type { Labels } from "@/lib/alerts/labels";
import { count, duration, share } from "@/lib/core/format";
import type { Replay } from "./use-backtest";

type Episode = Backtest["episodes"][number];
type Split = Backtest["byLabels"][number];

export function EpisodesList({ replay: { result, rule } }: { replay: Replay }) {
  if (result.count === 0) return <p className="text-13 text-secondary">It would not have fired.</p>;
  const unit = figureUnitOf(rule.signal);
  return (
    <div className="flex min-w-0 flex-col gap-3">
      {result.byLabels.length > 1 && (
        <div className="max-h-60 overflow-auto rounded-control border border-line">
          <Table
            id="replay-labels"
            label="By label set"
            columns={SPLITS}
            rows={result.byLabels}
            rowKey={({ key }) => key}
            order="-times"
          />
        </div>
      )}
      <div className="max-h-72 overflow-auto rounded-control border border-line">
        <Table
          id="replay"
          label="Times it would have fired"
          columns={COLUMNS[unit]}
          rows={result.episodes}
          rowKey={({ key, from }) => `${key}/${from}`}
          order="-from"
        />
      </div>
    </div>
  );
}

const labelWords = (labels: Labels): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(" ") || "all";

const episodeColumns = (unit: FigureUnit): readonly Column<Episode>[] => [
  {
    key: "from",
    label: "From",
    value: ({ from }) => from,
    cell: ({ from }) => <Instant at={new Date(from)} style="exact" />,
  },
  {
    key: "lasted",
    label: "Lasted",
    kind: "number",
    value: ({ durationMs }) => durationMs,
    cell: ({ durationMs, to }) => `${duration(durationMs)}${to === null ? ", not over" : ""}`,
  },
  {
    key: "peak",
    label: "Peak",
    kind: "number",
    value: ({ peak }) => peak,
    cell: ({ peak, kind }) => (kind === "noData" ? "no data" : (figureText(unit, peak) ?? "—")),
  },
  { key: "labels", label: "Of", value: ({ labels }) => labelWords(labels) },
];

/** One array for each unit: a new one each time would sort anew. */
const COLUMNS: Readonly<Record<FigureUnit, readonly Column<Episode>[]>> = {
  share: episodeColumns("share"),
  ms: episodeColumns("ms"),
  usd: episodeColumns("usd"),
  times: episodeColumns("times"),
  level: episodeColumns("level"),
  number: episodeColumns("number"),
  bytes: episodeColumns("bytes"),
};

const SPLITS: readonly Column<Split>[] = [
  { key: "labels", label: "Label set", value: ({ labels }) => labelWords(labels) },
  { key: "times", label: "Times", kind: "number", value: (one) => one.count, format: count },
  {
    key: "lasted",
    label: "In all",
    kind: "number",
    value: ({ durationMs }) => durationMs,
    format: duration,
  },
  {
    key: "night",
    label: "At night",
    kind: "number",
    value: ({ nightShare }) => nightShare,
    format: share,
  },
];
