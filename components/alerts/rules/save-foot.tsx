"use client";
/** The foot of the rule editor: why it could not be saved, and the button for those who may. */
import type { UseMutationResult } from "@tanstack/react-query";
import { Can, reasonFor } from "@/components/shell/can";
import { useMay } from "@/components/shell/use-console";
import { Badge, Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Fault } from "@/lib/core/fault";

type SaveFootProps = {
  verb: string;
  saving: Pick<UseMutationResult<unknown, Error, never>, "isPending" | "isSuccess" | "error">;
  isChanged: boolean;
  /** Replaces what is typed here with what somebody else saved meanwhile. */
  onLoadTheirs?: () => void;
};

/** Whether somebody else saved first: theirs has to be seen before this can be saved. */
const isStale = (error: Error | null): boolean =>
  error instanceof Fault && error.code === "conflict" && error.detail.field === "revision";

export function SaveFoot({ verb, saving, isChanged, onLoadTheirs }: SaveFootProps) {
  const may = useMay("rules:write");
  const { error } = saving;
  return (
    <div className="flex flex-col gap-3">
      {error && (
        <Notice tone={isStale(error) ? "warning" : "critical"}>
          <p>{error.message.replace(/^rule\./, "")}.</p>
          {isStale(error) && onLoadTheirs && (
            <div className="pt-2">
              <Button size="s" onClick={onLoadTheirs}>
                Load theirs
              </Button>
            </div>
          )}
        </Notice>
      )}
      {may === false && <p className="text-12 text-muted">{reasonFor("rules:write")}</p>}
      <div className="flex items-center gap-3">
        <Can permission="rules:write">
          {(gate) => (
            <Button
              type="submit"
              tone="primary"
              isBusy={saving.isPending}
              {...gate}
              disabled={gate.disabled || !isChanged}
            >
              {verb}
            </Button>
          )}
        </Can>
        {saving.isSuccess && !isChanged && (
          <Badge tone="ok" bare>
            Saved
          </Badge>
        )}
      </div>
    </div>
  );
}
