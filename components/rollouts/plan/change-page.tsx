"use client";
/** The plan of a rollout, to be changed: what is behind it and what it promised is shown and closed. */
import { useQuery } from "@tanstack/react-query";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { Tag } from "@/components/ui/badge";
import { KeptLink } from "@/components/ui/kept-link";
import { PanelError, PanelSkeleton } from "@/components/ui/panel-states";
import { rolloutQuery } from "@/lib/rollouts/client";
import { ChangeForm } from "./change-form";

export function ChangePlanPage({ rollout: key }: { rollout: string }) {
  const { ask, live } = useAsk();
  const reading = useQuery(rolloutQuery(ask.project, key, live));
  const { data } = reading;
  return (
    <PageFrame
      title={`Plan of ${key}`}
      lead={
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1 pt-1">
          <KeptLink href="/rollouts">Rollouts</KeptLink>
          <KeptLink href={`/rollouts/${encodeURIComponent(key)}`}>{key}</KeptLink>
          {data && <Tag>{`version ${data.planVersion}`}</Tag>}
        </span>
      }
    >
      {data ? (
        <ChangeForm key={key} project={ask.project} detail={data} />
      ) : (
        <div className="flex min-h-96 flex-col rounded-panel border border-line bg-panel p-4">
          {reading.isError ? <PanelError reading={reading} /> : <PanelSkeleton />}
        </div>
      )}
    </PageFrame>
  );
}
