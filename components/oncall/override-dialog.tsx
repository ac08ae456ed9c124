"use client";
/** Somebody takes a stretch of time of a schedule, whoever's turn it would have been. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useMay } from "@/components/shell/use-console";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActs } from "@/components/ui/dialog";
import { errorAt, errorElsewhere } from "@/components/ui/error-at";
import { Field, Select, TextInput } from "@/components/ui/field";
import { onClock } from "@/components/ui/on-clock";
import { HOUR } from "@/lib/core/time";
import { addOverride, onCallKey } from "@/lib/oncall/schedules/client";
import type { OnCallView, ScheduleView } from "@/lib/oncall/schedules/schema";

type OverrideDialogProps = {
  project: string;
  schedule: ScheduleView;
  view: OnCallView;
  onClose: () => void;
};

const FIELDS = ["override.personId", "override.from", "override.to", "override.reason"];

const blank = ({ at, me, people }: OnCallView) => ({
  personId: people.find(({ id }) => id === me)?.id ?? people[0]?.id ?? "",
  from: onClock(at),
  to: onClock(new Date(Date.parse(at) + 8 * HOUR).toISOString()),
  reason: "",
});

export function OverrideDialog({ project, schedule, view, onClose }: OverrideDialogProps) {
  const cache = useQueryClient();
  const mayAll = useMay("on-call:write") === true;
  const [draft, setDraft] = useState(() => blank(view));
  const put = (part: Partial<typeof draft>) => setDraft((known) => ({ ...known, ...part }));
  const take = useMutation({
    mutationFn: () => {
      const { personId, from, to, reason } = draft;
      return addOverride(project, schedule.id, {
        ...{ personId, from: new Date(from).toISOString(), to: new Date(to).toISOString() },
        ...(reason.trim() !== "" && { reason: reason.trim() }),
      });
    },
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: onCallKey(project) });
      onClose();
    },
  });
  const { error } = take;
  const rest = errorElsewhere(error, FIELDS);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Override ${schedule.name}`}
      description={
        mayAll
          ? "Whoever takes the time is on call, whoever's turn it would have been."
          : "Take time of anybody, or give time of your own to somebody else."
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          take.mutate();
        }}
      >
        <Field label="Who takes it" error={errorAt(error, "override.personId")}>
          <Select
            value={draft.personId}
            options={view.people.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(personId) => put({ personId })}
          />
        </Field>
        <div className="grid gap-4 md:grid-cols-2">
          <Field label="From" hint="On your clock." error={errorAt(error, "override.from")}>
            <TextInput
              type="datetime-local"
              value={draft.from}
              onChange={(from) => put({ from })}
              required
            />
          </Field>
          <Field label="To" error={errorAt(error, "override.to")}>
            <TextInput
              type="datetime-local"
              value={draft.to}
              onChange={(to) => put({ to })}
              required
            />
          </Field>
        </div>
        <Field label="Reason" hint="May stay empty." error={errorAt(error, "override.reason")}>
          <TextInput value={draft.reason} onChange={(reason) => put({ reason })} maxLength={500} />
        </Field>
        {rest && <Notice tone="critical">{rest.message}</Notice>}
        <DialogActs>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" tone="primary" isBusy={take.isPending}>
            Take over
          </Button>
        </DialogActs>
      </form>
    </Dialog>
  );
}
