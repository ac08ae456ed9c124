"use client";
/** What became of an invitation: somebody was added, a mail is on its way, or a link is to be passed on. */
import { Button } from "@/components/ui/button";
import { Dialog, DialogActs } from "@/components/ui/dialog";
import { Instant } from "@/components/ui/instant";
import type { Invited } from "@/lib/members/schema";
import { LinkToCopy } from "./link-to-copy";

type InvitedDialogProps = { invited: Invited; onClose: () => void };

export function InvitedDialog({ invited, onClose }: InvitedDialogProps) {
  const { outcome, email, role, expiresAt, delivery } = invited;
  const isToCopy = delivery?.how === "copy";
  const title =
    outcome === "added" ? "Added" : isToCopy ? "Copy the link now" : "Invitation mailed";
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={
        outcome === "added" ? (
          `${email} has an account and is ${role} of this project from now on.`
        ) : (
          <>
            It makes {email} {role}. It works once, until{" "}
            {expiresAt && <Instant at={expiresAt} style="exact" />}.
          </>
        )
      }
    >
      {delivery && <LinkToCopy delivery={delivery} label="invitation link" />}
      <DialogActs>
        <Button tone="primary" onClick={onClose}>
          {isToCopy ? "I have copied it" : "Done"}
        </Button>
      </DialogActs>
    </Dialog>
  );
}
