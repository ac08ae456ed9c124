"use client";
/** Agrees to an act as its second person, or refuses it; either with a reason. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { decide, type Verdict } from "@/lib/projects/client";
import type { ApprovalView } from "@/lib/projects/schema";

type DecideDialogProps = {
  project: string;
  approval: ApprovalView;
  verdict: Verdict;
  onClose: () => void;
};

export function DecideDialog({ project, approval, verdict, onClose }: DecideDialogProps) {
  const cache = useQueryClient();
  const { id, says, requestedBy } = approval;
  const readAgain = () =>
    Promise.all([
      cache.invalidateQueries({ queryKey: ["approvals", { project }] }),
      cache.invalidateQueries({ queryKey: ["console"] }),
    ]);
  const decision = useMutation({
    mutationFn: (reason: string) => decide(project, id, verdict, reason),
    onSuccess: async () => {
      await readAgain();
      onClose();
    },
    onError: readAgain,
  });
  const isApproval = verdict === "approve";
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={isApproval ? "Approve as the second person" : "Refuse as the second person"}
      consequence={
        isApproval
          ? `${says}. ${requestedBy} may then do exactly this, once.`
          : `${says}. It does not happen; ${requestedBy} sees your reason.`
      }
      verb={isApproval ? "Approve" : "Refuse"}
      isCritical={!isApproval}
      asksReason
      isBusy={decision.isPending}
      error={decision.error}
      onConfirm={(reason) => decision.mutate(reason)}
    />
  );
}
