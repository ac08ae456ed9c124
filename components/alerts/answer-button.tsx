"use client";
/** Says that somebody is on it, or takes that back; who may not is told who may. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { HandMetal, RotateCcw } from "lucide-react";
import { Can } from "@/components/shell/can";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ALERTS_KEY, type AlertAct, answerAlert } from "@/lib/alerts/client";
import type { AlertDetail, AlertView } from "@/lib/alerts/views";

/** Answers of the server are shared for a second; sooner, the old state would come back. */
const FRESH_AFTER_MS = 1_200;

type Answerable = Pick<AlertView, "id" | "name" | "acknowledged" | "endedAt">;
type AnswerButtonProps = { project: string; alert: Answerable; size?: "s" | "l" };

/** Nothing for what is over. */
export function AnswerButton({ project, alert, size = "s" }: AnswerButtonProps) {
  const answer = useAnswer(project, alert.id);
  if (alert.endedAt) return null;
  const act: AlertAct = alert.acknowledged ? "take-back" : "acknowledge";
  const isFirst = act === "acknowledge";
  const isMain = isFirst && size === "l";
  return (
    <Can permission="alerts:acknowledge">
      {(gate) => (
        <>
          <Button
            size={size}
            tone={isMain ? "primary" : "plain"}
            icon={isFirst ? HandMetal : RotateCcw}
            isBusy={answer.isPending}
            onClick={() => answer.mutate(act)}
            {...gate}
          >
            {isFirst ? "Acknowledge" : "Take back"}
            <span className="sr-only">{` ${alert.name}`}</span>
          </Button>
          {answer.error && <Notice tone="critical">{answer.error.message}</Notice>}
          {size === "l" && gate.title !== undefined && (
            <p className="text-12 text-muted md:sr-only">{gate.title}</p>
          )}
        </>
      )}
    </Can>
  );
}

export function useAnswer(project: string, id: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (act: AlertAct) => answerAlert(project, id, act),
    onSuccess: ({ acknowledged }) => {
      cache.setQueriesData<AlertDetail>(
        { queryKey: ALERTS_KEY, predicate: ({ queryKey }) => isAbout(queryKey, id) },
        (view) => view && { ...view, alert: { ...view.alert, acknowledged } },
      );
      setTimeout(() => cache.invalidateQueries({ queryKey: ALERTS_KEY }), FRESH_AFTER_MS);
    },
  });
}

const isAbout = (queryKey: readonly unknown[], id: string): boolean =>
  (queryKey[2] as { id?: string } | undefined)?.id === id;
