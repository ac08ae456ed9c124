"use client";
/** Sets or lifts the two-person rule of an environment; lifting it waits for a second person itself. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog, DialogActs } from "@/components/ui/dialog";
import { KeptLink } from "@/components/ui/kept-link";
import { Fault } from "@/lib/core/fault";
import { changePolicy } from "@/lib/projects/client";

type RuleDialogProps = {
  project: string;
  environment: string;
  /** As it is now; confirming turns it round. */
  isOn: boolean;
  onClose: () => void;
};

export function RuleDialog({ project, environment, isOn, onClose }: RuleDialogProps) {
  const cache = useQueryClient();
  const change = useMutation({
    mutationFn: (reason: string) =>
      changePolicy(project, { environment, twoPersonRule: !isOn, reason }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ["environments", { project }] });
      onClose();
    },
  });
  const waits = change.error instanceof Fault && change.error.code === "needs-approval";
  const onOpenChange = (open: boolean) => !open && onClose();
  if (waits) {
    return (
      <Dialog open onOpenChange={onOpenChange} title="This waits for a second person">
        <Notice tone="info">
          {change.error?.message}. It is listed under{" "}
          <KeptLink href="/settings/approvals">Approvals</KeptLink>.
        </Notice>
        <DialogActs>
          <Button tone="primary" onClick={onClose}>
            Close
          </Button>
        </DialogActs>
      </Dialog>
    );
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={onOpenChange}
      title={isOn ? `Lift the two-person rule of ${environment}` : `Two people for ${environment}`}
      consequence={
        isOn
          ? "One person is then enough for what now takes two. Somebody else has to approve this first."
          : "From now on making, rotating and changing its keys waits until somebody else has approved it. Lifting this needs two people too."
      }
      verb={isOn ? "Lift the rule" : "Ask for two people"}
      isCritical={isOn}
      asksReason
      isBusy={change.isPending}
      error={change.error}
      onConfirm={(reason) => change.mutate(reason)}
    />
  );
}
