"use client";
/** The shifts of the weeks to come of one schedule, with the times at which nobody is on call. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Can } from "@/components/shell/can";
import { Badge, Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { Segmented } from "@/components/ui/segmented";
import { quantity } from "@/lib/core/format";
import { onCallKey, removeOverride, timelineQuery } from "@/lib/oncall/schedules/client";
import type { OnCallView, ShiftView, SpanView, TimelineView } from "@/lib/oncall/schedules/schema";
import { SchedulePicker } from "./schedule-picker";
import { SpanWords } from "./span-words";
import { sourceWords } from "./words";

const WEEKS = [
  { value: "2", label: "2 weeks" },
  { value: "4", label: "4 weeks" },
  { value: "8", label: "8 weeks" },
] as const;
type Weeks = (typeof WEEKS)[number]["value"];

type TimelinePanelProps = { project: string; reading: Reading<OnCallView> };

export function TimelinePanel({ project, reading }: TimelinePanelProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [weeks, setWeeks] = useState<Weeks>("2");
  const schedules = reading.data?.schedules ?? [];
  const id = schedules.find((one) => one.id === chosen)?.id ?? schedules[0]?.id;
  const timeline = useQuery({
    ...timelineQuery(project, id ?? "", Number(weeks)),
    enabled: id !== undefined,
  });
  if (id === undefined) return null;
  return (
    <Panel
      title="Timeline"
      question="Whose turn is it in the weeks to come?"
      reading={timeline}
      figure={({ shifts }) => quantity(shifts.length, "shift")}
      controls={<Segmented label="How far" value={weeks} options={WEEKS} onChange={setWeeks} />}
      sheet={sheetOf}
      isEmpty={({ shifts }) => shifts.length === 0}
      empty={{ title: "Nobody is on call in these weeks" }}
      height="fit"
    >
      {(view) => (
        <div className="flex flex-col gap-3">
          <SchedulePicker schedules={schedules} value={id} onChange={setChosen} />
          <Rows project={project} view={view} />
        </div>
      )}
    </Panel>
  );
}

const sheetOf = ({ shifts }: TimelineView) => ({
  columns: [
    { label: "From", isTime: true },
    { label: "To", isTime: true },
    { label: "Person" },
    { label: "By" },
  ],
  rows: shifts.map((shift) => [shift.from, shift.to, shift.person, sourceWords(shift)]),
});

type Row = SpanView & { readonly shift: ShiftView | null };

function Rows({ project, view }: { project: string; view: TimelineView }) {
  const cache = useQueryClient();
  const remove = useMutation({
    mutationFn: (id: string) => removeOverride(project, id),
    onSuccess: () => cache.invalidateQueries({ queryKey: onCallKey(project) }),
  });
  const rows: readonly Row[] = [
    ...view.shifts.map((shift) => ({ from: shift.from, to: shift.to, shift })),
    ...view.gaps.map((gap) => ({ ...gap, shift: null })),
  ].toSorted((a, b) => a.from.localeCompare(b.from));
  return (
    <>
      {remove.error && <Notice tone="critical">{remove.error.message}</Notice>}
      <ol className="flex flex-col divide-y divide-line">
        {rows.map((row) => (
          <li
            key={`${row.from} ${row.shift?.personId ?? "gap"}`}
            className="grid items-center gap-x-4 gap-y-1 py-2 md:grid-cols-[minmax(12rem,1fr)_minmax(8rem,2fr)_auto]"
          >
            <Who {...row} />
            <Bar row={row} view={view} />
            <Undo shift={row.shift} isBusy={remove.isPending} onUndo={remove.mutate} />
          </li>
        ))}
      </ol>
    </>
  );
}

function Who({ shift, from, to }: Row) {
  return (
    <span className="flex min-w-0 flex-col">
      {shift ? (
        <span className="text-13 text-primary">
          {shift.person} <span className="text-12 text-muted">{sourceWords(shift)}</span>
        </span>
      ) : (
        <Badge tone="critical" bare>
          Nobody
        </Badge>
      )}
      <SpanWords from={from} to={to} />
    </span>
  );
}

/** Where in the shown weeks it lies; the words beside it say the same. */
function Bar({ row, view }: { row: Row; view: TimelineView }) {
  const [start, end] = [Date.parse(view.from), Date.parse(view.to)];
  const share = (iso: string) =>
    (100 * (Math.min(Math.max(Date.parse(iso), start), end) - start)) / (end - start);
  const [left, right] = [share(row.from), share(row.to)];
  return (
    <span aria-hidden className="relative block h-2 rounded-control bg-page max-md:hidden">
      <span
        className={`absolute inset-y-0 rounded-control ${row.shift ? "bg-accent" : "bg-critical-solid"}`}
        style={{ left: `${left}%`, width: `${Math.max(right - left, 0.5)}%` }}
      />
    </span>
  );
}

type UndoProps = {
  shift: ShiftView | null;
  isBusy: boolean;
  onUndo: (override: string) => void;
};

function Undo({ shift, isBusy, onUndo }: UndoProps) {
  const override = shift?.overrideId;
  if (!override) return <span />;
  return (
    <Can permission="on-call:override">
      {(gate) => (
        <Button size="s" isBusy={isBusy} onClick={() => onUndo(override)} {...gate}>
          End override
        </Button>
      )}
    </Can>
  );
}
