"use client";
/** Changes a flag as a whole, in the words of its file: refused where it does not fit, and where somebody was quicker. */
import { useState } from "react";
import { Can } from "@/components/shell/can";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Field, TextArea, TextInput } from "@/components/ui/field";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { ScrollBox } from "@/components/ui/scroll-box";
import { saveFlag } from "@/lib/flags/client";
import type { FlagDraft } from "@/lib/flags/schema";
import type { FlagView } from "@/lib/flags/views";
import { useRolloutAct } from "./use-rollout-act";

type FlagEditorProps = { project: string; reading: Reading<FlagView> };

export function FlagEditor({ project, reading }: FlagEditorProps) {
  const [opened, setOpened] = useState<FlagView | null>(null);
  return (
    <Panel
      title="Definition"
      question="What does the file say, and what should it?"
      reading={reading}
      figure={({ version }) => `version ${version}`}
      height="fit"
    >
      {(view) =>
        opened ? (
          <Form project={project} view={opened} onDone={() => setOpened(null)} />
        ) : (
          <div className="flex flex-col gap-3">
            <div className="flex max-h-80 rounded-control bg-hover">
              <ScrollBox label="Definition as JSON">
                <pre className="wrap-anywhere whitespace-pre-wrap p-2 font-mono text-12 text-secondary">
                  {textOf(view)}
                </pre>
              </ScrollBox>
            </div>
            <div>
              <Can permission="flags:write">
                {(gate) => (
                  <Button onClick={() => setOpened(view)} {...gate}>
                    Change
                  </Button>
                )}
              </Can>
            </div>
          </div>
        )
      }
    </Panel>
  );
}

const textOf = ({ flag }: FlagView): string => JSON.stringify(flag, null, 2);
const ROWS = 22;

type FormProps = { project: string; view: FlagView; onDone: () => void };

function Form({ project, view, onDone }: FormProps) {
  const work = useRolloutAct();
  const [text, setText] = useState(textOf(view));
  const [reason, setReason] = useState("");
  const flag = parsed(text);
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!flag) return;
        work.mutate(() => saveFlag(project, { flag, was: view.version, reason }), {
          onSuccess: onDone,
        });
      }}
    >
      <Field
        label="Definition"
        hint="A split may be written as weights in percent: buckets follow, and nobody moves who need not."
        {...(flag === null && { error: "Is not JSON" })}
      >
        <TextArea value={text} onChange={setText} rows={ROWS} spellCheck={false} required />
      </Field>
      <Field label="Reason" hint="Stands beside the version.">
        <TextInput value={reason} onChange={setReason} required maxLength={500} />
      </Field>
      {work.error && <Notice tone="critical">{work.error.message}.</Notice>}
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          tone="primary"
          isBusy={work.isPending}
          disabled={flag === null || reason.trim() === ""}
        >
          Save as version {view.version + 1}
        </Button>
        <Button onClick={onDone}>Cancel</Button>
      </div>
    </form>
  );
}

/** What fits is judged where it is kept; here only whether it can be read. */
function parsed(text: string): FlagDraft | null {
  try {
    return JSON.parse(text) as FlagDraft;
  } catch {
    return null;
  }
}
