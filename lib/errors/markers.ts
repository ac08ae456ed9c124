/** Deployments as every time chart marks them. */
import type { DeploymentMarker } from "./schema";

type Deployment = {
  readonly id: string;
  readonly at: Date;
  readonly agent: string;
  readonly environment: string;
  readonly version: string;
  readonly status: string;
  readonly author: string | null;
  readonly description: string | null;
};

const HAPPENED: Readonly<Record<string, string>> = {
  started: "deployment started",
  failed: "deployment failed",
  rolled_back: "rolled back",
  stage: "rollout",
};

export const markersOf = (deployments: readonly Deployment[]): DeploymentMarker[] =>
  deployments.map(({ id, at, agent, environment, version, status, author, description }) => ({
    id,
    at: at.toISOString(),
    label: [agent, version, HAPPENED[status]].filter(Boolean).join(" "),
    detail: [environment, author, description].filter(Boolean).join(" · "),
  }));
