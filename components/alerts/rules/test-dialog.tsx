"use client";
/** Sends a marked test through the whole way that an alert of the rule would go. */
import { useMutation } from "@tanstack/react-query";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog, DialogActs } from "@/components/ui/dialog";
import { KeptLink } from "@/components/ui/kept-link";
import { testRule } from "@/lib/alerts/rules/client";
import type { RuleView } from "@/lib/alerts/rules/schema";

type TestDialogProps = { project: string; rule: RuleView; onClose: () => void };

export function TestDialog({ project, rule, onClose }: TestDialogProps) {
  const test = useMutation({ mutationFn: () => testRule(project, rule.id) });
  const onOpenChange = (open: boolean) => {
    if (!open) onClose();
  };
  if (test.data)
    return (
      <Dialog open onOpenChange={onOpenChange} title="The test is on its way">
        <Notice tone="info">
          It ends by itself in 30 s.{" "}
          <KeptLink href={`/alerts/${test.data.alert}`}>See whom it reaches</KeptLink>
        </Notice>
        <DialogActs>
          <Button onClick={onClose}>Close</Button>
        </DialogActs>
      </Dialog>
    );
  return (
    <ConfirmDialog
      open
      onOpenChange={onOpenChange}
      title={`Test ${rule.name}`}
      consequence="Whoever an alert of this rule would reach gets a message that is marked as a test, and half a minute later its end. Real alerts and figures are not touched."
      verb="Send the test"
      isCritical={false}
      isBusy={test.isPending}
      error={test.error}
      onConfirm={() => test.mutate()}
    />
  );
}
