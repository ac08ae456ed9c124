"use client";
/** Puts a secret into an authenticator, has a first code confirmed, and shows the recovery codes once. */
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActs } from "@/components/ui/dialog";
import { errorElsewhere } from "@/components/ui/error-at";
import { Snippet } from "@/components/ui/snippet";
import { confirmTotp } from "@/lib/profile/client";
import type { TotpStart } from "@/lib/profile/schema";
import { CodeField } from "./code-field";
import { QrCode } from "./qr-code";
import { RecoveryCodes } from "./recovery-codes";

type TotpSetupDialogProps = { start: TotpStart; onClose: () => void };

export function TotpSetupDialog({ start, onClose }: TotpSetupDialogProps) {
  const confirm = useMutation({ mutationFn: confirmTotp });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={confirm.data ? "Keep these recovery codes" : "Set up two-factor sign-in"}
      description={
        confirm.data
          ? "Two-factor sign-in is on. Each of these codes stands in for your authenticator once; they are shown only now."
          : "Scan this with an authenticator app, or type the secret into it. Then type the code that it shows."
      }
    >
      {confirm.data ? (
        <RecoveryCodes codes={confirm.data.codes} onClose={onClose} />
      ) : (
        <ConfirmForm
          start={start}
          isBusy={confirm.isPending}
          error={confirm.error}
          onConfirm={(code) => confirm.mutate(code)}
          onCancel={onClose}
        />
      )}
    </Dialog>
  );
}

type ConfirmFormProps = {
  start: TotpStart;
  isBusy: boolean;
  error: Error | null;
  onConfirm: (code: string) => void;
  onCancel: () => void;
};

function ConfirmForm({ start, isBusy, error, onConfirm, onCancel }: ConfirmFormProps) {
  const [code, setCode] = useState("");
  const failed = errorElsewhere(error, ["code"]);
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        onConfirm(code);
      }}
    >
      <QrCode qr={start.qr} label="The secret for your authenticator as a QR code" />
      <Snippet code={grouped(start.secret)} label="secret" />
      <CodeField
        label="Code"
        hint="Six digits; a new one every 30 seconds."
        value={code}
        onChange={setCode}
        error={error}
      />
      {failed && <Notice tone="critical">{failed.message}.</Notice>}
      <DialogActs>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" tone="primary" isBusy={isBusy}>
          Switch on
        </Button>
      </DialogActs>
    </form>
  );
}

/** In fours, for whoever has to type it; authenticators skip the spaces. */
const grouped = (secret: string): string => secret.replace(/.{4}(?=.)/g, "$& ");
