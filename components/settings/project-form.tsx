"use client";
/** Name, time zone and retention of a project. */
import { useMay } from "@/components/shell/use-console";
import { errorAt } from "@/components/ui/error-at";
import { Field, Select, TextInput } from "@/components/ui/field";
import type { ProjectView } from "@/lib/projects/schema";
import { SaveRow } from "./save-row";
import { useDraft } from "./use-draft";
import { useProjectChange } from "./use-project-change";
import { zonesWith } from "./zones";

type Draft = Pick<ProjectView, "name" | "timeZone" | "declareIncidents"> & {
  readonly rawDays: string;
};

const fieldsOf = ({ name, timeZone, rawDays, declareIncidents }: ProjectView): Draft => ({
  name,
  timeZone,
  rawDays: String(rawDays),
  declareIncidents,
});

const DECLARE = [
  { value: "none", label: "No alert: people declare them" },
  { value: "critical", label: "Critical alerts" },
  { value: "high", label: "Critical and high alerts" },
] as const;

export function ProjectForm({ project }: { project: ProjectView }) {
  const { draft, setDraft, revision, isChanged, loadTheirs } = useDraft(project, fieldsOf);
  const { name, timeZone, rawDays, declareIncidents } = draft;
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const saving = useProjectChange(project.slug);
  const isReadOnly = useMay("project:write") !== true;
  const isShorter = Number(rawDays) < project.rawDays;
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate({ revision, name, timeZone, rawDays: Number(rawDays), declareIncidents });
      }}
    >
      <Field label="Name" error={errorAt(saving.error, "name")}>
        <TextInput
          value={name}
          onChange={(typed) => set({ name: typed })}
          required
          maxLength={80}
          readOnly={isReadOnly}
        />
      </Field>
      <Field label="Short name" hint="In addresses and commands; it does not change.">
        <TextInput value={project.slug} onChange={() => undefined} readOnly />
      </Field>
      <Field
        label="Time zone"
        hint="Where this project's days begin: budgets and daily figures follow it."
        error={errorAt(saving.error, "timeZone")}
      >
        <Select
          value={timeZone}
          onChange={(chosen) => set({ timeZone: chosen })}
          options={zonesWith(timeZone)}
          disabled={isReadOnly}
        />
      </Field>
      <Field
        label="Raw events are kept for (days)"
        hint={
          isShorter
            ? "Older raw events are deleted for good within the hour; figures and charts stay."
            : "1 to 365. Figures and charts come from rollups, which are kept longer."
        }
        error={errorAt(saving.error, "rawDays")}
      >
        <TextInput
          value={rawDays}
          onChange={(typed) => set({ rawDays: typed })}
          type="number"
          min={1}
          max={365}
          required
          readOnly={isReadOnly}
        />
      </Field>
      <DeclareField
        value={declareIncidents}
        onChange={(chosen) => set({ declareIncidents: chosen })}
        error={errorAt(saving.error, "declareIncidents")}
        disabled={isReadOnly}
      />
      <SaveRow
        permission="project:write"
        verb="Save project"
        saving={saving}
        isChanged={isChanged}
        onLoadTheirs={() => {
          saving.reset();
          loadTheirs();
        }}
      />
    </form>
  );
}

type DeclareFieldProps = {
  value: Draft["declareIncidents"];
  onChange: (value: Draft["declareIncidents"]) => void;
  error: string | undefined;
  disabled: boolean;
};

function DeclareField({ error, ...control }: DeclareFieldProps) {
  return (
    <Field
      label="Incidents are declared by"
      hint="One for each group of alerts; the next of the same rule joins it while it is open."
      error={error}
    >
      <Select {...control} options={DECLARE} />
    </Field>
  );
}
