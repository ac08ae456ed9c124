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

type Draft = { readonly name: string; readonly timeZone: string; readonly rawDays: string };

const fieldsOf = ({ name, timeZone, rawDays }: ProjectView): Draft => ({
  name,
  timeZone,
  rawDays: String(rawDays),
});

export function ProjectForm({ project }: { project: ProjectView }) {
  const { draft, setDraft, revision, isChanged, loadTheirs } = useDraft(project, fieldsOf);
  const { name, timeZone, rawDays } = draft;
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const saving = useProjectChange(project.slug);
  const isReadOnly = useMay("project:write") !== true;
  const isShorter = Number(rawDays) < project.rawDays;
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate({ revision, name, timeZone, rawDays: Number(rawDays) });
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
