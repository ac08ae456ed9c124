"use client";
/** Who is on call now by each schedule, and who follows. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Can } from "@/components/shell/can";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { onCallKey, removeSchedule } from "@/lib/oncall/schedules/client";
import type { OnCallView, ScheduleView } from "@/lib/oncall/schedules/schema";
import { OverrideDialog } from "./override-dialog";

type NowPanelProps = {
  project: string;
  reading: Reading<OnCallView>;
  onChange: (schedule: ScheduleView) => void;
};

export function NowPanel({ project, reading, onChange }: NowPanelProps) {
  const [taking, setTaking] = useState<ScheduleView | null>(null);
  const [leaving, setLeaving] = useState<ScheduleView | null>(null);
  return (
    <>
      <Panel
        title="Now"
        question="Who answers when something fires now?"
        reading={reading}
        figure={({ schedules }) =>
          `${schedules.filter(({ now }) => now !== null).length} of ${schedules.length} answered for`
        }
        isEmpty={({ schedules }) => schedules.length === 0}
        empty={{
          title: "Nobody is on call",
          hint: "A schedule says whose turn it is. Escalation policies tell whoever is on call by it.",
        }}
        height="fit"
      >
        {({ schedules }) => (
          <ul className="flex flex-col divide-y divide-line">
            {schedules.map((schedule) => (
              <ScheduleRow
                key={schedule.id}
                schedule={schedule}
                onTake={() => setTaking(schedule)}
                onChange={() => onChange(schedule)}
                onRemove={() => setLeaving(schedule)}
              />
            ))}
          </ul>
        )}
      </Panel>
      {taking && reading.data && (
        <OverrideDialog
          project={project}
          schedule={taking}
          view={reading.data}
          onClose={() => setTaking(null)}
        />
      )}
      {leaving && (
        <RemovalDialog project={project} schedule={leaving} onClose={() => setLeaving(null)} />
      )}
    </>
  );
}

type ScheduleRowProps = {
  schedule: ScheduleView;
  onTake: () => void;
  onChange: () => void;
  onRemove: () => void;
};

function ScheduleRow({ schedule, onTake, onChange, onRemove }: ScheduleRowProps) {
  const { name, zone } = schedule;
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0">
      <div className="flex min-w-0 flex-1 basis-72 flex-col gap-1">
        <p className="text-13 text-secondary">
          {name} <span className="text-12 text-muted">{zone}</span>
        </p>
        <Turns schedule={schedule} />
      </div>
      <div className="flex flex-wrap gap-2">
        <Can permission="on-call:override">
          {(gate) => (
            <Button size="s" onClick={onTake} {...gate}>
              Override<span className="sr-only">{` ${name}`}</span>
            </Button>
          )}
        </Can>
        <Can permission="on-call:write" otherwise="hide">
          {(gate) => (
            <>
              <Button size="s" onClick={onChange} {...gate}>
                Change<span className="sr-only">{` ${name}`}</span>
              </Button>
              <Button size="s" onClick={onRemove} {...gate}>
                Delete<span className="sr-only">{` ${name}`}</span>
              </Button>
            </>
          )}
        </Can>
      </div>
    </li>
  );
}

function Turns({ schedule: { now, next } }: Pick<ScheduleRowProps, "schedule">) {
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-2 font-semibold text-16 text-primary">
        {now ? now.person : <Badge tone="critical">Nobody is on call</Badge>}
        {now && (
          <span className="font-normal text-12 text-muted">
            until <Instant at={now.to} style="exact" />
            {now.layer === null && ", by an override"}
          </span>
        )}
      </p>
      <p className="text-12 text-muted">
        {next ? (
          <>
            Next: {next.person}, from <Instant at={next.from} style="exact" />
          </>
        ) : (
          "Nobody follows within four weeks"
        )}
      </p>
    </>
  );
}

type RemovalDialogProps = { project: string; schedule: ScheduleView; onClose: () => void };

function RemovalDialog({ project, schedule, onClose }: RemovalDialogProps) {
  const cache = useQueryClient();
  const remove = useMutation({
    mutationFn: () => removeSchedule(project, schedule.id),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: onCallKey(project) });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete ${schedule.name}`}
      consequence="Nobody is on call by it any more, and calendars that read it become empty."
      verb="Delete schedule"
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
    />
  );
}
