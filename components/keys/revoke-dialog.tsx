"use client";
/** Ends a key, after saying what stops with it. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Instant } from "@/components/ui/instant";
import { keysKey, revokeKey } from "@/lib/keys/client";
import type { KeyView } from "@/lib/keys/schema";

type RevokeDialogProps = { project: string; apiKey: KeyView; onClose: () => void };

export function RevokeDialog({ project, apiKey, onClose }: RevokeDialogProps) {
  const cache = useQueryClient();
  const revoke = useMutation({
    mutationFn: (reason: string) => revokeKey(project, apiKey.id, reason),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: keysKey(project) });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Revoke ${apiKey.name}`}
      consequence={
        <>
          Everything that uses the key {apiKey.prefix}… is refused within one second, and what it
          sends is lost unless it keeps and resends it. Last used:{" "}
          {apiKey.lastUsedAt ? <Instant at={apiKey.lastUsedAt} /> : "never"}. This cannot be undone,
          and waits for nobody's approval.
        </>
      }
      verb="Revoke key"
      asksReason
      isBusy={revoke.isPending}
      error={revoke.error}
      onConfirm={(reason) => revoke.mutate(reason)}
    />
  );
}
