"use client";
/** Asks before a wide-reaching act: names the consequence, the scope and, where wanted, the reason. */
import { type ReactNode, useState } from "react";
import { Notice } from "./badge";
import { Button } from "./button";
import { Dialog, DialogActs } from "./dialog";
import { Field, TextInput } from "./field";

type ConfirmDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** What will happen, to whom, how soon. */
  consequence: ReactNode;
  /** The verb on the button: "Revoke key". */
  verb: string;
  isCritical?: boolean;
  /** Asks for a reason, kept in the audit log. */
  asksReason?: boolean;
  /** The name to type before the act is allowed, for what cannot be undone. */
  typed?: string;
  isBusy?: boolean;
  error?: Error | null;
  onConfirm: (reason: string) => void;
  /** Fields of the act itself, before the reason. */
  children?: ReactNode;
};

export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onOpenChange, title, consequence, verb, onConfirm, children } = props;
  const { isCritical = true, asksReason = false, typed, isBusy = false, error } = props;
  const [reason, setReason] = useState("");
  const [name, setName] = useState("");
  const isReady = (!asksReason || reason.trim() !== "") && (typed === undefined || name === typed);
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={title} description={consequence}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) onConfirm(reason.trim());
        }}
      >
        {children}
        {asksReason && (
          <Field label="Reason" hint="Kept in the audit log.">
            <TextInput value={reason} onChange={setReason} required />
          </Field>
        )}
        {typed !== undefined && (
          <Field label={`Type “${typed}” to confirm`}>
            <TextInput value={name} onChange={setName} autoComplete="off" />
          </Field>
        )}
        {error && <Notice tone="critical">{error.message}</Notice>}
        <DialogActs>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button
            type="submit"
            tone={isCritical ? "critical" : "primary"}
            isBusy={isBusy}
            disabled={!isReady}
          >
            {verb}
          </Button>
        </DialogActs>
      </form>
    </Dialog>
  );
}
