"use client";
/** The signing secret of a webhook, the only time it is shown. */
import { Button } from "@/components/ui/button";
import { DialogActs } from "@/components/ui/dialog";
import { Snippet } from "@/components/ui/snippet";

export function MadeSecret({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <>
      <Snippet code={secret} label="signing secret" />
      <p className="text-13 text-secondary">
        Requests carry the headers webhook-id, webhook-timestamp and webhook-signature, as Standard
        Webhooks have them.
      </p>
      <DialogActs>
        <Button tone="primary" onClick={onClose}>
          I have copied it
        </Button>
      </DialogActs>
    </>
  );
}
