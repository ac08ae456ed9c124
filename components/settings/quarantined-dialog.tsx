"use client";
/** One refused event as it was sent: to read, to mend, to replay or to discard. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Can } from "@/components/shell/can";
import { Badge, Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActs } from "@/components/ui/dialog";
import { Field, TextArea } from "@/components/ui/field";
import { quarantinedQuery } from "@/lib/data/client";
import type { QuarantinedDetail } from "@/lib/data/schema";
import { useQuarantineAct } from "./use-quarantine-act";

type QuarantinedDialogProps = { project: string; id: string; onClose: () => void };

export function QuarantinedDialog({ project, id, onClose }: QuarantinedDialogProps) {
  const { data, error } = useQuery(quarantinedQuery(project, id));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Refused event"
      description={data ? `${data.field ?? "The event"}: ${data.message} (${data.code}).` : "…"}
      size="l"
    >
      {error && <Notice tone="critical">{error.message}.</Notice>}
      {data && <Mending project={project} event={data} onClose={onClose} />}
    </Dialog>
  );
}

type MendingProps = { project: string; event: QuarantinedDetail; onClose: () => void };

function Mending({ project, event, onClose }: MendingProps) {
  const [body, setBody] = useState(() => laidOut(event.body));
  const replay = useQuarantineAct(project, "replay");
  const discard = useQuarantineAct(project, "discard");
  const failed = replay.error ?? discard.error;
  const isMended = body !== laidOut(event.body);
  return (
    <div className="flex flex-col gap-4">
      <Field
        label="What was sent"
        hint="Mend it here, then replay it. The event keeps its id: it is never counted twice."
      >
        <TextArea value={body} onChange={setBody} rows={14} spellCheck={false} />
      </Field>
      {failed && <Notice tone="critical">{failed.message}.</Notice>}
      {replay.data && (
        <Badge tone="info" bare>
          {replay.data}
        </Badge>
      )}
      <DialogActs>
        <Button onClick={onClose}>Close</Button>
        <Can permission="quarantine:replay">
          {(gate) => (
            <>
              <Button
                isBusy={discard.isPending}
                onClick={() => discard.mutate({ ids: [event.id] }, { onSuccess: onClose })}
                {...gate}
              >
                Discard event
              </Button>
              <Button
                tone="primary"
                isBusy={replay.isPending}
                onClick={() => replay.mutate({ ids: [event.id], ...(isMended && { body }) })}
                {...gate}
              >
                {isMended ? "Replay mended event" : "Replay event"}
              </Button>
            </>
          )}
        </Can>
      </DialogActs>
    </div>
  );
}

/** Readable when it is JSON, as it came when it is not. */
function laidOut(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
