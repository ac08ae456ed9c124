"use client";
/** What changed: the latest deployments. */
import { Badge, type Tone } from "@/components/ui/badge";
import { Instant } from "@/components/ui/instant";
import { KeptLink } from "@/components/ui/kept-link";
import { Panel } from "@/components/ui/panel";
import type { Reading } from "@/components/ui/reading";
import type { DeploymentView } from "@/lib/overview/schema";

const STATUS: Record<string, readonly [Tone, string]> = {
  succeeded: ["ok", "Deployed"],
  started: ["info", "Under way"],
  failed: ["critical", "Failed"],
  stage: ["info", "Moved"],
  rolled_back: ["warning", "Rolled back"],
};

type DeploymentsPanelProps = { reading: Reading<readonly DeploymentView[]> };

export function DeploymentsPanel({ reading }: DeploymentsPanelProps) {
  return (
    <Panel
      title="Latest deployments"
      question="What was changed, and when?"
      reading={reading}
      isEmpty={(deployments) => deployments.length === 0}
      empty={{
        title: "No deployment in the last 30 days",
        hint: "Send a deployment event from your pipeline to mark it on every chart.",
      }}
      height={280}
      isFlush
    >
      {(deployments) => (
        <ul className="min-h-0 flex-1 divide-y divide-line overflow-y-auto border-line border-t">
          {deployments.map((one) => (
            <Deployment key={one.id} one={one} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Name({ one: { agent, href } }: { one: DeploymentView }) {
  const to = href ?? (agent === "" ? null : `/agents/${encodeURIComponent(agent)}`);
  const name = agent === "" ? (href ? "Rollout" : "All agents") : agent;
  return to === null ? (
    name
  ) : (
    <KeptLink href={to} look="cover">
      {name}
    </KeptLink>
  );
}

function Deployment({ one }: { one: DeploymentView }) {
  const [tone, word] = STATUS[one.status] ?? ["unknown", one.status];
  const detail = [one.previousVersion && `was ${one.previousVersion}`, one.author, one.description]
    .filter((text) => text)
    .join(" · ");
  return (
    <li className="relative flex min-h-11 items-center gap-x-3 gap-y-0.5 px-4 py-1 text-13 hover:bg-hover max-md:flex-wrap max-md:py-2">
      <div className="min-w-0 flex-1 max-md:basis-full">
        <p className="flex min-w-0 items-baseline gap-2">
          <span className="truncate font-medium text-primary">
            <Name one={one} />
          </span>
          <span className="shrink-0 font-mono text-12 text-secondary">{one.version}</span>
          <span className="truncate text-12 text-muted">{one.environment}</span>
        </p>
        <p className="truncate text-12 text-muted" title={detail}>
          {detail}
        </p>
      </div>
      <Badge bare tone={tone}>
        {word}
      </Badge>
      <span className="w-20 shrink-0 text-right text-12 text-muted">
        <Instant at={one.at} />
      </span>
    </li>
  );
}
