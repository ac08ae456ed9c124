/** Deployments as the charts mark them. */
import type { DeploymentView } from "./schema";

type Marker = {
  readonly id: string;
  readonly at: string;
  readonly label: string;
  readonly detail?: string;
  readonly href?: string;
};

const SAID: Record<string, string> = {
  started: "Deploying",
  failed: "Failed to deploy",
  rolled_back: "Rolled back",
  stage: "Rollout",
};

/** "support 1.4.0", with what it replaced and who did it. */
export const markersOf = (deployments: readonly DeploymentView[]): Marker[] =>
  deployments.map((one) => ({
    id: one.id,
    at: one.at,
    label: titleOf(one),
    ...detailOf(one),
    ...hrefOf(one),
  }));

/** A rollout leads to its own page, a deployment to its agent's. */
function hrefOf({ agent, href }: DeploymentView) {
  if (href !== undefined) return { href };
  return agent === "" ? {} : { href: `/agents/${encodeURIComponent(agent)}` };
}

const titleOf = ({ agent, version, status }: DeploymentView): string =>
  `${SAID[status] ?? "Deployed"} ${agent ? `${agent} ` : ""}${version}`;

function detailOf({ previousVersion, author, description, environment }: DeploymentView) {
  const parts = [
    environment,
    previousVersion && `was ${previousVersion}`,
    author && `by ${author}`,
    description,
  ].filter((part) => part);
  return { detail: parts.join(" · ") };
}
