"use client";
/** New recovery codes in place of the old ones. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActs } from "@/components/ui/dialog";
import { errorElsewhere } from "@/components/ui/error-at";
import { renewRecoveryCodes } from "@/lib/profile/client";
import { CodeField } from "./code-field";
import { RecoveryCodes } from "./recovery-codes";

export function NewCodesDialog({ onClose }: { onClose: () => void }) {
  const cache = useQueryClient();
  const [code, setCode] = useState("");
  const renew = useMutation({
    mutationFn: renewRecoveryCodes,
    onSuccess: () => cache.invalidateQueries({ queryKey: ["profile"] }),
  });
  const failed = errorElsewhere(renew.error, ["code"]);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={renew.data ? "Keep these recovery codes" : "New recovery codes"}
      description={
        renew.data
          ? "Each stands in for your authenticator once; they are shown only now."
          : "The codes that you have now become void."
      }
    >
      {renew.data ? (
        <RecoveryCodes codes={renew.data.codes} onClose={onClose} />
      ) : (
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            renew.mutate(code);
          }}
        >
          <CodeField
            label="Code"
            hint="The one that your authenticator shows now."
            value={code}
            onChange={setCode}
            error={renew.error}
          />
          {failed && <Notice tone="critical">{failed.message}.</Notice>}
          <DialogActs>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" tone="primary" isBusy={renew.isPending}>
              Make new codes
            </Button>
          </DialogActs>
        </form>
      )}
    </Dialog>
  );
}
