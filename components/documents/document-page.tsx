"use client";
/** One document with its table of contents. */
import { useQuery } from "@tanstack/react-query";
import { Article } from "@/components/markdown/article";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { KeptLink } from "@/components/ui/kept-link";
import { PanelError, PanelSkeleton } from "@/components/ui/panel-states";
import { documentQuery } from "@/lib/runbooks/documents/client";

export function DocumentPage({ name }: { name: string }) {
  const { ask } = useAsk();
  const reading = useQuery(documentQuery(ask.project, name));
  const { data } = reading;
  return (
    <PageFrame title={data?.title ?? "Document"} lead={<KeptLink href="/docs">Documents</KeptLink>}>
      {data && <Article blocks={data.blocks} headings={data.headings} />}
      {!data && (reading.isError ? <PanelError reading={reading} /> : <PanelSkeleton />)}
    </PageFrame>
  );
}
