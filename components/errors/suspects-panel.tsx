"use client";
/** What was deployed in the day before the first sighting: the first suspects. */
import { Tag } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import { ScrollBox } from "@/components/ui/scroll-box";
import { duration } from "@/lib/core/format";
import type { DeploymentRow, ErrorView } from "@/lib/errors/schema";

export function SuspectsPanel({ reading }: { reading: Reading<ErrorView> }) {
  return (
    <Panel
      title="Deployed just before"
      question="What changed in the day before it was first seen?"
      reading={reading}
      isEmpty={({ deployedBefore }) => deployedBefore.length === 0}
      empty={{
        title: "No deployment in the day before",
        hint: "Deployment events from your pipeline would show here.",
      }}
      height={340}
    >
      {({ deployedBefore, group }) => (
        <ScrollBox>
          <ol className="flex flex-col gap-3 text-13">
            {deployedBefore.map((one) => (
              <Suspect key={one.id} deployment={one} agent={group.agent} />
            ))}
          </ol>
        </ScrollBox>
      )}
    </Panel>
  );
}

type SuspectProps = { deployment: DeploymentRow; agent: string };

function Suspect({ deployment, agent }: SuspectProps) {
  const { version, author, description, url, leadMs, at } = deployment;
  const isOwn = deployment.agent === agent && agent !== "";
  return (
    <li className="border-line border-b pb-3 last:border-b-0">
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-medium text-primary">{deployment.agent || "everything"}</span>
        <Tag mono>{version}</Tag>
        {isOwn && <Tag>same agent</Tag>}
      </p>
      <p className="text-secondary">{`${duration(leadMs)} before the first sighting`}</p>
      {description && <p className="text-secondary">{description}</p>}
      <p className="flex flex-wrap gap-2 text-12 text-muted">
        <Instant at={at} />
        {author && <span>{author}</span>}
        {url && (
          <a href={url} rel="noreferrer" target="_blank" className="text-accent-text underline">
            Open
          </a>
        )}
      </p>
    </li>
  );
}
