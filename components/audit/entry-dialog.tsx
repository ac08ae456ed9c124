"use client";
/** One entry of the audit log with all that is known of it. */
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActs } from "@/components/ui/dialog";
import { Instant } from "@/components/ui/instant";
import { CopyText } from "@/components/ui/snippet";
import { changesOf } from "@/lib/audit/diff";
import type { AuditView } from "@/lib/audit/schema";
import { actorWords, actTitle, actWords } from "@/lib/audit/words";
import { ChangesTable } from "./changes-table";
import { ObjectCell } from "./entries-table";

type EntryDialogProps = {
  entry: AuditView;
  onClose: () => void;
  /** Shows everything that was done to its object. */
  onHistory: () => void;
};

export function EntryDialog({ entry, onClose, onHistory }: EntryDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={actTitle(entry.action)}
      description={`${entry.actorName} ${actWords(entry.action)}.`}
      size="l"
    >
      {entry.reason !== null && (
        <p className="wrap-anywhere border-line border-l-2 pl-3 text-13 text-primary">
          <span className="block text-12 text-muted">Reason</span>
          {entry.reason}
        </p>
      )}
      <ChangesTable changes={changesOf(entry.before, entry.after)} />
      <Facts entry={entry} />
      <DialogActs>
        <Button onClick={onHistory}>History of this object</Button>
        <Button tone="primary" onClick={onClose}>
          Close
        </Button>
      </DialogActs>
    </Dialog>
  );
}

function Facts({ entry }: { entry: AuditView }) {
  const { seq, at, actorKind, actorId, actorName, address, sessionId, requestId } = entry;
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-13">
      <Fact label="Entry">{seq}</Fact>
      <Fact label="Time">
        <Instant at={at} style="exact" />
      </Fact>
      <Fact label="Who">
        {actorName} ({actorWords(actorKind).toLowerCase()})
      </Fact>
      <Fact label="Object">
        <ObjectCell entry={entry} />
      </Fact>
      <Fact label="Actor id">{copied(actorId, "actor id")}</Fact>
      <Fact label="Address">{address ?? "none"}</Fact>
      <Fact label="Session">{copied(sessionId, "session")}</Fact>
      <Fact label="Request">{copied(requestId, "request id")}</Fact>
      <Fact label="Object id">{copied(entry.objectId, "object id")}</Fact>
      <Fact label="Project">{entry.project ?? "none"}</Fact>
      <Fact label="Act">
        <code className="font-mono text-12">{entry.action}</code>
      </Fact>
      <Fact label="Hash">{copied(entry.hash, "hash")}</Fact>
      <Fact label="Hash before">{copied(entry.prevHash, "hash of the entry before")}</Fact>
    </dl>
  );
}

const copied = (text: string | null, label: string): ReactNode =>
  text ? <CopyText text={text} label={label} /> : "none";

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="wrap-anywhere min-w-0 text-primary">{children}</dd>
    </>
  );
}
