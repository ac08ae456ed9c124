"use client";
/** Writes a maintenance window: what it hides, on which days and hours of which zone. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActs } from "@/components/ui/dialog";
import { errorAt, errorElsewhere } from "@/components/ui/error-at";
import { Field, Select, TextInput } from "@/components/ui/field";
import { Instant } from "@/components/ui/instant";
import { readerZone } from "@/components/ui/zone";
import {
  changeWindow,
  createWindow,
  windowPreviewQuery,
  windowsKey,
} from "@/lib/notify/maintenance-windows/client";
import type { WindowSpec, WindowView } from "@/lib/notify/maintenance-windows/schema";
import type { Matcher } from "@/lib/notify/matcher";
import { BLANK_MATCHER, writtenMatchers } from "@/lib/notify/silences/draft";
import { DaysField } from "./days-field";
import { MatchersField } from "./matchers-field";

type WindowDialogProps = {
  project: string;
  /** Null: a new one. */
  window: WindowView | null;
  onClose: () => void;
};

type Draft = {
  readonly name: string;
  readonly matchers: readonly Matcher[];
  readonly spec: WindowSpec;
};
const blank = (): Draft => ({
  name: "",
  matchers: [BLANK_MATCHER],
  spec: {
    ...{ zone: readerZone(), from: "22:00", to: "23:00", firstAt: null, lastAt: null },
    days: { every: "week", on: [2] },
  },
});

const ZONES = Intl.supportedValuesOf("timeZone");
const FIELDS = ["name", "matchers", "spec"];

export function WindowDialog({ project, window, onClose }: WindowDialogProps) {
  const cache = useQueryClient();
  const [draft, setDraft] = useState<Draft>(() => window ?? blank());
  const put = (spec: Partial<WindowSpec>) =>
    setDraft((known) => ({ ...known, spec: { ...known.spec, ...spec } }));
  const save = useMutation({
    mutationFn: () => {
      const { name, spec } = draft;
      const wanted = { name, spec, matchers: writtenMatchers(draft) };
      return window
        ? changeWindow(project, window, { ...wanted, isEnabled: window.isEnabled })
        : createWindow(project, wanted);
    },
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: windowsKey(project) });
      onClose();
    },
  });
  const { error } = save;
  const rest = errorElsewhere(error, FIELDS);
  const { spec } = draft;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="l"
      title={window ? `Change ${window.name}` : "Add a maintenance window"}
      description="Alerts that match are not told while it is open; what still fires afterwards is."
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Field label="Name" error={errorAt(error, "name")}>
          <TextInput
            value={draft.name}
            onChange={(name) => setDraft({ ...draft, name })}
            placeholder="Nightly backups"
            required
            maxLength={80}
          />
        </Field>
        <MatchersField
          project={project}
          matchers={draft.matchers}
          error={errorAt(error, "matchers")}
          onChange={(matchers) => setDraft({ ...draft, matchers })}
        />
        <DaysField days={spec.days} onChange={(days) => put({ days })} />
        <div className="grid gap-4 md:grid-cols-3">
          <Field label="From">
            <TextInput type="time" value={spec.from} onChange={(from) => put({ from })} required />
          </Field>
          <Field label="To" hint={spec.to > spec.from ? undefined : "The next day."}>
            <TextInput type="time" value={spec.to} onChange={(to) => put({ to })} required />
          </Field>
          <Field label="Time zone" hint="Right on the nights when clocks change.">
            <Select
              value={spec.zone}
              options={[...new Set([spec.zone, "UTC", ...ZONES])].map((value) => ({
                ...{ value, label: value },
              }))}
              onChange={(zone) => put({ zone })}
            />
          </Field>
        </div>
        <Preview project={project} spec={spec} error={errorAt(error, "spec")} />
        {rest && <Notice tone="critical">{rest.message}</Notice>}
        <DialogActs>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" tone="primary" isBusy={save.isPending}>
            {window ? "Save" : "Add window"}
          </Button>
        </DialogActs>
      </form>
    </Dialog>
  );
}

type PreviewProps = { project: string; spec: WindowSpec; error: string | undefined };

/** What was written, in words, and when it would open. */
function Preview({ project, spec, error }: PreviewProps) {
  const reading = useQuery(windowPreviewQuery(project, spec));
  const wrong = error ?? reading.error?.message;
  if (wrong !== undefined) return <Notice tone="critical">{wrong}</Notice>;
  if (!reading.data) return null;
  const { says, next } = reading.data;
  return (
    <div className="text-12 text-secondary">
      <p>{says}</p>
      <p className="flex flex-wrap gap-x-3 text-muted">
        <span>Opens, on your clock:</span>
        {next.map(({ from }) => (
          <Instant key={from} at={from} style="exact" />
        ))}
      </p>
    </div>
  );
}
