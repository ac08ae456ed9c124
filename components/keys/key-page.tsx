"use client";
/** One API key: what it is, what it did, and the acts that replace, change or end it. */
import { useQuery } from "@tanstack/react-query";
import { reasonFor } from "@/components/shell/can";
import { HistoryLink } from "@/components/shell/history-link";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { useMay } from "@/components/shell/use-console";
import { Notice, Tag } from "@/components/ui/badge";
import { KeptLink } from "@/components/ui/kept-link";
import { keyQuery } from "@/lib/keys/client";
import type { KeyView } from "@/lib/keys/schema";
import { KeyActs } from "./key-acts";
import { KeyFactsPanel } from "./key-facts-panel";
import { KeyStateBadge } from "./key-state";
import { KeyTraffic } from "./key-traffic";

export function KeyPage({ id }: { id: string }) {
  const { ask } = useAsk();
  const may = useMay("keys:read");
  const key = useQuery({ ...keyQuery(ask.project, id), enabled: may === true });
  return (
    <PageFrame
      title={key.data?.name ?? "API key"}
      lead={<Lead apiKey={key.data} />}
      acts={
        key.data && (
          <>
            <HistoryLink kind="key" id={id} />
            <KeyActs project={ask.project} apiKey={key.data} />
          </>
        )
      }
    >
      {may === false ? (
        <Notice tone="info">{reasonFor("keys:read")}</Notice>
      ) : (
        <>
          <KeyFactsPanel reading={key} />
          {key.data && <KeyTraffic project={ask.project} apiKey={key.data} />}
        </>
      )}
    </PageFrame>
  );
}

function Lead({ apiKey }: { apiKey: KeyView | undefined }) {
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1 pt-1">
      <KeptLink href="/settings/api-keys">API keys</KeptLink>
      {apiKey && (
        <>
          <KeyStateBadge apiKey={apiKey} />
          <Tag mono>{`${apiKey.prefix}…`}</Tag>
          <Tag>{apiKey.environment ?? "any environment"}</Tag>
        </>
      )}
    </span>
  );
}
