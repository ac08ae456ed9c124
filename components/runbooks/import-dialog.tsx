"use client";
/** Brings Markdown files: some, or a whole folder whose files link to each other. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Badge, Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActs } from "@/components/ui/dialog";
import { Field, TextInput } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import { runbooksKey } from "@/lib/runbooks/client";
import type { ImportedFile } from "@/lib/runbooks/schema";
import { bring } from "./bring";

const KINDS = [
  { value: "files", label: "Files" },
  { value: "folder", label: "Folder" },
] as const;
type Kind = (typeof KINDS)[number]["value"];

export function ImportDialog({ project, onClose }: { project: string; onClose: () => void }) {
  const cache = useQueryClient();
  const [kind, setKind] = useState<Kind>("files");
  const [collection, setCollection] = useState("");
  const [files, setFiles] = useState<readonly File[]>([]);
  const send = useMutation({
    mutationFn: () => bring(project, collection.trim(), files),
    onSettled: () => cache.invalidateQueries({ queryKey: runbooksKey(project) }),
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="l"
      title="Import runbooks"
      description="Each Markdown file becomes a runbook; one that is there already gets a new version. Pictures stay behind: their words stand in for them."
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (files.length > 0) send.mutate();
        }}
      >
        <Segmented label="What to choose" value={kind} options={KINDS} onChange={setKind} />
        <Chooser key={kind} kind={kind} onChoose={setFiles} />
        <Field
          label="Collection"
          hint="Files of one collection find each other by their paths. Empty: they stand by themselves."
        >
          <TextInput value={collection} onChange={setCollection} maxLength={60} />
        </Field>
        {send.error && <Notice tone="critical">{send.error.message}</Notice>}
        {send.data && <Outcome files={send.data} />}
        <DialogActs>
          <Button onClick={onClose}>{send.data ? "Close" : "Cancel"}</Button>
          <Button
            type="submit"
            tone="primary"
            isBusy={send.isPending}
            disabled={files.length === 0}
          >
            {files.length === 1 ? "Import 1 file" : `Import ${files.length} files`}
          </Button>
        </DialogActs>
      </form>
    </Dialog>
  );
}

const isMarkdown = ({ name }: File): boolean => /\.(?:md|markdown)$/i.test(name);

function Chooser({ kind, onChoose }: { kind: Kind; onChoose: (files: readonly File[]) => void }) {
  const id = useId();
  const folder = kind === "folder" ? { webkitdirectory: "" } : { accept: ".md,.markdown" };
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="font-medium text-13 text-primary">
        {kind === "folder" ? "Folder with Markdown files" : "Markdown files"}
      </label>
      <input
        id={id}
        type="file"
        multiple
        {...folder}
        onChange={(event) => onChoose([...(event.target.files ?? [])].filter(isMarkdown))}
        className="text-13 text-secondary"
      />
    </div>
  );
}

const TONES = {
  created: "ok",
  updated: "info",
  unchanged: "unknown",
  refused: "warning",
} as const;

function Outcome({ files }: { files: readonly ImportedFile[] }) {
  return (
    <ul
      aria-label="What became of them"
      className="flex max-h-60 flex-col gap-1 overflow-y-auto text-13"
    >
      {files.map(({ path, what, reason }) => (
        <li key={path} className="flex min-w-0 flex-wrap items-center gap-2">
          <Badge tone={what === "updated" && reason !== null ? "warning" : TONES[what]}>
            {what}
          </Badge>
          <span className="min-w-0 break-all text-primary">{path}</span>
          {reason !== null && <span className="text-muted">{reason}</span>}
        </li>
      ))}
    </ul>
  );
}
