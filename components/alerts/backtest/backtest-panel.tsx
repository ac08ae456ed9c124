"use client";
/** Would it have fired: the last days replayed by the production machine while the rule is edited. */

import { Notice } from "@/components/ui/badge";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { Segmented } from "@/components/ui/segmented";
import { hitsOf, type KnownIncident } from "@/lib/alerts/rules/replay";
import { count, duration, share } from "@/lib/core/format";
import { EpisodesList } from "./episodes-list";
import { ReplayChart } from "./replay-chart";
import type { Replay } from "./use-backtest";

const SPANS = [
  { value: "1", label: "1 d" },
  { value: "7", label: "7 d" },
  { value: "30", label: "30 d" },
] as const;
export type Days = (typeof SPANS)[number]["value"];

type BacktestPanelProps = {
  /** Null while the rule cannot be evaluated. */
  reading: Reading<Replay> | null;
  days: Days;
  onDays: (days: Days) => void;
  /** What is known to have happened, to be laid over what the rule would have told. */
  incidents?: readonly KnownIncident[];
};

export function BacktestPanel({ reading, days, onDays, incidents = [] }: BacktestPanelProps) {
  return (
    <Panel
      title="Would have fired"
      question={`When would this rule have fired in the last ${days === "1" ? "day" : `${days} days`}?`}
      reading={reading ?? UNREADABLE}
      {...(reading !== null && { figure: ({ result }: Replay) => timesWords(result.count) })}
      controls={<Segmented label="Time to replay" value={days} options={SPANS} onChange={onDays} />}
      isEmpty={({ history }) => history.series.length === 0}
      empty={
        reading === null
          ? { title: "Not a whole rule yet", hint: "Fill in what is missing, and it is replayed." }
          : {
              title: "Nothing was measured",
              hint: "No event of these days has what the rule looks at.",
            }
      }
      height="fit"
    >
      {(replay) => <Answer replay={replay} incidents={incidents} />}
    </Panel>
  );
}

const NOTHING: Replay = {
  history: { from: 0, stepMs: 1, steps: 0, series: [] },
  omitted: 0,
  zone: "UTC",
} as unknown as Replay;
/** Data without a series: the panel shows its empty state. */
const UNREADABLE: Reading<Replay> = {
  data: NOTHING,
  isPending: false,
  isError: false,
  error: null,
  dataUpdatedAt: 0,
  isPlaceholderData: false,
  refetch: () => undefined,
};

const timesWords = (n: number): string => (n === 1 ? "once" : `${count(n)} times`);

type AnswerProps = { replay: Replay; incidents: readonly KnownIncident[] };

function Answer({ replay, incidents }: AnswerProps) {
  const { result, omitted } = replay;
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <ReplayChart replay={replay} incidents={incidents} />
      <Figures replay={replay} />
      {incidents.length > 0 && <Hits replay={replay} incidents={incidents} />}
      {result.flapping > 0 && (
        <Notice tone="warning">
          It would have flapped: a longer “for”, or “keep firing for”, makes it calm.
        </Notice>
      )}
      {omitted > 0 && (
        <p className="text-12 text-muted">
          {`${count(omitted)} quieter label sets are left out: the whole would be too much to replay here.`}
        </p>
      )}
      <EpisodesList replay={replay} />
    </div>
  );
}

function Figures({ replay: { result, zone } }: { replay: Replay }) {
  const { count: times, durationMs, longestMs, nightShare, startedAtNight, pages } = result;
  const figures = [
    ["Times", count(times)],
    ["Messages", count(pages)],
    ["In all", times === 0 ? "—" : duration(durationMs)],
    ["Longest", times === 0 ? "—" : duration(longestMs)],
    ["At night", nightShare === null ? "—" : share(nightShare)],
    ["Begun at night", count(startedAtNight)],
  ] as const;
  return (
    <dl
      className="grid grid-cols-3 gap-2 sm:grid-cols-6"
      title={`Night is from 22:00 to 07:00, ${zone}`}
    >
      {figures.map(([label, figure]) => (
        <div key={label} className="min-w-0">
          <dt className="text-12 text-muted">{label}</dt>
          <dd className="font-semibold text-16 text-primary tabular-nums">{figure}</dd>
        </div>
      ))}
    </dl>
  );
}

function Hits({ replay: { result }, incidents }: AnswerProps) {
  const { told, missed, others } = hitsOf(result, incidents);
  return (
    <p className="text-13 text-secondary">
      {`Told of ${told} of ${incidents.length} known incidents, missed ${missed}; ${others} times there was none.`}
    </p>
  );
}
