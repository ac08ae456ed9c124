"use client";
/** Declares a group resolved, or takes that back; says what follows, and asks why. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CircleCheck, RotateCcw } from "lucide-react";
import { useState } from "react";
import { Can } from "@/components/shell/can";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { ERRORS_KEY, type ErrorAct, settleError } from "@/lib/errors/client";
import type { ErrorView } from "@/lib/errors/schema";

type SettleButtonProps = { project: string; group: ErrorView["group"] };

const WORDS = {
  resolve: {
    verb: "Mark resolved",
    icon: CircleCheck,
    consequence:
      "It leaves the open errors of this project for everybody. If it is seen again it comes back as regressed.",
  },
  reopen: {
    verb: "Reopen",
    icon: RotateCcw,
    consequence: "It counts as open again for everybody in this project.",
  },
} as const;

/** Answers of the server are shared for a second; sooner, the old state would come back. */
const FRESH_AFTER_MS = 1_200;

export function SettleButton({ project, group }: SettleButtonProps) {
  const [isAsking, setAsking] = useState(false);
  const act: ErrorAct = group.state === "resolved" ? "reopen" : "resolve";
  const { verb, icon, consequence } = WORDS[act];
  const settle = useSettle(project, group.fingerprint, act, () => setAsking(false));
  return (
    <>
      <Can permission="errors:resolve">
        {(gate) => (
          <Button icon={icon} onClick={() => setAsking(true)} {...gate}>
            {verb}
          </Button>
        )}
      </Can>
      {isAsking && (
        <ConfirmDialog
          open
          onOpenChange={setAsking}
          title={`${verb}: ${group.title}`}
          consequence={consequence}
          verb={verb}
          isCritical={false}
          asksReason
          isBusy={settle.isPending}
          error={settle.error}
          onConfirm={(reason) => settle.mutate(reason)}
        />
      )}
    </>
  );
}

function useSettle(project: string, fingerprint: string, act: ErrorAct, onDone: () => void) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (reason: string) => settleError(project, fingerprint, act, reason),
    onSuccess: ({ state }) => {
      const isOwn = { queryKey: ERRORS_KEY, predicate: isAbout(fingerprint) };
      cache.setQueriesData<ErrorView>(isOwn, (view) =>
        view ? { ...view, group: { ...view.group, state } } : view,
      );
      setTimeout(() => cache.invalidateQueries({ queryKey: ERRORS_KEY }), FRESH_AFTER_MS);
      onDone();
    },
  });
}

const isAbout =
  (fingerprint: string) =>
  ({ queryKey }: { queryKey: readonly unknown[] }): boolean =>
    (queryKey[2] as { fingerprint?: string } | undefined)?.fingerprint === fingerprint;
