"use client";
/** The deployments page: versions, who, when, how far its checklist is, and who answers for it. */
import { useQuery } from "@tanstack/react-query";
import { PageFrame } from "@/components/shell/page-frame";
import { useAsk } from "@/components/shell/use-ask";
import { Badge, Tag } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { KeptLink } from "@/components/ui/kept-link";
import { Panel } from "@/components/ui/panel";
import { deploymentsQuery } from "@/lib/deployments/client";
import type { DeploymentRow } from "@/lib/deployments/schema";
import { statusOf } from "./words";

export function DeploymentsPage() {
  const { ask, live } = useAsk();
  const reading = useQuery(deploymentsQuery(ask, live));
  return (
    <PageFrame title="Deployments" lead="What was changed, by whom, and whether it held">
      <Panel
        title="Deployments"
        question="Which versions went out, and who answers for them?"
        reading={reading}
        figure={({ deployments }) => String(deployments.length)}
        isEmpty={({ deployments }) => deployments.length === 0}
        empty={{
          title: "No deployment in this time range",
          hint: "Let the pipeline send one event each time; it is marked on every chart.",
          snippet: {
            label: "A deployment",
            code: '{ "kind": "deployment", "agent": "support", "version": "1.5.0", "author": "ada" }',
          },
        }}
        height="fit"
        isFlush
      >
        {({ deployments }) => (
          <ul className="flex flex-col">
            {deployments.map((one) => (
              <Row key={one.id} one={one} />
            ))}
          </ul>
        )}
      </Panel>
    </PageFrame>
  );
}

function Row({ one }: { one: DeploymentRow }) {
  const { id, at, agent, version, previousVersion, environment, author, description, url } = one;
  const [tone, word] = statusOf(one.status);
  const isRollout = url?.startsWith("/") ?? false;
  const href = isRollout && url ? url : `/deployments/${id}`;
  return (
    <li className="relative flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-t px-4 py-2.5 text-13 hover:bg-hover">
      <span className="min-w-0 flex-1 basis-64">
        <span className="flex flex-wrap items-center gap-2">
          <KeptLink href={href} look="cover">
            <span className="font-medium text-primary">
              {agent === "" ? version : `${agent} ${version}`}
            </span>
          </KeptLink>
          <Badge tone={tone}>{word}</Badge>
          <Tag>{environment}</Tag>
        </span>
        <span className="block pt-0.5 text-12 text-muted">
          {[previousVersion && `was ${previousVersion}`, author && `by ${author}`, description]
            .filter((part) => part)
            .join(" · ")}
        </span>
      </span>
      <span className="text-12 text-secondary">{isRollout ? "" : checksOf(one)}</span>
      <span className="w-24 text-12 text-muted md:text-right">
        <Instant at={at} />
      </span>
    </li>
  );
}

function checksOf({ checks, signedOffBy }: DeploymentRow): string {
  if (signedOffBy !== null) return `signed off by ${signedOffBy}`;
  if (checks === null) return "checklist not started";
  return checks.open === 0 ? "all checked" : `${checks.open} of ${checks.of} open`;
}
