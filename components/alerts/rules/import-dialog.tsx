"use client";
/** Brings rules out of a Prometheus rule file: pasted or chosen, looked at rule by rule, then made. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ChangeEvent, useState } from "react";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogActs } from "@/components/ui/dialog";
import { errorAt, errorElsewhere } from "@/components/ui/error-at";
import { Field, TextArea } from "@/components/ui/field";
import { importRules, previewRules, rulesKey } from "@/lib/alerts/rules/client";
import type { PreviewRow } from "@/lib/alerts/rules/schema";
import { ImportPreview } from "./import-preview";

type ImportDialogProps = { project: string; onClose: () => void };

export function ImportDialog({ project, onClose }: ImportDialogProps) {
  const [text, setText] = useState("");
  const [rows, setRows] = useState<readonly PreviewRow[] | null>(null);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Import Prometheus rules"
      description="Alerting rules become rules of this project as far as they can be translated. Nothing is made before you have seen what comes of each."
      size="l"
    >
      {rows === null ? (
        <FileForm
          project={project}
          text={text}
          onText={setText}
          onRead={setRows}
          onCancel={onClose}
        />
      ) : (
        <ChoiceForm
          project={project}
          text={text}
          rows={rows}
          onBack={() => setRows(null)}
          onDone={onClose}
        />
      )}
    </Dialog>
  );
}

type FileFormProps = {
  project: string;
  text: string;
  onText: (text: string) => void;
  onRead: (rows: readonly PreviewRow[]) => void;
  onCancel: () => void;
};

function FileForm({ project, text, onText, onRead, onCancel }: FileFormProps) {
  const preview = useMutation({
    mutationFn: () => previewRules(project, text),
    onSuccess: onRead,
  });
  const take = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? [];
    if (file) onText(await file.text());
  };
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        preview.mutate();
      }}
    >
      <Field
        label="Rule file"
        hint="The YAML of a rule file, or of a PrometheusRule of the operator."
        error={errorAt(preview.error, "text")}
      >
        <TextArea value={text} onChange={onText} rows={10} spellCheck={false} required />
      </Field>
      <label className="text-13 text-secondary">
        Or choose a file{" "}
        <input type="file" accept=".yml,.yaml,.json" onChange={take} className="text-12" />
      </label>
      <Elsewhere error={errorElsewhere(preview.error, ["text"])} />
      <DialogActs>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" tone="primary" isBusy={preview.isPending}>
          Look at the rules
        </Button>
      </DialogActs>
    </form>
  );
}

type ChoiceFormProps = {
  project: string;
  text: string;
  rows: readonly PreviewRow[];
  onBack: () => void;
  onDone: () => void;
};

function ChoiceForm({ project, text, rows, onBack, onDone }: ChoiceFormProps) {
  const cache = useQueryClient();
  const [chosen, setChosen] = useState<ReadonlySet<number>>(
    () => new Set(rows.filter(({ reason }) => reason === null).map(({ index }) => index)),
  );
  const bring = useMutation({
    mutationFn: () => importRules(project, text, [...chosen]),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: rulesKey(project) });
      onDone();
    },
  });
  return (
    <form
      className="flex min-w-0 flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        bring.mutate();
      }}
    >
      <ImportPreview rows={rows} chosen={chosen} onChoose={setChosen} />
      <Elsewhere error={bring.error} />
      <DialogActs>
        <Button onClick={onBack}>Back</Button>
        <Button type="submit" tone="primary" isBusy={bring.isPending} disabled={chosen.size === 0}>
          {chosen.size === 1 ? "Import 1 rule" : `Import ${chosen.size} rules`}
        </Button>
      </DialogActs>
    </form>
  );
}

const Elsewhere = ({ error }: { error: Error | null }) =>
  error && <Notice tone="critical">{error.message}.</Notice>;
