"use client";
/** What can be done with a runbook: changed, given to somebody, removed. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Pencil, Trash2 } from "lucide-react";
import { useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { Can } from "@/components/shell/can";
import { HistoryLink } from "@/components/shell/history-link";
import { keepAsk } from "@/components/ui/ask-params";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Select } from "@/components/ui/field";
import { onCallQuery } from "@/lib/oncall/schedules/client";
import { ownRunbook, removeRunbook, runbooksKey } from "@/lib/runbooks/client";
import type { RunbookView } from "@/lib/runbooks/schema";

type ActsProps = { project: string; view: RunbookView; onEdit: () => void };

export function Acts({ project, view, onEdit }: ActsProps) {
  const [isRemoving, setRemoving] = useState(false);
  return (
    <>
      <HistoryLink kind="runbook" id={view.slug} />
      <Can permission="runbooks:write" otherwise="hide">
        {() => <Owner project={project} view={view} />}
      </Can>
      <Can permission="runbooks:write">
        {(gate) => (
          <>
            {view.isOwn && (
              <Button icon={Trash2} onClick={() => setRemoving(true)} {...gate}>
                {view.isShipped ? "Back to shipped" : "Remove"}
              </Button>
            )}
            <Button tone="primary" icon={Pencil} onClick={onEdit} {...gate}>
              Edit
            </Button>
          </>
        )}
      </Can>
      {isRemoving && <Removal project={project} view={view} onClose={() => setRemoving(false)} />}
    </>
  );
}

function Owner({ project, view: { slug, ownerId, owner } }: Omit<ActsProps, "onEdit">) {
  const cache = useQueryClient();
  const people = useQuery(onCallQuery(project, false)).data?.people ?? [];
  const own = useMutation({
    mutationFn: (id: string | null) => ownRunbook(project, slug, id),
    onSettled: () => cache.invalidateQueries({ queryKey: runbooksKey(project) }),
  });
  const gone = ownerId !== null && !people.some(({ id }) => id === ownerId);
  return (
    <div className="w-40">
      <Select
        aria-label="Owner"
        value={ownerId ?? ""}
        disabled={own.isPending}
        options={[
          { value: "", label: "No owner" },
          ...people.map(({ id, name }) => ({ value: id, label: name })),
          ...(gone ? [{ value: ownerId, label: owner ?? "somebody who has left" }] : []),
        ]}
        onChange={(id) => own.mutate(id || null)}
      />
    </div>
  );
}

function Removal({
  project,
  view: { slug, title, isShipped },
  onClose,
}: {
  project: string;
  view: RunbookView;
  onClose: () => void;
}) {
  const cache = useQueryClient();
  const router = useRouter();
  const params = new URLSearchParams(useSearchParams());
  const remove = useMutation({
    mutationFn: (reason: string) => removeRunbook(project, slug, reason),
    onSuccess: async () => {
      if (!isShipped) router.push(keepAsk("/runbooks", params));
      await cache.invalidateQueries({ queryKey: runbooksKey(project) });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={isShipped ? "Back to the shipped text" : `Remove ${title}`}
      consequence={
        isShipped
          ? "The text that came with the release counts again; the project's own versions stay to be read."
          : "Alert rules that name it will lead nowhere. Its versions are there again once a runbook of this name is written."
      }
      verb={isShipped ? "Use the shipped text" : "Remove runbook"}
      asksReason
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={(reason) => remove.mutate(reason)}
    />
  );
}
