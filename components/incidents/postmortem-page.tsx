"use client";
/** The postmortem of an incident: half written from its timeline, finished by people, exported and printed. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Download, Printer } from "lucide-react";
import { useState } from "react";
import { ConsoleText } from "@/components/markdown/console-text";
import { Can } from "@/components/shell/can";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { Notice } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { buttonLook } from "@/components/ui/button-look";
import { Field, TextArea } from "@/components/ui/field";
import { Instant } from "@/components/ui/instant";
import { KeptLink } from "@/components/ui/kept-link";
import { PanelError } from "@/components/ui/panel-states";
import { Segmented } from "@/components/ui/segmented";
import { exportUrl, INCIDENTS_KEY, keepPostmortem, postmortemQuery } from "@/lib/incidents/client";
import { isUnfinished } from "@/lib/incidents/postmortem";
import type { PostmortemView } from "@/lib/incidents/views";
import { previewQuery } from "@/lib/runbooks/client";
import type { PreviewView } from "@/lib/runbooks/schema";
import { DrillMark } from "./badges";

export function PostmortemPage({ id }: { id: string }) {
  const { ask } = useAsk();
  const reading = useQuery(postmortemQuery(ask.project, id));
  const { data } = reading;
  return (
    <PageFrame
      title={data ? `Postmortem of incident ${data.incident.number}` : "Postmortem"}
      lead={data && <Lead view={data} />}
      acts={
        <span className="flex flex-wrap gap-2 print:hidden">
          <a href={exportUrl(ask.project, id)} download className={buttonLook({})}>
            <Download aria-hidden className="size-3.5" />
            Export Markdown
          </a>
          <Button icon={Printer} onClick={() => window.print()}>
            Print
          </Button>
        </span>
      }
    >
      {data && <Editor key={data.revision} project={ask.project} view={data} />}
      {!data && reading.isError && <PanelError reading={reading} />}
      {!data && !reading.isError && (
        <div aria-busy className="h-96 animate-shimmer rounded-panel bg-hover" />
      )}
    </PageFrame>
  );
}

function Lead({ view: { incident, revision, updatedAt, updatedBy, publishedAt } }: Viewed) {
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1 pt-1">
      <KeptLink href={`/incidents/${incident.id}`}>{incident.title}</KeptLink>
      {incident.isDrill && <DrillMark />}
      {revision === 0 && <span>suggested from the timeline, not saved yet</span>}
      {updatedAt && (
        <span>
          saved by {updatedBy} <Instant at={updatedAt} />
        </span>
      )}
      {publishedAt && (
        <span>
          published <Instant at={publishedAt} />
        </span>
      )}
    </span>
  );
}

type Viewed = { view: PostmortemView };

const VIEWS = [
  { value: "read", label: "Read" },
  { value: "write", label: "Write" },
] as const;

function Editor({ project, view }: Viewed & { project: string }) {
  const [shown, setShown] = useState<"read" | "write">("read");
  const [text, setText] = useState(view.text);
  const cache = useQueryClient();
  const { id } = view.incident;
  const save = useMutation({
    mutationFn: (isPublished?: boolean) =>
      keepPostmortem(project, id, {
        ...{ revision: view.revision, text },
        ...(isPublished !== undefined && { isPublished }),
      }),
    onSuccess: () => cache.invalidateQueries({ queryKey: INCIDENTS_KEY }),
  });
  const isChanged = text !== view.text || view.revision === 0;
  return (
    <div className="flex min-w-0 flex-col gap-3 rounded-panel border border-line bg-panel p-4 print:border-0 print:p-0">
      <div className="flex flex-wrap items-center justify-between gap-2 print:hidden">
        <Segmented label="View" value={shown} options={VIEWS} onChange={setShown} />
        <Can permission="incidents:write">
          {(gate) => (
            <span className="flex flex-wrap gap-2">
              <Button
                tone="primary"
                isBusy={save.isPending}
                onClick={() => save.mutate(undefined)}
                {...gate}
                disabled={gate.disabled || !isChanged}
              >
                Save postmortem
              </Button>
              <Button
                isBusy={save.isPending}
                onClick={() => save.mutate(view.publishedAt === null)}
                {...gate}
              >
                {view.publishedAt === null ? "Publish" : "Take back"}
              </Button>
            </span>
          )}
        </Can>
      </div>
      {save.error && <Notice tone="critical">{save.error.message}.</Notice>}
      {isUnfinished(text) && (
        <div className="print:hidden">
          <Notice tone="info">
            What stands in angle brackets is for people to fill in: only they know it.
          </Notice>
        </div>
      )}
      {shown === "read" ? (
        <Reading project={project} text={text} />
      ) : (
        <Field label="Markdown" hint="As runbooks are written.">
          <TextArea value={text} onChange={setText} rows={30} />
        </Field>
      )}
    </div>
  );
}

/** As every other Markdown text of the console is drawn, saved or not. */
function Reading({ project, text }: { project: string; text: string }) {
  const reading = useQuery(previewQuery(project, null, text));
  if (reading.data)
    return (
      <article className="min-w-0">
        <ConsoleText {...shown(reading.data)} />
      </article>
    );
  return reading.isError ? (
    <PanelError reading={reading} />
  ) : (
    <div aria-busy className="h-96 animate-shimmer rounded-panel bg-hover" />
  );
}

const shown = ({ blocks, headings }: PreviewView) => ({ blocks, headings });
