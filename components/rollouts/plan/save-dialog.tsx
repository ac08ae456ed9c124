"use client";
/** Before a plan is changed: what will differ, line by line, and why. */
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActs } from "@/components/ui/dialog";
import { Field, TextInput } from "@/components/ui/field";

type SaveDialogProps = {
  version: number;
  changes: readonly string[];
  isBusy: boolean;
  onSave: (reason: string) => void;
  onClose: () => void;
};

export function SaveDialog(props: SaveDialogProps) {
  const { version, changes, isBusy, onSave, onClose } = props;
  const [reason, setReason] = useState("");
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="l"
      title={`Save as version ${version}`}
      description="It holds from now on. The version before stays in the history."
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          onSave(reason.trim());
        }}
      >
        <ul
          aria-label="What changes"
          className="flex max-h-72 flex-col gap-1 overflow-y-auto rounded-control border border-line bg-panel p-3 text-13 text-primary"
        >
          {changes.map((change) => (
            <li key={change}>{change}</li>
          ))}
        </ul>
        <Field label="Reason" hint="Kept with the version and in the audit log.">
          <TextInput value={reason} onChange={setReason} required maxLength={500} />
        </Field>
        <DialogActs>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" tone="primary" isBusy={isBusy} disabled={reason.trim() === ""}>
            {`Save version ${version}`}
          </Button>
        </DialogActs>
      </form>
    </Dialog>
  );
}
