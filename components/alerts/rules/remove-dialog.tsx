"use client";
/** Deletes a rule, after saying what ends with it. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearchParams } from "next/navigation";
import { keepAsk } from "@/components/ui/ask-params";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { removeRule, rulesKey } from "@/lib/alerts/rules/client";
import type { RuleView } from "@/lib/alerts/rules/schema";

type RemoveDialogProps = { project: string; rule: RuleView; onClose: () => void };

export function RemoveDialog({ project, rule, onClose }: RemoveDialogProps) {
  const cache = useQueryClient();
  const router = useRouter();
  const params = new URLSearchParams(useSearchParams());
  const remove = useMutation({
    mutationFn: (reason: string) => removeRule(project, rule.id, reason),
    onSuccess: async () => {
      router.push(keepAsk("/alerts/rules", params));
      await cache.invalidateQueries({ queryKey: rulesKey(project), exact: true });
    },
  });
  const { firing } = rule.standing;
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete ${rule.name}`}
      consequence={`Nobody is told of this any more. ${
        firing > 0
          ? `${firing === 1 ? "The alert that fires" : `The ${firing} alerts that fire`} end now, with “rule deleted” as the reason, and whoever was told is told so. `
          : ""
      }Past alerts stay in the history. This cannot be undone; to pause it, turn it off instead.`}
      verb="Delete rule"
      asksReason
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={(reason) => remove.mutate(reason)}
    />
  );
}
