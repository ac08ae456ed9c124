"use client";
/** What a change does before it is made: field by field, with how many move, and the reason that stands beside the version. */
import { useState } from "react";
import { Badge, Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActs } from "@/components/ui/dialog";
import { Field, TextInput } from "@/components/ui/field";
import { share } from "@/lib/core/format";
import { fieldWords } from "@/lib/flags/change-words";
import type { FlagChange } from "@/lib/flags/diff";
import type { FlagDraft } from "@/lib/flags/schema";
import type { PreviewView } from "@/lib/flags/views";

type ReviewDialogProps = {
  draft: FlagDraft;
  preview: PreviewView;
  isBusy: boolean;
  error: Error | null;
  onSave: (reason: string) => void;
  onClose: () => void;
};

export function ReviewDialog(props: ReviewDialogProps) {
  const { draft, preview, isBusy, error, onSave, onClose } = props;
  const [reason, setReason] = useState("");
  const { was, changes } = preview;
  const isNew = was === null;
  const isSame = !isNew && changes.length === 0;
  return (
    <Dialog
      open
      size="l"
      onOpenChange={onClose}
      title={isNew ? `Make the flag ${draft.key}` : `Version ${was + 1} of ${draft.key}`}
      description={
        isNew
          ? "Programs that ask for it get it within 1 s."
          : `What changes from version ${was}, in force within 1 s.`
      }
    >
      <form
        className="flex min-w-0 flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim() !== "") onSave(reason.trim());
        }}
      >
        {isSame && <Notice tone="info">Nothing is changed.</Notice>}
        <ul className="flex min-w-0 flex-col">
          {changes.map((change) => (
            <ChangeRow key={change.field} change={change} unit={draft.unit} />
          ))}
        </ul>
        <Field label="Reason" hint="Stands beside the version.">
          <TextInput value={reason} onChange={setReason} required maxLength={500} />
        </Field>
        {error && <Notice tone="critical">{error.message}.</Notice>}
        <DialogActs>
          <Button onClick={onClose}>Back</Button>
          <Button
            type="submit"
            tone="primary"
            isBusy={isBusy}
            disabled={isSame || reason.trim() === ""}
          >
            {isNew ? "Make the flag" : `Save as version ${was + 1}`}
          </Button>
        </DialogActs>
      </form>
    </Dialog>
  );
}

function ChangeRow({ change, unit }: { change: FlagChange; unit: FlagDraft["unit"] }) {
  const { field, before, after, movedRatio } = change;
  return (
    <li className="flex min-w-0 flex-col gap-1 border-line border-t py-2 text-13">
      <span className="flex flex-wrap items-center gap-2 font-medium text-primary">
        {fieldWords(field)}
        {movedRatio !== undefined && (
          <Badge tone={movedRatio > 0 ? "warning" : "ok"} bare>
            {movedRatio > 0
              ? `${share(movedRatio)} of all ${unit}s get another variant`
              : `no ${unit} gets another variant`}
          </Badge>
        )}
      </span>
      <dl className="grid min-w-0 grid-cols-[3rem_minmax(0,1fr)] gap-x-2 gap-y-0.5 font-mono text-12">
        <dt className="font-sans text-muted">was</dt>
        <dd className="wrap-anywhere text-secondary">{before ?? "not there"}</dd>
        <dt className="font-sans text-muted">is</dt>
        <dd className="wrap-anywhere text-primary">{after ?? "gone"}</dd>
      </dl>
    </li>
  );
}
