"use client";
/** One deployment: before and after, two days against the targets, smoke tests, and its checklist. */
import { useQuery } from "@tanstack/react-query";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { Badge, Tag } from "@/components/ui/badge";
import { Cell, Grid } from "@/components/ui/grid";
import { Instant } from "@/components/ui/instant";
import { KeptLink } from "@/components/ui/kept-link";
import { PanelError } from "@/components/ui/panel-states";
import { deploymentQuery } from "@/lib/deployments/client";
import type { DeploymentDetail } from "@/lib/deployments/schema";
import { ChecklistPanel } from "./checklist-panel";
import { SignalsPanel } from "./signals-panel";
import { SmokePanel } from "./smoke-panel";
import { statusOf } from "./words";

export function DeploymentPage({ deployment: id }: { deployment: string }) {
  const { ask, live } = useAsk();
  const reading = useQuery(deploymentQuery(ask.project, id, live));
  const { data } = reading;
  return (
    <PageFrame title={titleOf(data)} lead={<Lead detail={data} />}>
      {reading.isError && data === undefined ? (
        <div className="flex min-h-48 flex-col rounded-panel border border-line bg-panel p-4">
          <PanelError reading={reading} />
        </div>
      ) : (
        <>
          <Grid>
            <Cell width={8}>
              <SignalsPanel reading={reading} />
            </Cell>
            <Cell width={4}>
              <SmokePanel reading={reading} />
            </Cell>
          </Grid>
          <ChecklistPanel project={ask.project} id={id} reading={reading} />
        </>
      )}
    </PageFrame>
  );
}

function titleOf(detail: DeploymentDetail | undefined): string {
  if (!detail) return "Deployment";
  const { agent, version } = detail.deployment;
  return agent === "" ? version : `${agent} ${version}`;
}

function Lead({ detail }: { detail: DeploymentDetail | undefined }) {
  const one = detail?.deployment;
  const [tone, word] = statusOf(one?.status ?? "");
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1 pt-1">
      <KeptLink href="/deployments">Deployments</KeptLink>
      {one && (
        <>
          <Badge tone={tone}>{word}</Badge>
          <Tag>{one.environment}</Tag>
          <span className="text-secondary">
            {[one.previousVersion && `was ${one.previousVersion}`, one.author && `by ${one.author}`]
              .filter((part) => part)
              .join(" · ")}
          </span>
          <Instant at={one.at} />
        </>
      )}
    </span>
  );
}
