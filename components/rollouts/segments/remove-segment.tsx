"use client";
/** Removes a segment that no rule names; while one does, the button says which. */
import { useState } from "react";
import { useRolloutAct } from "@/components/rollouts/use-rollout-act";
import { Can } from "@/components/shell/can";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { removeSegment } from "@/lib/flags/segments/client";
import type { SegmentView } from "@/lib/flags/segments/schema";

type RemoveSegmentProps = { project: string; view: SegmentView; onDone: () => void };

export function RemoveSegment({ project, view, onDone }: RemoveSegmentProps) {
  const [isAsked, setAsked] = useState(false);
  const work = useRolloutAct();
  const { segment, usedBy } = view;
  const [use] = usedBy;
  const why = use && { title: `The flag ${use.flag} names it: take it out of its rules first` };
  return (
    <>
      <Can permission="flags:write" otherwise="hide">
        {(gate) => (
          <Button onClick={() => setAsked(true)} {...gate} {...why} disabled={use !== undefined}>
            Remove
          </Button>
        )}
      </Can>
      <ConfirmDialog
        open={isAsked}
        onOpenChange={setAsked}
        title={`Remove the segment ${segment.key}`}
        consequence="No rule names it, so nobody gets anything else. This cannot be undone."
        verb="Remove the segment"
        asksReason
        isBusy={work.isPending}
        error={work.error}
        onConfirm={(reason) =>
          work.mutate(() => removeSegment(project, segment.key, reason), { onSuccess: onDone })
        }
      />
    </>
  );
}
