"use client";
/** The foot of the plan editor: what was refused, and the button for those who may. */
import type { ReactNode } from "react";
import { Can, reasonFor } from "@/components/shell/can";
import { useMay } from "@/components/shell/use-console";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { issuesOf } from "./issue-at";

type SaveFootProps = {
  verb: string;
  isBusy: boolean;
  isReady: boolean;
  error: Error | null;
  children?: ReactNode;
};

export function SaveFoot({ verb, isBusy, isReady, error, children }: SaveFootProps) {
  const may = useMay("rollouts:write");
  return (
    <div className="flex flex-col gap-3">
      {children}
      {error && <Notice tone="critical">{wordsOf(error)}</Notice>}
      {may === false && <p className="text-12 text-muted">{reasonFor("rollouts:write")}</p>}
      <div>
        <Can permission="rollouts:write">
          {(gate) => (
            <Button
              type="submit"
              tone="primary"
              isBusy={isBusy}
              {...gate}
              disabled={gate.disabled || !isReady}
            >
              {verb}
            </Button>
          )}
        </Can>
      </div>
    </div>
  );
}

/** Each refused field says it where it stands, too. */
function wordsOf(error: Error): string {
  const issues = issuesOf(error);
  if (issues.length > 1)
    return `${issues.length} fields do not fit: each says above what is wrong.`;
  return `${error.message.replace(/^plan\./, "")}.`;
}
