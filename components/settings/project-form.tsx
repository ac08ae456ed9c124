"use client";
/** Name, time zone and retention of a project. */
import { useState } from "react";
import { useMay } from "@/components/shell/use-console";
import { Field, Select, TextInput } from "@/components/ui/field";
import type { ProjectView } from "@/lib/access/schema";
import { SaveRow } from "./save-row";
import { errorAt, useProjectChange } from "./use-project-change";
import { zonesWith } from "./zones";

export function ProjectForm({ project }: { project: ProjectView }) {
  const [name, setName] = useState(project.name);
  const [timeZone, setTimeZone] = useState(project.timeZone);
  const [rawDays, setRawDays] = useState(String(project.rawDays));
  const saving = useProjectChange(project.slug);
  const isReadOnly = useMay("project:write") !== true;
  const isShorter = Number(rawDays) < project.rawDays;
  const isChanged =
    name !== project.name || timeZone !== project.timeZone || rawDays !== String(project.rawDays);
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate({ name, timeZone, rawDays: Number(rawDays) });
      }}
    >
      <Field label="Name" error={errorAt(saving.error, "name")}>
        <TextInput value={name} onChange={setName} required maxLength={80} readOnly={isReadOnly} />
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
          onChange={setTimeZone}
          options={zonesWith(project.timeZone)}
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
          onChange={setRawDays}
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
      />
    </form>
  );
}
