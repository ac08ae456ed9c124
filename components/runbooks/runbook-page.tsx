"use client";
/** One runbook: read, ticked and copied from; with the values of the alert that opened it; written anew. */
import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { KeptLink } from "@/components/ui/kept-link";
import { PanelError, PanelSkeleton } from "@/components/ui/panel-states";
import { useUrlState } from "@/components/ui/use-url-state";
import { runbookQuery } from "@/lib/runbooks/client";
import type { RunbookView } from "@/lib/runbooks/schema";
import { Acts } from "./acts";
import { Editor } from "./editor";
import { LinksPanel } from "./links-panel";
import { originOf } from "./list-panel";
import { Reader } from "./reader";
import { VersionsPanel } from "./versions-panel";

export function RunbookPage({ slug }: { slug: string }) {
  const { project } = useAsk().ask;
  const params = useSearchParams();
  const [alertId, incidentId] = [params.get("alert"), params.get("incident")];
  const [edit, setEdit] = useUrlState("edit");
  const reading = useQuery(runbookQuery(project, slug));
  const { data } = reading;
  const [draft, setDraft] = useState<string | null>(null);
  const isEditing = edit !== null;
  const onRestore = (text: string) => {
    setDraft(text);
    setEdit("1");
  };
  const leave = () => {
    setDraft(null);
    setEdit(null);
  };
  return (
    <PageFrame
      title={data?.title ?? "Runbook"}
      lead={<Lead view={data} />}
      acts={
        data && !isEditing && <Acts project={project} view={data} onEdit={() => setEdit("1")} />
      }
    >
      {!data && (reading.isError ? <PanelError reading={reading} /> : <PanelSkeleton />)}
      {data && isEditing && (
        <Editor
          // A text that is restored takes the place of what was being written.
          key={`${data.revision} ${draft === null}`}
          project={project}
          view={data}
          draft={draft}
          onDone={leave}
        />
      )}
      {data && !isEditing && (
        <>
          <Reader
            key={`${data.slug} ${alertId} ${incidentId}`}
            project={project}
            view={data}
            alertId={alertId}
            incidentId={incidentId}
          />
          <LinksPanel links={data.brokenLinks} />
          <VersionsPanel project={project} view={data} onRestore={onRestore} />
        </>
      )}
    </PageFrame>
  );
}

function Lead({ view }: { view: RunbookView | undefined }) {
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <KeptLink href="/runbooks">Runbooks</KeptLink>
      {view && (
        <span className="text-secondary">
          {[originOf({ ...view, brokenLinks: 0 }), `owner: ${view.owner ?? "nobody"}`].join(" · ")}
        </span>
      )}
      {view?.summary && <span className="w-full text-secondary">{view.summary}</span>}
    </span>
  );
}
