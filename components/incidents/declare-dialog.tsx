"use client";
/** Declares an incident by hand: what is wrong, and how bad by the written meaning. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { keepAsk } from "@/components/ui/ask-params";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActs } from "@/components/ui/dialog";
import { Field, Select, TextArea, TextInput } from "@/components/ui/field";
import { SEVERITIES, type Severity } from "@/lib/alerts/schema";
import { declareIncident, INCIDENTS_KEY } from "@/lib/incidents/client";
import { SEVERITY_MEANING } from "@/lib/incidents/schema";
import { SEVERITY_WORDS } from "./badges";

export const SEVERITY_OPTIONS = SEVERITIES.map((value) => ({
  value,
  label: SEVERITY_WORDS[value],
}));

export function DeclareDialog({ project, onClose }: { project: string; onClose: () => void }) {
  const [title, setTitle] = useState("");
  const [severity, setSeverity] = useState<Severity>("high");
  const [summary, setSummary] = useState("");
  const router = useRouter();
  const params = new URLSearchParams(useSearchParams());
  const cache = useQueryClient();
  const declare = useMutation({
    mutationFn: () => declareIncident(project, { title: title.trim(), severity, summary }),
    onSuccess: ({ id }) => {
      void cache.invalidateQueries({ queryKey: INCIDENTS_KEY });
      router.push(keepAsk(`/incidents/${id}`, params));
    },
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Declare an incident"
      description="Its clocks begin now. Everything here can be changed later."
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (title.trim() !== "") declare.mutate();
        }}
      >
        <Field label="What is wrong" hint="As users would say it: “Checkout answers nothing”.">
          <TextInput value={title} onChange={setTitle} required maxLength={200} />
        </Field>
        <Field label="Severity" hint={SEVERITY_MEANING[severity]}>
          <Select value={severity} options={SEVERITY_OPTIONS} onChange={setSeverity} />
        </Field>
        <Field label="What is known" hint="May stay empty.">
          <TextArea value={summary} onChange={setSummary} rows={3} />
        </Field>
        {declare.error && <Notice tone="critical">{declare.error.message}</Notice>}
        <DialogActs>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            tone="primary"
            isBusy={declare.isPending}
            disabled={title.trim() === ""}
          >
            Declare incident
          </Button>
        </DialogActs>
      </form>
    </Dialog>
  );
}
