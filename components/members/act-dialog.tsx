"use client";
/** Asks an owner for the reason before an act on somebody's account. */
import { useMutation } from "@tanstack/react-query";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { PersonView } from "@/lib/members/schema";
import type { Act } from "./acts";
import { useRefresh } from "./use-refresh";

type ActDialogProps = { person: PersonView; act: Act; onClose: () => void };

export function ActDialog({ person, act, onClose }: ActDialogProps) {
  const refresh = useRefresh();
  const acting = useMutation({
    mutationFn: (reason: string) => act.run(person.id, reason),
    onSuccess: onClose,
    onSettled: refresh,
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={act.title(person.name)}
      consequence={act.consequence(person)}
      verb={act.verb}
      isCritical={act.isCritical ?? false}
      asksReason
      isBusy={acting.isPending}
      error={acting.error}
      onConfirm={(reason) => acting.mutate(reason)}
    />
  );
}
