"use client";
/** Writes a schedule: its zone, and layers of people who take turns. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActs } from "@/components/ui/dialog";
import { errorAt, errorElsewhere } from "@/components/ui/error-at";
import { Field, Select, TextInput } from "@/components/ui/field";
import { readerZone } from "@/components/ui/zone";
import { DAY } from "@/lib/core/time";
import { changeSchedule, createSchedule, onCallKey } from "@/lib/oncall/schedules/client";
import type { PersonView, ScheduleView } from "@/lib/oncall/schedules/schema";
import { LayerFields } from "./layer-fields";
import {
  blankDraft,
  draftOf,
  requestOf,
  type ScheduleDraft,
  withChange,
  withLayer,
  withoutLayer,
} from "./schedule-draft";

type ScheduleDialogProps = {
  project: string;
  /** Null: a new one. */
  schedule: ScheduleView | null;
  people: readonly PersonView[];
  onClose: () => void;
};

const ZONES = Intl.supportedValuesOf("timeZone");
const FIELDS = ["schedule.name", "schedule.zone"];

/** Of this week, so that somebody is on call as soon as it is saved. */
function monday(): string {
  const now = new Date();
  return new Date(now.getTime() - ((now.getUTCDay() + 6) % 7) * DAY).toISOString().slice(0, 10);
}

export function ScheduleDialog({ project, schedule, people, onClose }: ScheduleDialogProps) {
  const cache = useQueryClient();
  const [draft, setDraft] = useState<ScheduleDraft>(() =>
    schedule ? draftOf(schedule) : blankDraft(readerZone(), monday()),
  );
  const save = useMutation({
    mutationFn: () =>
      schedule
        ? changeSchedule(project, schedule, requestOf(draft))
        : createSchedule(project, requestOf(draft)),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: onCallKey(project) });
      onClose();
    },
  });
  const rest = errorElsewhere(save.error, FIELDS);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="l"
      title={schedule ? `Change ${schedule.name}` : "New schedule"}
      description="A later layer covers the earlier ones wherever it has somebody."
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <NameAndZone draft={draft} error={save.error} onChange={setDraft} />
        {draft.layers.map((layer) => (
          <LayerFields
            key={layer.key}
            layer={layer}
            people={people}
            onChange={(changed) => setDraft(withChange(draft, changed))}
            onRemove={() => setDraft(withoutLayer(draft, layer.key))}
          />
        ))}
        <div>
          <Button size="s" onClick={() => setDraft(withLayer(draft, monday()))}>
            Add a layer
          </Button>
        </div>
        {rest && <Notice tone="critical">{rest.message}</Notice>}
        <DialogActs>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" tone="primary" isBusy={save.isPending}>
            {schedule ? "Save" : "Make schedule"}
          </Button>
        </DialogActs>
      </form>
    </Dialog>
  );
}

type NameAndZoneProps = {
  draft: ScheduleDraft;
  error: Error | null;
  onChange: (draft: ScheduleDraft) => void;
};

function NameAndZone({ draft, error, onChange }: NameAndZoneProps) {
  const zones = [...new Set([draft.zone, "UTC", ...ZONES])];
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <Field label="Name" error={errorAt(error, "schedule.name")}>
        <TextInput
          value={draft.name}
          onChange={(name) => onChange({ ...draft, name })}
          placeholder="Primary"
          required
          maxLength={80}
        />
      </Field>
      <Field
        label="Time zone"
        hint="Turns begin by the clock on its wall, also on the nights when clocks change."
        error={errorAt(error, "schedule.zone")}
      >
        <Select
          value={draft.zone}
          options={zones.map((value) => ({ value, label: value }))}
          onChange={(zone) => onChange({ ...draft, zone })}
        />
      </Field>
    </div>
  );
}
