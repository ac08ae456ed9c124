"use client";
/** Maintenance windows: when each opens next, and what it hides. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CalendarClock } from "lucide-react";
import { useState } from "react";
import { Can } from "@/components/shell/can";
import { Badge, Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import {
  changeWindow,
  removeWindow,
  windowsKey,
  windowsQuery,
} from "@/lib/notify/maintenance-windows/client";
import type { WindowView } from "@/lib/notify/maintenance-windows/schema";
import { MatcherTags } from "./matcher-tags";
import { WindowDialog } from "./window-dialog";
import { alertsCount } from "./words";

type Writing = WindowView | "new" | null;

export function WindowsPanel({ project, live }: { project: string; live: boolean }) {
  const reading = useQuery(windowsQuery(project, live));
  const [writing, setWriting] = useState<Writing>(null);
  const [leaving, setLeaving] = useState<WindowView | null>(null);
  const cache = useQueryClient();
  const refresh = () => cache.invalidateQueries({ queryKey: windowsKey(project) });
  const remove = useMutation({
    mutationFn: (id: string) => removeWindow(project, id),
    onSuccess: async () => {
      await refresh();
      setLeaving(null);
    },
  });
  const turn = useMutation({
    mutationFn: ({ name, matchers, spec, isEnabled, ...known }: WindowView) =>
      changeWindow(project, known, { name, matchers, spec, isEnabled: !isEnabled }),
    onSettled: refresh,
  });
  return (
    <>
      <Panel
        title="Maintenance windows"
        question="When is something expected to be down, again and again?"
        reading={reading}
        figure={(windows) => openWords(windows)}
        controls={
          <Can permission="rules:write">
            {(gate) => (
              <Button size="s" icon={CalendarClock} onClick={() => setWriting("new")} {...gate}>
                Add a window
              </Button>
            )}
          </Can>
        }
        isEmpty={({ length }) => length === 0}
        empty={{
          title: "No maintenance windows",
          hint: "A window silences alerts at the same hours every day, week or month, on the wall clock of a zone.",
        }}
        height="fit"
      >
        {(windows) => (
          <>
            {turn.error && <Notice tone="critical">{turn.error.message}</Notice>}
            <ul className="flex flex-col divide-y divide-line">
              {windows.map((window) => (
                <WindowRow
                  key={window.id}
                  window={window}
                  isBusy={turn.isPending}
                  onTurn={() => turn.mutate(window)}
                  onChange={() => setWriting(window)}
                  onRemove={() => setLeaving(window)}
                />
              ))}
            </ul>
          </>
        )}
      </Panel>
      {writing && (
        <WindowDialog
          project={project}
          window={writing === "new" ? null : writing}
          onClose={() => setWriting(null)}
        />
      )}
      {leaving && (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && setLeaving(null)}
          title={`Delete ${leaving.name}`}
          consequence={`Alerts that it hides are told again, also at these hours: ${leaving.says}.`}
          verb="Delete window"
          isBusy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate(leaving.id)}
        />
      )}
    </>
  );
}

function openWords(windows: readonly WindowView[]): string {
  const open = windows.filter((window) => window.open !== null).length;
  return open > 0 ? `${open} open now` : `${windows.length} planned`;
}

type WindowRowProps = {
  window: WindowView;
  isBusy: boolean;
  onTurn: () => void;
  onChange: () => void;
  onRemove: () => void;
};

function WindowRow({ window, isBusy, onTurn, onChange, onRemove }: WindowRowProps) {
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0">
      <div className="flex min-w-0 flex-1 basis-72 flex-col gap-1.5">
        <p className="flex flex-wrap items-center gap-2 font-medium text-13 text-primary">
          {window.name}
          <State window={window} />
        </p>
        <MatcherTags matchers={window.matchers} />
        <p className="text-13 text-secondary">{window.says}</p>
        <Next window={window} />
      </div>
      <Can permission="rules:write">
        {(gate) => (
          <div className="flex flex-wrap gap-2">
            <Button size="s" onClick={onChange} {...gate}>
              Change
            </Button>
            <Button size="s" isBusy={isBusy} onClick={onTurn} {...gate}>
              {window.isEnabled ? "Switch off" : "Switch on"}
            </Button>
            <Button size="s" onClick={onRemove} {...gate}>
              Delete
            </Button>
          </div>
        )}
      </Can>
    </li>
  );
}

function State({ window: { isEnabled, open, matches } }: Pick<WindowRowProps, "window">) {
  if (!isEnabled) return <Badge tone="unknown">Off</Badge>;
  if (!open) return null;
  return <Badge tone="info">{`Open now, hides ${alertsCount(matches.count)}`}</Badge>;
}

function Next({ window: { isEnabled, open, next } }: Pick<WindowRowProps, "window">) {
  if (!isEnabled) return null;
  return (
    <p className="flex flex-wrap gap-x-3 text-12 text-muted">
      {open && (
        <span>
          open until <Instant at={open.to} style="exact" />
        </span>
      )}
      {next.map(({ from, to }) => (
        <span key={from}>
          <Instant at={from} style="exact" /> to <Instant at={to} style="exact" />
        </span>
      ))}
      <span>on your clock</span>
    </p>
  );
}
