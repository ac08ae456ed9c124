"use client";
/** Takes somebody out of the project, after saying what they lose. */
import { useMutation } from "@tanstack/react-query";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { Role } from "@/lib/core/roles";
import { changeRole } from "@/lib/members/client";
import type { MemberView } from "@/lib/members/schema";
import { useRefresh } from "./use-refresh";

type RemovalDialogProps = { project: string; member: MemberView; onClose: () => void };

export function RemovalDialog({ project, member, onClose }: RemovalDialogProps) {
  const refresh = useRefresh();
  const { email, name } = member;
  const removal = useMutation({
    mutationFn: (was: Role) => changeRole(project, { email, role: null, was }),
    onSuccess: onClose,
    onSettled: refresh,
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Remove ${name} from the project`}
      consequence={`From their next click on, ${email} sees nothing of the project “${project}” any more. The account stays, as do other projects and what ${name} did here.`}
      verb="Remove from the project"
      isBusy={removal.isPending}
      error={removal.error}
      onConfirm={() => removal.mutate(member.role as Role)}
    />
  );
}
