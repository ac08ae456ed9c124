"use client";
/** Replaces a key by one that may the same, while the old one works on for a chosen time. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActs } from "@/components/ui/dialog";
import { errorAt, errorElsewhere } from "@/components/ui/error-at";
import { Field, Select, TextInput } from "@/components/ui/field";
import { Instant } from "@/components/ui/instant";
import { keysKey, rotateKey } from "@/lib/keys/client";
import type { KeyView, Rotation } from "@/lib/keys/schema";
import { KEEP_IT, MadeKey } from "./made-key";
import { Refusal } from "./refusal";

const OVERLAPS = [
  { value: "0", label: "Not at all: it ends now" },
  { value: "1", label: "For an hour" },
  { value: "24", label: "For a day" },
  { value: "72", label: "For three days" },
  { value: "168", label: "For a week" },
] as const;
type Overlap = (typeof OVERLAPS)[number]["value"];

type RotateDialogProps = { project: string; apiKey: KeyView; onClose: () => void };

export function RotateDialog({ project, apiKey, onClose }: RotateDialogProps) {
  // As it was when the dialog opened: the page reads on beneath it.
  const [key] = useState(apiKey);
  const [made, setMade] = useState<Rotation | null>(null);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={made ? "Copy the key now" : `Rotate ${key.name}`}
      description={
        made
          ? KEEP_IT
          : `A new key with another secret and the same name, rights, environment, addresses and rate takes the place of ${key.prefix}…. Programs have to be given the new secret before the old one ends.`
      }
    >
      {made ? (
        <MadeKey
          secret={made.secret}
          scopes={key.scopes}
          project={project}
          onClose={onClose}
          note={
            <Notice tone="warning">
              The old key {key.prefix}… ends <Instant at={made.oldEndsAt} />.
            </Notice>
          }
        />
      ) : (
        <RotateForm project={project} apiKey={key} onMade={setMade} onCancel={onClose} />
      )}
    </Dialog>
  );
}

type RotateFormProps = {
  project: string;
  apiKey: KeyView;
  onMade: (made: Rotation) => void;
  onCancel: () => void;
};

function RotateForm({ project, apiKey, onMade, onCancel }: RotateFormProps) {
  const cache = useQueryClient();
  const [overlap, setOverlap] = useState<Overlap>("24");
  const [reason, setReason] = useState("");
  const rotate = useMutation({
    mutationFn: () => rotateKey(project, apiKey.id, { overlapHours: Number(overlap), reason }),
    onSuccess: async (made) => {
      onMade(made);
      await cache.invalidateQueries({ queryKey: keysKey(project) });
    },
  });
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        rotate.mutate();
      }}
    >
      <Field
        label="The old key works on"
        hint={overlapHint(overlap, apiKey.expiresAt)}
        error={errorAt(rotate.error, "overlapHours")}
      >
        <Select value={overlap} onChange={setOverlap} options={OVERLAPS} />
      </Field>
      <Field label="Reason" hint="Kept in the audit log." error={errorAt(rotate.error, "reason")}>
        <TextInput value={reason} onChange={setReason} maxLength={500} />
      </Field>
      <Refusal error={errorElsewhere(rotate.error, ["overlapHours", "reason"])} verb="Rotate key" />
      <DialogActs>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" tone="primary" isBusy={rotate.isPending}>
          Rotate key
        </Button>
      </DialogActs>
    </form>
  );
}

function overlapHint(overlap: Overlap, expiresAt: string | null): string {
  if (overlap === "0") return "Everything that still uses it is refused within one second.";
  return expiresAt === null
    ? "Then it is refused; it can be revoked earlier."
    : "Then it is refused, or when it expires, whichever comes first.";
}
