"use client";
/** Replays or discards everything in the quarantine, or everything with one reason. */
import { useState } from "react";
import { Can } from "@/components/shell/can";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { count } from "@/lib/core/format";
import type { QuarantineView } from "@/lib/data/schema";
import { useQuarantineAct } from "./use-quarantine-act";

type QuarantineBulkProps = { project: string; code: string | null; view: QuarantineView };

export function QuarantineBulk({ project, code, view }: QuarantineBulkProps) {
  const [isAsking, setAsking] = useState(false);
  const replay = useQuarantineAct(project, "replay");
  const discard = useQuarantineAct(project, "discard");
  const choice = code === null ? {} : { code };
  const n = code === null ? view.total : (view.reasons.find((r) => r.code === code)?.n ?? 0);
  const what = `${count(n)} refused ${n === 1 ? "event" : "events"}${code ? ` (${code})` : ""}`;
  const failed = replay.error;
  return (
    <div className="flex flex-wrap items-center gap-2">
      {failed && (
        <Badge tone="critical" bare>
          {failed.message}
        </Badge>
      )}
      {replay.data && !replay.isPending && (
        <Badge tone="info" bare>
          {replay.data}
        </Badge>
      )}
      <Can permission="quarantine:replay">
        {(gate) => (
          <>
            <Button isBusy={replay.isPending} onClick={() => replay.mutate(choice)} {...gate}>
              Replay {code === null ? "all" : code}
            </Button>
            <Button onClick={() => setAsking(true)} {...gate}>
              Discard {code === null ? "all" : code}
            </Button>
          </>
        )}
      </Can>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={`Discard ${what}`}
        consequence="They are deleted and cannot be replayed any more. Nothing that was stored is touched."
        verb="Discard"
        isBusy={discard.isPending}
        error={discard.error}
        onConfirm={() => discard.mutate(choice, { onSuccess: () => setAsking(false) })}
      />
    </div>
  );
}
