"use client";
/** Gives a webhook a new signing secret; the old one signs beside it for now. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog } from "@/components/ui/dialog";
import { channelsKey, rotateChannelSecret } from "@/lib/notify/settings/client";
import type { ChannelView } from "@/lib/notify/settings/schema";
import { MadeSecret } from "./made-secret";

type RotateDialogProps = { project: string; channel: ChannelView; onClose: () => void };

export function RotateDialog({ project, channel, onClose }: RotateDialogProps) {
  const cache = useQueryClient();
  const rotate = useMutation({
    mutationFn: () => rotateChannelSecret(project, channel.id),
    onSuccess: () => cache.invalidateQueries({ queryKey: channelsKey(project) }),
  });
  const close = (open: boolean) => !open && onClose();
  const secret = rotate.data?.secret;
  if (secret)
    return (
      <Dialog
        open
        onOpenChange={close}
        title="Copy the signing secret now"
        description="It is sealed here and not shown again."
      >
        <MadeSecret secret={secret} onClose={onClose} />
      </Dialog>
    );
  return (
    <ConfirmDialog
      open
      onOpenChange={close}
      title={`New signing secret for ${channel.name}`}
      consequence="Requests are signed with both the new and the old secret until the next new one, so the receiver can change at its own time."
      verb="Make a new secret"
      isCritical={false}
      isBusy={rotate.isPending}
      error={rotate.error}
      onConfirm={() => rotate.mutate()}
    />
  );
}
