"use client";
/** Adds a project and goes there. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActs } from "@/components/ui/dialog";
import { Field, TextInput } from "@/components/ui/field";
import { createProject } from "@/lib/access/client";

/** For the owner of the instance: who may not is refused by the server, and should not be offered it. */
export function NewProject() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>New project</Button>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        title="New project"
        description="One monitored agent system, with keys, people and data of its own."
      >
        <NewProjectForm onCancel={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function NewProjectForm({ onCancel }: { onCancel: () => void }) {
  const [name, setName] = useState("");
  const create = useMutation({
    mutationFn: () => {
      const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
      return createProject(name, timeZone);
    },
    onSuccess: ({ slug }) => window.location.assign(`/connect?project=${encodeURIComponent(slug)}`),
  });
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate();
      }}
    >
      <Field
        label="Name"
        hint="Such as “Support bot”; its short name in addresses is made from it."
      >
        <TextInput value={name} onChange={setName} required maxLength={80} />
      </Field>
      {create.error && <Notice tone="critical">{create.error.message}.</Notice>}
      <DialogActs>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" tone="primary" isBusy={create.isPending || create.isSuccess}>
          Create project
        </Button>
      </DialogActs>
    </form>
  );
}
