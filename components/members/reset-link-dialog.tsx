"use client";
/** Makes a link with which somebody sets a new password: mailed, or shown for who cannot read their mail. */
import { useMutation } from "@tanstack/react-query";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActs } from "@/components/ui/dialog";
import { makeResetLink } from "@/lib/members/client";
import type { PersonView } from "@/lib/members/schema";
import { LinkToCopy } from "./link-to-copy";

type ResetLinkDialogProps = { person: PersonView; onClose: () => void };

export function ResetLinkDialog({ person, onClose }: ResetLinkDialogProps) {
  const making = useMutation({
    mutationFn: (isShown: boolean) => makeResetLink(person.id, isShown),
  });
  const delivery = making.data?.delivery;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`A new password for ${person.name}`}
      description={`A link with which ${person.email} chooses one. It works once, within an hour, and ends all their sessions; one-time codes stay as they are. An earlier link stops working.`}
    >
      {making.error && <Notice tone="critical">{making.error.message}.</Notice>}
      {delivery?.how === "mailed" && (
        <Notice tone="ok">A mail with the link is on its way to {person.email}.</Notice>
      )}
      {delivery && <LinkToCopy delivery={delivery} label="link for a new password" />}
      <DialogActs>
        {delivery ? (
          <Button tone="primary" onClick={onClose}>
            Done
          </Button>
        ) : (
          <>
            <Button onClick={() => making.mutate(true)} isBusy={making.isPending}>
              Show a link to copy
            </Button>
            <Button tone="primary" onClick={() => making.mutate(false)} isBusy={making.isPending}>
              Mail a link
            </Button>
          </>
        )}
      </DialogActs>
    </Dialog>
  );
}
