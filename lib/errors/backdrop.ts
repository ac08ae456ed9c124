/** What every chart of a page stands before: the stretch that was reported, and the deployments in it. */
import type { Reported } from "@/lib/overview/timeline";
import type { DeploymentMarker } from "./schema";

type Pulse = {
  readonly environment: string;
  readonly firstAt: Date;
  readonly newestAt: Date;
};

/** Of one environment, or of all. */
export function reportedOf(pulses: readonly Pulse[], environment?: string): Reported {
  const within = pulses.filter((pulse) => !environment || pulse.environment === environment);
  if (within.length === 0) return null;
  return {
    first: new Date(Math.min(...within.map(({ firstAt }) => firstAt.getTime()))),
    newest: new Date(Math.max(...within.map(({ newestAt }) => newestAt.getTime()))),
  };
}

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
};

export const markersOf = (deployments: readonly Deployment[]): DeploymentMarker[] =>
  deployments.map(({ id, at, agent, environment, version, status, author, description }) => ({
    id,
    at: at.toISOString(),
    label: [agent, version, HAPPENED[status]].filter(Boolean).join(" "),
    detail: [environment, author, description].filter(Boolean).join(" · "),
  }));
