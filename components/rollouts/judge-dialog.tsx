"use client";
/** Says whether a rollback was right, or took back a canary that was healthy. */
import { useState } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Segmented } from "@/components/ui/segmented";
import { judgeRollback } from "@/lib/rollouts/client";
import type { RollbackView } from "@/lib/rollouts/views";
import { useRolloutAct } from "./use-rollout-act";

const VERDICTS = [
  { value: "right", label: "Right" },
  { value: "false", label: "False" },
] as const;

const SAYS = {
  right: "It prevented an incident: the canary was worse than tolerated.",
  false: "The canary was healthy. It counts against the promise if the gates did it.",
} as const;

type JudgeDialogProps = { project: string; rollback: RollbackView; onClose: () => void };

export function JudgeDialog({ project, rollback, onClose }: JudgeDialogProps) {
  const work = useRolloutAct();
  const { key, attempt, judgement } = rollback;
  const [verdict, setVerdict] = useState<"right" | "false">(judgement?.isFalse ? "false" : "right");
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Was the rollback of ${key} right?`}
      consequence={SAYS[verdict]}
      verb={verdict === "right" ? "It was right" : "It was false"}
      isCritical={false}
      asksReason
      isBusy={work.isPending}
      error={work.error}
      onConfirm={(reason) =>
        work.mutate(
          () => judgeRollback(project, key, { attempt, isFalse: verdict === "false", reason }),
          { onSuccess: onClose },
        )
      }
    >
      <div>
        <Segmented
          label="The rollback was"
          value={verdict}
          options={VERDICTS}
          onChange={setVerdict}
        />
      </div>
    </ConfirmDialog>
  );
}
