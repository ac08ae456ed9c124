"use client";
/** Writes a runbook, with what it will look like beside it. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ConsoleText } from "@/components/markdown/console-text";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Field, TextArea, TextInput } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import { changeRunbook, previewQuery, runbooksKey } from "@/lib/runbooks/client";
import type { RunbookView } from "@/lib/runbooks/schema";
import { LinksPanel } from "./links-panel";

type EditorProps = {
  project: string;
  view: RunbookView;
  /** An earlier text that shall count again; null to go on from what counts. */
  draft: string | null;
  onDone: () => void;
};

const ROWS = 28;

export function Editor({ project, view, draft, onDone }: EditorProps) {
  const cache = useQueryClient();
  const [text, setText] = useState(draft ?? view.text);
  const [message, setMessage] = useState(draft === null ? "" : "Restored an earlier version");
  const save = useMutation({
    mutationFn: () => changeRunbook(project, view, { text, message }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: runbooksKey(project) });
      onDone();
    },
  });
  const isChanged = text !== view.text;
  return (
    <form
      className="flex min-w-0 flex-col gap-4 max-md:gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (isChanged) save.mutate();
      }}
    >
      <div className="grid min-w-0 gap-4 max-md:gap-3 lg:grid-cols-2">
        <Field label="Text" hint="Markdown. A block marked panel shows live values.">
          <TextArea value={text} onChange={setText} rows={ROWS} spellCheck required />
        </Field>
        <Preview project={project} slug={view.slug} text={text} />
      </div>
      <Field label="What changed" hint="Stands beside the version.">
        <TextInput value={message} onChange={setMessage} maxLength={300} />
      </Field>
      {save.error && <Notice tone="critical">{save.error.message}</Notice>}
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          tone="primary"
          isBusy={save.isPending}
          disabled={!isChanged || text.trim() === ""}
        >
          Save
        </Button>
        <Button onClick={onDone}>Cancel</Button>
      </div>
    </form>
  );
}

type PreviewProps = { project: string; slug: string; text: string };

const PAUSE_MS = 300;

/** What it was when the writing last paused. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

function Preview({ project, slug, text }: PreviewProps) {
  const reading = useQuery(previewQuery(project, slug, useSettled(text)));
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <Panel
        title="Preview"
        question="How will it be read?"
        reading={reading}
        figure={({ title }) => title}
        height="fit"
      >
        {({ blocks, headings }) => (
          <div className="max-h-[70vh] overflow-y-auto">
            <ConsoleText blocks={blocks} headings={headings} prefix="preview-" />
          </div>
        )}
      </Panel>
      {reading.data && <LinksPanel links={reading.data.brokenLinks} />}
    </div>
  );
}
