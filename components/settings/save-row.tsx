"use client";
/** The foot of a settings form: what went wrong or right, and the button for those who may. */
import type { UseMutationResult } from "@tanstack/react-query";
import { Can, reasonFor } from "@/components/shell/can";
import { useMay } from "@/components/shell/use-console";
import { Badge, Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { ProjectPermission } from "@/lib/core/roles";
import { isStale } from "./use-project-change";

type SaveRowProps = {
  permission: ProjectPermission;
  verb: string;
  saving: Pick<UseMutationResult<unknown, Error, never>, "isPending" | "isSuccess" | "error">;
  isChanged: boolean;
  /** Replaces what is typed here with what somebody else saved meanwhile. */
  onLoadTheirs: () => void;
};

export function SaveRow({ permission, verb, saving, isChanged, onLoadTheirs }: SaveRowProps) {
  const may = useMay(permission);
  return (
    <div className="flex flex-col gap-3">
      {saving.error && (
        <Notice tone={isStale(saving.error) ? "warning" : "critical"}>
          <p>{saving.error.message}.</p>
          {isStale(saving.error) && (
            <div className="pt-2">
              <Button size="s" onClick={onLoadTheirs}>
                Load theirs
              </Button>
            </div>
          )}
        </Notice>
      )}
      {may === false && <p className="text-12 text-muted">{reasonFor(permission)}</p>}
      <div className="flex items-center gap-3">
        <Can permission={permission}>
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
