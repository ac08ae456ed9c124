"use client";
/** Changes a plan, unless somebody or the machine moved the rollout meanwhile: then what is typed stays. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { keepAsk } from "@/components/ui/ask-params";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Fault } from "@/lib/core/fault";
import { changePlan, ROLLOUTS_KEY } from "@/lib/rollouts/client";
import { locksOf } from "@/lib/rollouts/locks";
import { changesBetween } from "@/lib/rollouts/plan-diff";
import type { RolloutDetail } from "@/lib/rollouts/views";
import { stillWrong } from "./issue-at";
import { PlanEditor } from "./plan-editor";
import { SaveDialog } from "./save-dialog";
import { SaveFoot } from "./save-foot";
import { usePlanDraft } from "./use-plan-draft";

/** Said with what can be done about it. */
const isStale = (error: Error | null): boolean =>
  error instanceof Fault && error.code === "conflict" && error.detail.field === "revision";

export function ChangeForm({ project, detail }: { project: string; detail: RolloutDetail }) {
  const { key } = detail.rollout;
  const router = useRouter();
  const params = new URLSearchParams(useSearchParams());
  const cache = useQueryClient();
  const { plan, setPlan, held, isChanged, isBehind, keepMine, loadTheirs } = usePlanDraft(detail);
  const [isAsking, setAsking] = useState(false);
  const change = useMutation({
    mutationFn: (reason: string) =>
      changePlan(project, key, { plan, revision: held.revision, reason }),
    onSuccess: () => router.push(keepAsk(`/rollouts/${encodeURIComponent(key)}`, params)),
    // What refused it stands at its field, or at the foot of the form.
    onError: () => setAsking(false),
    onSettled: () => cache.invalidateQueries({ queryKey: ROLLOUTS_KEY }),
  });
  const error = stillWrong(change.error, plan);
  const decide = (take: () => void) => () => {
    change.reset();
    take();
  };
  return (
    <>
      <PlanEditor
        project={project}
        plan={plan}
        setPlan={setPlan}
        locks={locksOf(held.state)}
        error={error}
        onSave={() => setAsking(true)}
        foot={
          <SaveFoot
            verb="Review the change"
            isBusy={change.isPending}
            isReady={isChanged && !isBehind}
            error={isStale(error) ? null : error}
          >
            {isBehind && isChanged && (
              <Behind detail={detail} onKeep={decide(keepMine)} onTheirs={decide(loadTheirs)} />
            )}
          </SaveFoot>
        }
      />
      {isAsking && (
        <SaveDialog
          version={held.planVersion + 1}
          changes={changesBetween(held.plan, plan)}
          isBusy={change.isPending}
          onSave={(reason) => change.mutate(reason)}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}

type BehindProps = { detail: RolloutDetail; onKeep: () => void; onTheirs: () => void };

function Behind({ detail: { steps }, onKeep, onTheirs }: BehindProps) {
  const [last] = steps;
  return (
    <Notice tone="warning">
      <p>
        {`The rollout has moved since you began${last ? ` (${last.by}: ${last.text})` : ""}. What you typed is still here.`}
      </p>
      <div className="flex flex-wrap gap-2 pt-2">
        <Button size="s" onClick={onKeep}>
          Keep mine, on top of it
        </Button>
        <Button size="s" onClick={onTheirs}>
          Load theirs
        </Button>
      </div>
    </Notice>
  );
}
