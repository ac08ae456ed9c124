"use client";
/** Asks before a flag is served to nobody, and says what programs that still ask are told. */
import { useRolloutAct } from "@/components/rollouts/use-rollout-act";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { count } from "@/lib/core/format";
import { archiveFlag } from "@/lib/flags/life/client";
import type { FlagView } from "@/lib/flags/views";

type ArchiveDialogProps = { project: string; view: FlagView; onClose: () => void };

export function ArchiveDialog({ project, view, onClose }: ArchiveDialogProps) {
  const work = useRolloutAct();
  const { flag } = view;
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Archive ${flag.key}`}
      consequence={consequenceOf(view)}
      verb="Archive"
      asksReason
      isBusy={work.isPending}
      error={work.error}
      onConfirm={(reason) =>
        work.mutate(() => archiveFlag(project, flag.key, { isArchived: true, reason }), {
          onSuccess: onClose,
        })
      }
    />
  );
}

function consequenceOf({ given, neededBy, holds }: FlagView): string {
  const n = given.reduce((sum, one) => sum + one.n, 0);
  const [need] = neededBy;
  const [hold] = holds;
  if (hold) return `The rollout ${hold.rollout} moves it: end that first.`;
  if (need) return `The flag ${need.flag} waits for it in ${need.environment}: change that first.`;
  const asked =
    n === 0
      ? "No program has asked for it for 7 days."
      : `Programs asked ${count(n)} times within 7 days: from now on they get what their code falls back to.`;
  return `${asked} It is served to nobody within 1 s, in any environment. Its versions stay, and it can be taken back.`;
}
