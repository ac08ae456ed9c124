"use client";
/** Title, texts, runbook, rhythm and true times of an incident. */
import { Pencil } from "lucide-react";
import { useState } from "react";
import { Can } from "@/components/shell/can";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActs } from "@/components/ui/dialog";
import { errorAt } from "@/components/ui/error-at";
import { Field, TextArea, TextInput } from "@/components/ui/field";
import { onClock } from "@/components/ui/on-clock";
import { changeIncident, type IncidentChange } from "@/lib/incidents/client";
import type { IncidentView } from "@/lib/incidents/views";
import { useIncidentAct } from "./use-incident-act";

type EditProps = { project: string; incident: IncidentView; timeZone: string };

export function EditButton(props: EditProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Can permission="incidents:write">
        {(gate) => (
          <Button icon={Pencil} onClick={() => setOpen(true)} {...gate}>
            Edit
          </Button>
        )}
      </Can>
      {isOpen && <EditDialog {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

const TIMES = [
  { field: "startedAt", label: "Began" },
  { field: "detectedAt", label: "Detected" },
  { field: "mitigatedAt", label: "Mitigated" },
  { field: "resolvedAt", label: "Resolved" },
] as const;
type TimeField = (typeof TIMES)[number]["field"];

type Draft = Pick<IncidentView, "title" | "summary" | "impact"> & {
  readonly runbook: string;
  readonly every: string;
} & { readonly [Field in TimeField]: string };

const clocked = (iso: string | null): string => (iso === null ? "" : onClock(iso));

const draftOf = (incident: IncidentView): Draft => ({
  title: incident.title,
  summary: incident.summary,
  impact: incident.impact,
  runbook: incident.runbook ?? "",
  every: String(incident.updateEveryMinutes),
  startedAt: clocked(incident.startedAt),
  detectedAt: clocked(incident.detectedAt),
  mitigatedAt: clocked(incident.mitigatedAt),
  resolvedAt: clocked(incident.resolvedAt),
});

/** Only times that were touched are sent: the field shows minutes, the record keeps more. */
function changeFrom(draft: Draft, before: Draft): Omit<IncidentChange, "revision"> {
  const touched = TIMES.filter(({ field }) => draft[field] !== before[field]);
  const times = touched.map(({ field }) => [
    field,
    draft[field] === "" ? null : new Date(draft[field]).toISOString(),
  ]);
  return {
    title: draft.title,
    summary: draft.summary,
    impact: draft.impact,
    runbook: draft.runbook.trim() || null,
    updateEveryMinutes: Number(draft.every),
    ...Object.fromEntries(times),
  };
}

function EditDialog({ project, incident, onClose }: EditProps & { onClose: () => void }) {
  // As it was when the pen was taken: what another changes meanwhile is not overwritten.
  const [{ before, revision }] = useState(() => ({
    before: draftOf(incident),
    revision: incident.revision,
  }));
  const [draft, setDraft] = useState(before);
  const act = useIncidentAct();
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const save = () =>
    act.mutate(
      () => changeIncident(project, incident.id, { revision, ...changeFrom(draft, before) }),
      { onSuccess: onClose },
    );
  return (
    <Dialog open onOpenChange={onClose} title={`Incident ${incident.number}`} size="l">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Texts draft={draft} set={set} error={act.error} />
        <Times draft={draft} set={set} error={act.error} />
        {act.error && <Notice tone="critical">{act.error.message}.</Notice>}
        <DialogActs>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" tone="primary" isBusy={act.isPending}>
            Save incident
          </Button>
        </DialogActs>
      </form>
    </Dialog>
  );
}

type PartProps = { draft: Draft; set: (change: Partial<Draft>) => void; error: Error | null };

function Texts({ draft, set, error }: PartProps) {
  return (
    <>
      <Field label="What is wrong" error={errorAt(error, "title")}>
        <TextInput value={draft.title} onChange={(title) => set({ title })} required />
      </Field>
      <Field label="Summary" error={errorAt(error, "summary")}>
        <TextArea value={draft.summary} onChange={(summary) => set({ summary })} rows={3} />
      </Field>
      <Field label="Impact" hint="Who notices what." error={errorAt(error, "impact")}>
        <TextArea value={draft.impact} onChange={(impact) => set({ impact })} rows={2} />
      </Field>
      <div className="grid gap-4 md:grid-cols-2">
        <Field label="Runbook" hint="Its short name." error={errorAt(error, "runbook")}>
          <TextInput value={draft.runbook} onChange={(runbook) => set({ runbook })} />
        </Field>
        <Field label="Updates every (minutes)" error={errorAt(error, "updateEveryMinutes")}>
          <TextInput
            type="number"
            min={5}
            max={1_440}
            value={draft.every}
            onChange={(every) => set({ every })}
          />
        </Field>
      </div>
    </>
  );
}

function Times({ draft, set, error }: PartProps) {
  return (
    <div className="grid gap-4 md:grid-cols-2">
      {TIMES.map(({ field, label }) => (
        <Field key={field} label={label} error={errorAt(error, field)}>
          <TextInput
            type="datetime-local"
            value={draft[field]}
            onChange={(value) => set({ [field]: value })}
          />
        </Field>
      ))}
    </div>
  );
}
